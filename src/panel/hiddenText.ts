import type { IKeyInfo } from '../model';
import { formatCount } from './format';
import type { ITranslation } from './host';

/** How many cards are put away. */
export function hiddenText(
  keys: readonly IKeyInfo[],
  trans: ITranslation
): string {
  const { size } = new Set(keys.map(({ path }) => path));
  return trans._n('%2 hidden', '%2 hidden', size, formatCount(size));
}
