import * as React from 'react';

import { usePanel } from './context';
import { formatCount } from './format';
import { IconButton } from './IconButton';
import type { IStepCursor } from './useStepCursor';

/**
 * Moves a media card through its steps: play, a track (arrow keys too), the step.
 */
export function StepSlider(
  props: IStepCursor & { step: number; count: number; lastStep: number }
): JSX.Element {
  const {
    step,
    count,
    lastStep,
    index,
    isFollowing,
    isPlaying,
    onMove,
    onPlay
  } = props;
  const { trans } = usePanel().host;
  const last = count - 1;
  const stepWords = (n: number) => trans.__('step %1', formatCount(n));
  const following = ` · ${trans.__('following')}`;
  const words = stepWords(step) + (isFollowing ? following : '');
  const fill = last > 0 ? index / last : 1;
  return (
    <div className="jp-Runside-steps">
      <IconButton
        icon={isPlaying ? 'pause' : 'play'}
        label={isPlaying ? trans.__('Pause') : trans.__('Play the steps')}
        disabled={last < 1}
        onClick={onPlay}
      />
      <input
        type="range"
        className="jp-Runside-slider"
        min={0}
        // A track with one place stands at its end, like one that follows.
        max={Math.max(1, last)}
        value={last > 0 ? index : 1}
        disabled={last < 1}
        aria-label={trans.__('Step')}
        aria-valuetext={words}
        style={{ '--runside-fill': fill } as React.CSSProperties}
        onChange={event => onMove(Number(event.target.value))}
      />
      <span
        className="jp-Runside-stepWords"
        // The track keeps its length, whatever the words.
        style={{
          minWidth: `${0.8 * (stepWords(lastStep) + following).length}ch`
        }}
      >
        {words}
      </span>
    </div>
  );
}
