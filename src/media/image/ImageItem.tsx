import * as React from 'react';

import type { BlobUrls } from '../blobUrls';
import type { IMediaText } from '../registry';
import { useBlobUrl } from '../useBlobUrl';
import type { IImage } from './batch';

/** Images narrower than this are enlarged pixel by pixel. */
const CRISP_BELOW = 128;

/**
 * One image with its caption. Its room is fixed by the grid.
 */
export const ImageItem = React.memo(function ImageItem(props: {
  image: IImage;
  number: number;
  seen: boolean;
  blobs: BlobUrls;
  trans: IMediaText;
}): JSX.Element {
  const { image, number, seen, blobs, trans } = props;
  const { url, isLoading, error, retry } = useBlobUrl(
    blobs,
    seen ? image.sha256 : null
  );
  const missing =
    image.sha256 === null
      ? trans.__('The record names no file for this image')
      : error;
  return (
    <figure
      className="jp-Runside-image"
      data-crisp={image.width < CRISP_BELOW}
      data-loading={seen && isLoading}
    >
      <div className="jp-Runside-imageFrame">
        {missing !== null ? (
          <button
            type="button"
            className="jp-Runside-imageMissing"
            title={missing}
            disabled={image.sha256 === null}
            onClick={retry}
          >
            {image.sha256 === null
              ? trans.__('no file')
              : trans.__('missing, try again')}
          </button>
        ) : (
          url !== null && (
            <img
              src={url}
              alt={image.caption ?? trans.__('Image %1', number)}
              draggable={false}
              onLoad={redrawn}
            />
          )
        )}
      </div>
      <figcaption title={image.caption ?? undefined}>
        {image.caption ?? '\u00a0'}
      </figcaption>
    </figure>
  );
});

/** Says which picture is on the screen, for tests and assistive tools. */
function redrawn(event: React.SyntheticEvent<HTMLImageElement>): void {
  event.currentTarget.dataset.drawn = event.currentTarget.src;
}
