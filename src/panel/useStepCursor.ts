import * as React from 'react';

export interface IStepCursor {
  /** Which of the steps is shown. */
  readonly index: number;
  /** It goes along with the newest until the user moves it, and again from there. */
  readonly isFollowing: boolean;
  readonly isPlaying: boolean;
  readonly onMove: (index: number) => void;
  readonly onPlay: () => void;
}

/** How long each step is shown while playing, in milliseconds. */
const BEAT = 300;

/**
 * Where a media card stands among the `count` steps that it has.
 */
export function useStepCursor(count: number): IStepCursor {
  const [chosen, setChosen] = React.useState<number | null>(null);
  const [isPlaying, setPlaying] = React.useState(false);
  const last = Math.max(0, count - 1);
  const index = Math.min(chosen ?? last, last);

  React.useEffect(() => {
    if (!isPlaying) {
      return;
    }
    const timer = setTimeout(() => {
      if (index + 1 >= last) {
        setPlaying(false);
        setChosen(null);
      } else {
        setChosen(index + 1);
      }
    }, BEAT);
    return () => clearTimeout(timer);
  }, [isPlaying, index, last]);

  return {
    index,
    isFollowing: chosen === null,
    isPlaying,
    onMove: moved => {
      setPlaying(false);
      setChosen(moved >= last ? null : moved);
    },
    onPlay: () => {
      if (!isPlaying && index === last) {
        setChosen(0);
      }
      setPlaying(!isPlaying);
    }
  };
}
