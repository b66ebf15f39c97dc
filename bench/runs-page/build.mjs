/*
 * Builds the page that shows a runs list outside of JupyterLab:
 *
 *     node bench/runs-page/build.mjs [--themes <folder>]
 */
import { buildPage } from '../buildPage.mjs';

await buildPage({ name: 'runs-page', entry: './src/runs/testing/gallery.ts' });
