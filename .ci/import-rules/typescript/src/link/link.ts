export { run as link } from '../model/run';
