import type { ChildProcess } from 'child_process';

/** How long a process may take to end by itself, in ms. */
const PATIENCE = 15_000;

/**
 * End a process, and wait until it has. Jupyter now and then never ends, where it is told to while a thread of its own
 * reads a file: it is killed then.
 */
export async function end(
  child: ChildProcess,
  signal: NodeJS.Signals
): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) {
    return;
  }
  const ended = new Promise(resolve => child.once('exit', resolve));
  child.kill(signal);
  const impatient = setTimeout(() => child.kill('SIGKILL'), PATIENCE);
  await ended;
  clearTimeout(impatient);
}
