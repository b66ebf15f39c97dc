export * from './hub';
export * from './ports';
export { Refusal, Unreachable } from './serverApi';
export type { ServerState } from './serverLink';
export type { ITimers } from './timers';
