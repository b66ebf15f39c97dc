import type { IMediaType } from '../registry';
import { readBatch } from './batch';
import { ImageView } from './ImageView';

/** `Image`: one, or a list of them. */
export const imageType: IMediaType = {
  types: ['image-file', 'images/separated'],
  describe: (value, trans) =>
    trans._n('%1 image', '%1 images', readBatch(value)?.images.length ?? 0),
  View: ImageView
};
