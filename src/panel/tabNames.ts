import type { ITranslation } from './host';

/** The tabs of a panel, in their order. */
export const TABS = ['charts', 'overview'] as const;

export type TabName = (typeof TABS)[number];

export function tabLabel(tab: TabName, trans: ITranslation): string {
  switch (tab) {
    case 'charts':
      return trans.__('Charts');
    case 'overview':
      return trans.__('Overview');
  }
}
