export type { IRunInfo, RunState } from '../protocol';
export * from './collection';
export * from './coverage';
export { kindOf } from './keyList';
export * from './needs';
export * from './runModel';
export type { Liveness } from './runState';
export * from './types';
