// A spec may import what it likes.
export { URLExt } from '@jupyterlab/coreutils';
