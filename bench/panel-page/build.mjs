/*
 * Builds the page that shows a run panel outside of JupyterLab, into dist/panel-page/:
 *
 *     node bench/panel-page/build.mjs [--themes <folder>]
 *
 * The colours are JupyterLab's own: <folder> is the `share/jupyter/lab/themes` of an
 * environment, by default that of .venv.
 */
import { cp, mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';

import { rspack } from '@rspack/core';

const root = fileURLToPath(new URL('../..', import.meta.url));
const output = join(root, 'dist/panel-page');
const { values } = parseArgs({
  options: {
    themes: {
      type: 'string',
      default: join(root, '.venv/share/jupyter/lab/themes')
    }
  }
});

const stats = await new Promise((resolve, reject) => {
  rspack(
    {
      mode: 'production',
      context: root,
      entry: { page: './src/panel/testing/gallery.ts' },
      output: { path: output, filename: '[name].js', clean: true },
      resolve: {
        extensions: ['.tsx', '.ts', '.js'],
        // plotly's registry asks for it where maps are registered; we have none.
        alias: { 'maplibre-gl/dist/maplibre-gl.css': false }
      },
      module: {
        rules: [
          {
            test: /\.tsx?$/,
            loader: 'builtin:swc-loader',
            options: {
              jsc: {
                parser: { syntax: 'typescript', tsx: true },
                target: 'es2022'
              }
            }
          }
        ]
      },
      performance: { hints: false }
    },
    (error, result) => (error ? reject(error) : resolve(result))
  );
});
process.stdout.write(`${stats.toString({ preset: 'errors-warnings' })}\n`);
if (stats.hasErrors()) {
  process.exit(1);
}

// Both themes in one file: each holds for the pages that say so.
const themes = await Promise.all(
  ['light', 'dark'].map(async name => {
    const file = join(
      values.themes,
      `@jupyterlab/theme-${name}-extension/index.css`
    );
    const light = name === 'light';
    return (await readFile(file, 'utf8')).replaceAll(
      ':root',
      `body[data-jp-theme-light='${light}']`
    );
  })
);
await mkdir(output, { recursive: true });
await writeFile(join(output, 'theme.css'), themes.join('\n'));
await cp(join(root, 'style'), output, {
  recursive: true,
  filter: source => !source.endsWith('.js')
});
await writeFile(
  join(output, 'runside.css'),
  await readFile(join(root, 'style/index.css'), 'utf8')
);
await cp(
  fileURLToPath(new URL('index.html', import.meta.url)),
  join(output, 'index.html')
);
