import { isObject } from '../../protocol';
import type { IMediaType } from '../registry';
import { ArrayView } from './ArrayView';

/** An array of the summary that is kept whole in a file of numpy. */
export const arrayType: IMediaType = {
  types: ['numpy.ndarray'],
  describe: (value, trans) => {
    const { shape, dtype } = isObject(value) ? value : {};
    const sizes = Array.isArray(shape) ? shape.map(Number) : [];
    return typeof dtype === 'string' && sizes.length > 0
      ? trans.__('%1 of %2', dtype, sizes.join(' × '))
      : trans.__('array');
  },
  isWide: false,
  View: ArrayView
};
