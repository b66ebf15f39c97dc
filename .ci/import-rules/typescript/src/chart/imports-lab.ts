export { plugin } from '../lab/plugin';
