export { run as panel } from '../model/run';
