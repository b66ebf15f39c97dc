import type { RunModel } from '../model';
import type { IHost } from './host';

export interface ISavedBlobs {
  /** The bytes of a blob, when they can be had. */
  fetch(sha256: string): Promise<Blob>;
  /** The small picture that was saved of it. */
  standIn(sha256: string): string | null;
  dispose(): void;
}

/**
 * The blobs of a run: as long as only its saved picture is there, the small
 * pictures in that; the bytes themselves when the run has been found.
 */
export function savedBlobs(model: RunModel, host: IHost): ISavedBlobs {
  let found = () => {};
  const isFound = new Promise<void>(resolve => {
    found = resolve;
  });
  const look = () => {
    if (model.saved === null) {
      found();
    }
  };
  model.changed.connect(look);
  look();
  // What was saved is of use until the bytes are here, and where they never come.
  const thumbnails = model.saved?.thumbnails;
  return {
    standIn: sha256 => thumbnails?.get(sha256) ?? null,
    fetch: async sha256 => {
      await isFound;
      return host.blob(model.uid, sha256);
    },
    dispose: () => {
      model.changed.disconnect(look);
    }
  };
}
