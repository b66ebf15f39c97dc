export { URLExt } from './media.spec';
