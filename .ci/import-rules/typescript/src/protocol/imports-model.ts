export { run } from '../model/run';
