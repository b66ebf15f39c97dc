/**
 * When the kernel is asked what runs in it: `hello`.
 *
 * Each request makes the kernel publish "busy" and "idle", over a subshell in
 * the middle of a cell too, and JupyterLab and the Jupyter server take that
 * "idle" for the end of the cell. So nothing is asked whose answer is not
 * needed. As a rule none is: the id of the data comm is known, new lines arrive
 * on it, and the Jupyter server has all that was before them. The answer is
 * needed
 *
 * - where no Jupyter server has a run: there is none with a Runside part, or it
 *   still does not know the run after the time that an index may take. What
 *   came before the first line that was heard, and whether the run is alive,
 *   only the kernel can tell then;
 * - again, while it is still needed, when the connection was lost, the kernel
 *   was restarted, or a comm was attached to: what was said meanwhile is lost;
 * - again, if it has not been answered, after an execution: the kernel may not
 *   have known of Runside before.
 *
 * Lines are another matter: `KernelMender` asks for those that no other source
 * has.
 */
export class Greeting {
  constructor(private readonly _options: Greeting.IOptions) {}

  /** It is needed now; once, while it is not answered. */
  want(): void {
    this._isAnswered = false;
    this._say();
  }

  /** What was answered may not hold any more. */
  renew(): void {
    this._isAnswered = false;
    this._said = null;
    this._say();
  }

  /** What was not answered may be now. */
  retry(): void {
    this._said = null;
    this._say();
  }

  /** Any page's hello is answered: all of them hear it. */
  onAnswer(): void {
    this._isAnswered = true;
    this._said = null;
  }

  private _say(): void {
    const { isNeeded, ask } = this._options;
    if (this._isAnswered || this._said !== null || !isNeeded()) {
      return;
    }
    const said = ask().then(isSent => {
      if (!isSent && this._said === said) {
        this._said = null;
      }
    });
    this._said = said;
  }

  private _isAnswered = false;
  /** What was said and is not answered yet. */
  private _said: Promise<void> | null = null;
}

export namespace Greeting {
  export interface IOptions {
    /** Whether anybody needs the answer. */
    isNeeded: () => boolean;
    /** @returns false where it cannot be asked now */
    ask: () => Promise<boolean>;
  }
}
