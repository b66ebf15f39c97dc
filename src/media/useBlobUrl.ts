import { useLayoutEffect, useState } from 'react';

import type { BlobUrls } from './blobUrls';

export interface IBlobState {
  /** The newest URL that could be had: the previous blob's while the next one is on its way. */
  readonly url: string | null;
  readonly isLoading: boolean;
  /** Why the bytes cannot be had. */
  readonly error: string | null;
  readonly retry: () => void;
}

/**
 * The object URL of a blob while the component shows it.
 *
 * @param sha256 - null where there is nothing to fetch (yet)
 */
export function useBlobUrl(blobs: BlobUrls, sha256: string | null): IBlobState {
  const [state, setState] = useState<{
    url: string | null;
    of: string | null;
    error: string | null;
  }>({ url: null, of: null, error: null });
  const [attempt, setAttempt] = useState(0);

  useLayoutEffect(() => {
    if (sha256 === null) {
      return;
    }
    const use = blobs.use(sha256);
    const show = (url: string) => setState({ url, of: sha256, error: null });
    const { standIn } = use;
    if (use.url !== null) {
      show(use.url);
    } else {
      if (standIn !== null) {
        show(standIn);
      }
      use.ready.then(
        url => !use.isDisposed && show(url),
        (error: unknown) =>
          !use.isDisposed &&
          standIn === null &&
          setState({ url: null, of: sha256, error: messageOf(error) })
      );
    }
    return () => use.dispose();
  }, [blobs, sha256, attempt]);

  return {
    url: state.url,
    isLoading: state.of !== sha256,
    error: state.of === sha256 ? state.error : null,
    retry: () => setAttempt(n => n + 1)
  };
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
