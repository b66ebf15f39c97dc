export { URLExt } from '@jupyterlab/coreutils';
