import type { IMediaType } from '../registry';
import { readBatch } from './batch';
import { ImageView } from './ImageView';

/** `Image`: one, or a list of them. */
export const imageType: IMediaType = {
  types: ['image-file', 'images/separated'],
  describe: (value, trans) => {
    const { images, count } = readBatch(value) ?? { images: [], count: 0 };
    return images.length < count
      ? trans._n('%2 of %1 image', '%2 of %1 images', count, images.length)
      : trans._n('%1 image', '%1 images', count);
  },
  View: ImageView
};
