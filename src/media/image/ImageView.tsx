import * as React from 'react';

import type { IMediaViewProps } from '../registry';
import { type IImageBatch, readBatch } from './batch';
import { ImageItem } from './ImageItem';

/** How many images are shown before one asks for the rest. */
const FIRST = 60;

/** The bounds of an image's width in the grid, in pixels. */
const SMALLEST = 64;
const LARGEST_OF_MANY = 160;
const LARGEST_ALONE = 320;

/**
 * The images of one step as a grid that fits its width. It keeps the room of the
 * step with the most images, so that nothing moves from step to step.
 */
export function ImageView(props: IMediaViewProps): JSX.Element {
  const { points, index, seen, blobs, trans } = props;
  const [all, setAll] = React.useState(false);
  const batch = React.useMemo(
    () => readBatch(points[index]?.value),
    [points, index]
  );
  const room = React.useMemo(() => roomFor(points), [points]);
  const shown = all ? room.count : Math.min(room.count, FIRST);
  usePrefetch(props, shown);

  const images = batch?.images.slice(0, shown) ?? [];
  const empty = shown - images.length;
  const hidden = (batch?.images.length ?? 0) - images.length;
  const style = {
    '--runside-image-width': `${room.width}px`,
    '--runside-image-ratio': `${room.ratio}`,
    '--runside-image-count': room.count
  } as React.CSSProperties;
  return (
    <div className="jp-Runside-images" style={style}>
      <div className="jp-Runside-imageGrid">
        {images.map((image, i) => (
          <ImageItem
            key={i}
            image={image}
            number={i + 1}
            seen={seen}
            blobs={blobs}
            trans={trans}
          />
        ))}
        {Array.from({ length: empty }, (_, i) => (
          <figure key={`room-${i}`} className="jp-Runside-image" aria-hidden>
            <div className="jp-Runside-imageFrame" />
            <figcaption>{'\u00a0'}</figcaption>
          </figure>
        ))}
      </div>
      {hidden > 0 && (
        <button
          type="button"
          className="jp-Runside-textButton"
          onClick={() => setAll(true)}
        >
          {trans._n('Show %1 more', 'Show %1 more', hidden)}
        </button>
      )}
    </div>
  );
}

/** What the images of all steps need, so that the grid keeps its shape. */
function roomFor(points: IMediaViewProps['points']): {
  count: number;
  width: number;
  ratio: number;
} {
  let count = 1;
  let first: IImageBatch | null = null;
  for (const point of points) {
    const batch = readBatch(point.value);
    first ??= batch;
    count = Math.max(count, batch?.images.length ?? 0);
  }
  const { width, height } = first ?? { width: SMALLEST, height: SMALLEST };
  const largest = count === 1 ? LARGEST_ALONE : LARGEST_OF_MANY;
  return {
    count,
    width: Math.min(Math.max(width, SMALLEST), largest),
    ratio: width / height
  };
}

/** Have the images of the steps before and after at hand. */
function usePrefetch(props: IMediaViewProps, shown: number): void {
  const { points, index, seen, blobs } = props;
  React.useEffect(() => {
    if (!seen) {
      return;
    }
    const uses = [index + 1, index - 1].flatMap(neighbour =>
      (readBatch(points[neighbour]?.value)?.images ?? [])
        .slice(0, shown)
        .flatMap(image =>
          image.sha256 === null ? [] : [blobs.use(image.sha256)]
        )
    );
    return () => uses.forEach(use => use.dispose());
  }, [points, index, seen, blobs, shown]);
}
