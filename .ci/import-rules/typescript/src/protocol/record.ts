export const kind = 'log';
