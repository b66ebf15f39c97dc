import {
  type ISmoothing,
  type ISmoothingNeed,
  type RunModel,
  smoothingText
} from '../model';
import { batches } from './seriesBatches';
import type { ServerApi } from './serverApi';

/**
 * Take from the Jupyter server the smoothed bases that a model needs.
 *
 * @returns how many were asked for, and whether one was older than what is here
 */
export async function takeSmoothed(
  model: RunModel,
  api: ServerApi
): Promise<{ asked: number; isTooOld: boolean }> {
  const needs = model.smoothingNeeds();
  let isTooOld = false;
  for (const [smoothing, alike] of bySmoothing(needs)) {
    for (const batch of batches(alike)) {
      const keys = batch.map(({ path }) => path);
      const { pixelColumns } = batch[0];
      const { uid } = model;
      const answer = await api.smoothed(uid, keys, pixelColumns, smoothing);
      const { series, cursors } = answer;
      isTooOld =
        !model.setSmoothed(series, smoothing, cursors, pixelColumns) ||
        isTooOld;
    }
  }
  return { asked: needs.length, isTooOld };
}

/** One request asks for one smoothing. */
function bySmoothing(
  needs: readonly ISmoothingNeed[]
): Iterable<[ISmoothing, ISmoothingNeed[]]> {
  const found = new Map<string, [ISmoothing, ISmoothingNeed[]]>();
  for (const need of needs) {
    const { smoothing } = need;
    const alike = found.get(smoothingText(smoothing));
    if (alike === undefined) {
      found.set(smoothingText(smoothing), [smoothing, [need]]);
    } else {
      alike[1].push(need);
    }
  }
  return found.values();
}
