import type { NotebookPanel } from '@jupyterlab/notebook';

import { runsShown } from './bundle';
import type { IOpenDocument } from './home';

/** A notebook as it is open now. What takes a walk through its cells is read when it is asked for. */
export class OpenNotebook implements IOpenDocument {
  constructor(readonly panel: NotebookPanel) {}

  get path(): string {
    // Without the drive that collaboration puts before it.
    return this.panel.context.localPath;
  }

  get kernel(): string | null {
    return this.panel.sessionContext.session?.kernel?.id ?? null;
  }

  get cells(): ReadonlySet<string> {
    const cells = this.panel.content.model?.cells ?? [];
    return new Set(Array.from(cells, cell => cell.id));
  }

  get shown(): ReadonlySet<string> {
    return runsShown(this.panel.content.model);
  }
}
