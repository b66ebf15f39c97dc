import { spawnSync } from 'child_process';
import { existsSync } from 'fs';
import { join } from 'path';

const ROOT = join(__dirname, '../../..');

/** That of the project's virtual environment, as the Makefile makes it. */
const PYTHON = join(ROOT, '.venv/bin/python');

/**
 * Run a module of the project's Python with a text as its input.
 *
 * @returns what it printed
 */
export function runPython(module: string, input: string): string {
  if (!existsSync(PYTHON)) {
    throw new Error(`${PYTHON} is not there: run "make setup"`);
  }
  const { status, stdout, stderr, error } = spawnSync(PYTHON, ['-m', module], {
    cwd: ROOT,
    input,
    encoding: 'utf8',
    maxBuffer: 2 ** 30
  });
  if (status !== 0) {
    throw new Error(`${module} failed: ${error?.message ?? stderr}`);
  }
  return stdout;
}
