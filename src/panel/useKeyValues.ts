import * as React from 'react';

import { type IValuePoint, type KeyKind, kindOf } from '../model';
import { usePanel } from './context';
import { useRetained } from './useRetained';
import { useRunChange } from './useRunChange';
import { useSeen } from './useSeen';

/**
 * What a card shows of a key whose values are no numbers: those of the card's kind,
 * since values of several kinds under one key make several cards.
 *
 * @param card - the element of the card: all data is brought when it is in sight
 */
export function useKeyValues(
  { path, kind }: { readonly path: string; readonly kind: KeyKind },
  card: React.RefObject<Element>
): { points: readonly IValuePoint[]; seen: boolean } {
  const { model } = usePanel();
  const version = useRunChange(model, change => change.keys.has(path));
  const seen = useSeen(card);
  useRetained(path, seen);
  const points = React.useMemo(
    () => model.values(path).filter(point => kindOf(point.value) === kind),
    [model, path, kind, version]
  );
  return { points, seen };
}
