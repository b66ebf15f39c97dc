/*
 * Builds the page that shows a run panel outside of JupyterLab:
 *
 *     node bench/panel-page/build.mjs [--themes <folder>]
 */
import { buildPage } from '../buildPage.mjs';

await buildPage({
  name: 'panel-page',
  entry: './src/panel/testing/gallery.ts'
});
