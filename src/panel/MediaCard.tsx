import * as React from 'react';

import type { IMediaType } from '../media';
import { Card } from './Card';
import { usePanel } from './context';
import { formatCount } from './format';
import type { IKeyCardProps } from './keyCardProps';
import { StepSlider } from './StepSlider';
import { useKeyValues } from './useKeyValues';
import { useStepCursor } from './useStepCursor';

/**
 * The media of one key: those of one step, and a slider over the steps.
 */
export function MediaCard(
  props: IKeyCardProps & { type: IMediaType }
): JSX.Element {
  const { type, ...key } = props;
  const { host, blobs } = usePanel();
  const { trans } = host;
  const card = React.useRef<HTMLElement>(null);
  const { points, seen } = useKeyValues(key, card);
  const cursor = useStepCursor(points.length);
  const shown = points[cursor.index];
  const what = shown ? type.describe(shown.value, trans) : '';
  const { View } = type;
  return (
    <Card
      {...key}
      ref={card}
      wide={type.isWide ?? true}
      value={what}
      label={
        shown
          ? trans.__(
              '%1: %2 of step %3',
              key.name,
              what,
              formatCount(shown.step)
            )
          : key.name
      }
    >
      {shown && (
        <>
          <View
            points={points}
            index={cursor.index}
            seen={seen}
            blobs={blobs}
            trans={trans}
          />
          <StepSlider
            step={shown.step}
            count={points.length}
            lastStep={points[points.length - 1].step}
            {...cursor}
          />
        </>
      )}
    </Card>
  );
}
