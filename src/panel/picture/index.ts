export * from './compose';
export { toSvg } from './svg';
export { toText } from './text';
