import type { IStateDB } from '@jupyterlab/statedb';
import { type ISignal, Signal } from '@lumino/signaling';

import type { ILayoutStore } from '../panel/host';
import type { Json, JsonObject } from '../protocol';

/**
 * Keeps layouts by project in Lab's state database, which belongs to the user's workspace. Without one they last as long
 * as the page.
 */
export class ProjectLayouts implements ILayoutStore {
  constructor(stateDB: Pick<IStateDB, 'fetch' | 'save'> | null) {
    this._stateDB = stateDB;
  }

  get changed(): ISignal<this, void> {
    return this._changed;
  }

  get(project: string): Json | undefined {
    if (!this._asked.has(project)) {
      this._asked.add(project);
      void this._fetch(project);
    }
    return this._kept.get(project);
  }

  set(project: string, layout: JsonObject): void {
    this._asked.add(project);
    this._kept.set(project, layout);
    this._changed.emit();
    this._stateDB?.save(idOf(project), layout as never).catch(complain);
  }

  private async _fetch(project: string): Promise<void> {
    try {
      const kept = await this._stateDB?.fetch(idOf(project));
      // What somebody has changed meanwhile is newer.
      if (kept !== undefined && !this._kept.has(project)) {
        this._kept.set(project, kept as Json);
        this._changed.emit();
      }
    } catch (error) {
      complain(error);
    }
  }

  private readonly _stateDB: Pick<IStateDB, 'fetch' | 'save'> | null;
  private readonly _changed = new Signal<this, void>(this);
  private readonly _kept = new Map<string, Json>();
  private readonly _asked = new Set<string>();
}

function idOf(project: string): string {
  return `runside:layout:${project}`;
}

function complain(error: unknown): void {
  console.warn('Runside: the layout of a project was not kept or found', error);
}
