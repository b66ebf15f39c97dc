import * as React from 'react';

import type { DrawQueue, IPlotly, Viewport } from '../chart';
import type { BlobUrls, IMediaRegistry } from '../media';
import type { RunModel } from '../model';
import type { ICharts } from './charts';
import type { IHost, IPicture, PanelPlace } from './host';

/**
 * What the parts of one panel share. It never changes while the panel stands.
 */
export interface IPanel {
  readonly model: RunModel;
  readonly host: IHost;
  readonly place: PanelPlace;
  /** What to show until anything is known of the run. */
  readonly picture: IPicture | null;
  readonly viewport: Viewport;
  readonly queue: DrawQueue;
  readonly loadPlotly: () => Promise<IPlotly>;
  readonly blobs: BlobUrls;
  readonly media: IMediaRegistry;
  readonly charts: ICharts;
}

/**
 * What all charts of a panel draw alike. A new object only when one of these has
 * changed: every card is drawn again for it.
 */
export interface ILook {
  readonly live: boolean;
  readonly totalSteps: number | null;
  /** When the run began, Unix seconds. */
  readonly start: number | null;
  readonly colour: string;
  /** Counts the changes of the page's theme. */
  readonly theme: number;
}

export const PanelContext = React.createContext<IPanel | null>(null);
export const LookContext = React.createContext<ILook | null>(null);

export function usePanel(): IPanel {
  return given(React.useContext(PanelContext), 'panel');
}

export function useLook(): ILook {
  return given(React.useContext(LookContext), 'look');
}

function given<T>(value: T | null, name: string): T {
  if (value === null) {
    throw new Error(`A part of the run panel stands outside of its ${name}`);
  }
  return value;
}
