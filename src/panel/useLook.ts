import * as React from 'react';

import type { RunModel } from '../model';
import { runColour } from './colours';
import type { ILook } from './context';
import type { IHost } from './host';
import { isLive, isReached } from './states';
import { useRunChange } from './useRunChange';

/**
 * What all charts of this panel draw alike.
 */
export function useLookOf(model: RunModel, host: IHost): ILook {
  const [theme, themeChanged] = React.useReducer((n: number) => n + 1, 0);
  React.useLayoutEffect(() => {
    const slot = () => themeChanged();
    host.theme.changed.connect(slot);
    return () => {
      host.theme.changed.disconnect(slot);
    };
  }, [host]);
  useRunChange(model, change => change.info || change.links);

  const { info } = model;
  const live = info !== null && isLive(info.state) && isReached(model);
  const totalSteps = info?.totalSteps ?? null;
  const start = info?.start ?? null;
  const colour = runColour(
    { run: model.uid, colour: info?.colour ?? null },
    host.theme.isDark()
  );
  return React.useMemo(
    () => ({ live, totalSteps, start, colour, theme }),
    [live, totalSteps, start, colour, theme]
  );
}
