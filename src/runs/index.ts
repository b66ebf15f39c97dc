export * from './host';
export type { IRunListState } from './listState';
export * from './mount';
export * from './runList';
