import { Token } from '@lumino/coreutils';

import type { IHost } from '../panel/host';

/** Makes what a run panel needs of Lab. */
export interface IPanelHosts {
  /** The host of a panel: one under a cell, or one in a tab of its own. */
  create(place: 'output' | 'tab'): IHost;
}

export const IPanelHosts = new Token<IPanelHosts>(
  'runside:IPanelHosts',
  'Makes the hosts of run panels: texts, theme, blobs, ways to a tab and to a cell.'
);
