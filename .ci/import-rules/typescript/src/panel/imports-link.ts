export { link } from '../link/link';
