export { panel } from '../panel/panel';
