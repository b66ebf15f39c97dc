/*
 * Builds a page that shows a part of Runside outside of JupyterLab, into dist/<name>/.
 * The colours are JupyterLab's own: `--themes <folder>` is the
 * `share/jupyter/lab/themes` of an environment, by default that of .venv.
 */
import { cp, mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';

import { rspack } from '@rspack/core';

const root = fileURLToPath(new URL('..', import.meta.url));

/**
 * @param {{name: string, entry: string}} page - the folder beside this file that has
 * the page's index.html, and the module that the page runs
 */
export async function buildPage({ name, entry }) {
  const output = join(root, 'dist', name);
  const { values } = parseArgs({
    options: {
      themes: {
        type: 'string',
        default: join(root, '.venv/share/jupyter/lab/themes')
      }
    }
  });
  await bundle(entry, output);
  await mkdir(output, { recursive: true });
  await writeFile(join(output, 'theme.css'), await bothThemes(values.themes));
  await cp(join(root, 'style'), output, {
    recursive: true,
    filter: source => !source.endsWith('.js')
  });
  const styles = ['index.css', 'run-panel.css'].map(name =>
    readFile(join(root, 'style', name), 'utf8')
  );
  await writeFile(
    join(output, 'runside.css'),
    (await Promise.all(styles)).join('\n')
  );
  await cp(join(root, 'bench', name, 'index.html'), join(output, 'index.html'));
}

async function bundle(entry, output) {
  const stats = await new Promise((resolve, reject) => {
    rspack(
      {
        mode: 'production',
        context: root,
        entry: { page: entry },
        output: { path: output, filename: '[name].js', clean: true },
        resolve: {
          extensions: ['.tsx', '.ts', '.js'],
          // plotly's registry asks for it where maps are registered; we have none.
          alias: {
            'maplibre-gl/dist/maplibre-gl.css': false,
            // The page has all styles as files.
            '../../style/run-panel.css': false
          }
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
}

/** Both themes in one file: each holds for the pages that say so. */
async function bothThemes(folder) {
  const themes = ['light', 'dark'].map(async name => {
    const file = join(folder, `@jupyterlab/theme-${name}-extension/index.css`);
    const light = name === 'light';
    return (await readFile(file, 'utf8')).replaceAll(
      ':root',
      `body[data-jp-theme-light='${light}']`
    );
  });
  return (await Promise.all(themes)).join('\n');
}
