import type { INotebookModel } from '@jupyterlab/notebook';
import type { IDisposable } from '@lumino/disposable';
import { type ISignal, Signal } from '@lumino/signaling';

import type { ILayoutStore } from '../panel/host';
import { isObject, type Json, type JsonObject } from '../protocol';

/** Under which name the metadata of a notebook holds what is ours. */
const KEY = 'runside';

/**
 * Keeps layouts in the metadata of a notebook, so that they travel with it: by project,
 * as `{"runside": {"layouts": {"<project>": …}}}`. Where the notebook has none, that of
 * the project holds; to look at one writes nothing.
 *
 * What is ours there and is not known here is kept.
 */
export class NotebookLayouts implements ILayoutStore, IDisposable {
  constructor(options: NotebookLayouts.IOptions) {
    this._options = options;
    const { notebook, projects } = options;
    notebook.metadataChanged.connect(this._onMetadata, this);
    projects.changed.connect(this._onProjects, this);
  }

  get changed(): ISignal<this, void> {
    return this._changed;
  }

  get(project: string): Json | undefined {
    const { notebook, projects } = this._options;
    return (
      this._unwritten.get(project) ??
      ownOf(layoutsOf(notebook), project) ??
      projects.get(project)
    );
  }

  set(project: string, layout: JsonObject): void {
    const { notebook, isWritable } = this._options;
    if (!isWritable()) {
      this._unwritten.set(project, layout);
      this._changed.emit();
      return;
    }
    this._unwritten.delete(project);
    notebook.setMetadata(KEY, {
      ...metadataOf(notebook),
      layouts: { ...layoutsOf(notebook), [project]: layout }
    });
  }

  get isDisposed(): boolean {
    return this._isDisposed;
  }

  dispose(): void {
    if (this.isDisposed) {
      return;
    }
    this._isDisposed = true;
    const { notebook, projects } = this._options;
    notebook.metadataChanged.disconnect(this._onMetadata, this);
    projects.changed.disconnect(this._onProjects, this);
    Signal.clearData(this);
  }

  private _onMetadata(_: unknown, { key }: { key: string }): void {
    if (key === KEY) {
      this._changed.emit();
    }
  }

  private _onProjects(): void {
    this._changed.emit();
  }

  private readonly _options: NotebookLayouts.IOptions;
  private readonly _changed = new Signal<this, void>(this);
  /** What was changed in a notebook that cannot be: it lasts as long as this page. */
  private readonly _unwritten = new Map<string, JsonObject>();
  private _isDisposed = false;
}

export namespace NotebookLayouts {
  export interface IOptions {
    notebook: Pick<
      INotebookModel,
      'getMetadata' | 'setMetadata' | 'metadataChanged'
    >;
    /** Those of the projects. */
    projects: ILayoutStore;
    /** Whether the notebook can be changed and saved. */
    isWritable: () => boolean;
  }
}

/** What the metadata of a notebook holds of ours, whatever somebody has made of it. */
function metadataOf(
  notebook: NotebookLayouts.IOptions['notebook']
): JsonObject {
  const ours = notebook.getMetadata(KEY) as unknown;
  return isObject(ours) ? ours : {};
}

function layoutsOf(notebook: NotebookLayouts.IOptions['notebook']): JsonObject {
  const { layouts } = metadataOf(notebook);
  return isObject(layouts) ? layouts : {};
}

/** A project may have the name of something that every object has. */
function ownOf(object: JsonObject, name: string): Json | undefined {
  return Object.hasOwn(object, name) ? object[name] : undefined;
}
