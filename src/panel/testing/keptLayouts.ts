import { Signal } from '@lumino/signaling';

import type { Json, JsonObject } from '../../protocol';
import type { ILayoutStore } from '../host';

/** Keeps layouts as long as it is there. */
export class KeptLayouts implements ILayoutStore {
  constructor(kept: Record<string, Json> = {}) {
    this._kept = new Map(Object.entries(kept));
  }

  readonly changed = new Signal<this, void>(this);

  get(project: string): Json | undefined {
    return this._kept.get(project);
  }

  set(project: string, layout: JsonObject): void {
    this.setKept(project, layout);
  }

  /** Somebody else keeps something. */
  setKept(project: string, kept: Json): void {
    this._kept.set(project, kept);
    this.changed.emit();
  }

  private readonly _kept: Map<string, Json>;
}
