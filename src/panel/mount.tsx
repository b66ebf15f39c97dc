import * as React from 'react';
import { flushSync } from 'react-dom';
import { createRoot } from 'react-dom/client';

import { loadPlotly, pageQueue, Viewport } from '../chart';
import { BlobUrls, ownMedia } from '../media';
import type { RunModel } from '../model';
import type { IPanel } from './context';
import type { IHost, PanelPlace } from './host';
import { PanelBoundary } from './PanelBoundary';
import { RunPanel } from './RunPanel';

/**
 * A run panel in an element of the host's.
 */
export interface IMountedPanel {
  /**
   * Say that the element is shown or hidden: a hidden panel draws nothing, and
   * what the page's own observers say of it comes late.
   */
  setVisible(visible: boolean): void;
  dispose(): void;
}

/**
 * Draw a run in `node`. When this returns the panel is there, with its height.
 */
export function mountRunPanel(
  node: HTMLElement,
  options: { model: RunModel; host: IHost; place: PanelPlace }
): IMountedPanel {
  const { model, host, place } = options;
  const viewport = new Viewport();
  const blobs = new BlobUrls(sha256 => host.blob(model.uid, sha256));
  const panel: IPanel = {
    model,
    host,
    place,
    viewport,
    queue: pageQueue,
    loadPlotly,
    blobs,
    media: host.media ?? ownMedia()
  };
  const root = createRoot(node);
  flushSync(() =>
    root.render(
      <PanelBoundary trans={host.trans}>
        <RunPanel panel={panel} />
      </PanelBoundary>
    )
  );
  return {
    setVisible: visible => viewport.setShown(visible),
    dispose: () => {
      root.unmount();
      viewport.dispose();
      blobs.dispose();
    }
  };
}
