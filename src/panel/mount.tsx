import '../../style/run-panel.css';

import * as React from 'react';
import { flushSync } from 'react-dom';
import { createRoot } from 'react-dom/client';

import { loadPlotly, pageQueue, Viewport } from '../chart';
import { BlobUrls, ownMedia } from '../media';
import type { RunModel } from '../model';
import { newCharts } from './charts';
import type { IPanel } from './context';
import type { IHost, IPicture, PanelPlace } from './host';
import { PanelBoundary } from './PanelBoundary';
import { RunPanel } from './RunPanel';
import { savedBlobs } from './savedBlobs';

export interface IPanelOptions {
  readonly model: RunModel;
  readonly host: IHost;
  readonly place: PanelPlace;
  /**
   * What to show until anything is known of the run: an image that was saved with
   * the notebook, as a `data:` address, and what it says.
   */
  readonly picture?: IPicture | null;
  /**
   * The paths to show, in which `*` stands for any text and `?` for one character;
   * null, or absent, for all.
   */
  readonly keys?: readonly string[] | null;
  /**
   * The height of the panel in pixels, in which its content scrolls; null, or
   * absent, for as high as its content.
   */
  readonly height?: number | null;
}

/**
 * A run panel in an element of the host's.
 */
export interface IMountedPanel {
  /**
   * Say that the element is shown or hidden: a hidden panel draws nothing, and
   * what the page's own observers say of it comes late.
   */
  setVisible(visible: boolean): void;
  /** Show other keys, or with another height. */
  update(options: Pick<IPanelOptions, 'keys' | 'height'>): void;
  dispose(): void;
}

/**
 * Draw a run in `node`. When this returns the panel is there, with its height.
 */
export function mountRunPanel(
  node: HTMLElement,
  options: IPanelOptions
): IMountedPanel {
  const { model, host, place, picture = null } = options;
  const viewport = new Viewport();
  const saved = savedBlobs(model, host);
  const blobs = new BlobUrls(saved.fetch, { standIn: saved.standIn });
  const panel: IPanel = {
    model,
    host,
    place,
    picture,
    viewport,
    queue: pageQueue,
    loadPlotly,
    blobs,
    media: host.media ?? ownMedia(),
    charts: newCharts()
  };
  const root = createRoot(node);
  const draw = ({
    keys = null,
    height = null
  }: Pick<IPanelOptions, 'keys' | 'height'>) =>
    root.render(
      <PanelBoundary trans={host.trans}>
        <RunPanel panel={panel} wanted={keys} height={height} />
      </PanelBoundary>
    );
  flushSync(() => draw(options));
  return {
    setVisible: visible => viewport.setShown(visible),
    update: draw,
    dispose: () => {
      root.unmount();
      viewport.dispose();
      blobs.dispose();
      saved.dispose();
    }
  };
}
