import type { Json } from '../../protocol';
import { plainText } from '../../model/texts';
import { imageType } from '.';
import { readBatch } from './batch';

const A = 'a'.repeat(64);
const B = 'b'.repeat(64);

describe('readBatch', () => {
  it('reads one image', () => {
    const value = {
      _type: 'image-file',
      sha256: A,
      width: 8,
      height: 6,
      caption: '5 read as 6'
    };
    expect(readBatch(value)).toEqual({
      width: 8,
      height: 6,
      count: 1,
      images: [{ sha256: A, caption: '5 read as 6', width: 8, height: 6 }]
    });
  });

  it('reads several', () => {
    const value: Json = {
      _type: 'images/separated',
      width: 8,
      height: 8,
      count: 2,
      captions: ['one', ''],
      items: [{ sha256: A }, { sha256: B, width: 16, height: 4 }]
    };
    expect(readBatch(value)?.images).toEqual([
      { sha256: A, caption: 'one', width: 8, height: 8 },
      { sha256: B, caption: null, width: 16, height: 4 }
    ]);
  });

  it('reads those that name only files, as imported ones do', () => {
    const value = {
      _type: 'images/separated',
      width: 8,
      height: 8,
      captions: false,
      filenames: [`blobs/${A}.png`, 'media/images/x_0_1234.png']
    };
    expect(readBatch(value)?.images.map(image => image.sha256)).toEqual([
      A,
      null
    ]);
  });

  it.each<Json | undefined>([
    undefined,
    null,
    'text',
    { _type: 'histogram' },
    { width: 8 },
    ['image-file']
  ])('is none of %j', value => {
    expect(readBatch(value)).toBeNull();
  });

  it('knows how many there were, where only some were kept', () => {
    const value = {
      _type: 'images/separated',
      count: 12,
      items: [{ sha256: A }]
    };
    expect(readBatch(value)).toMatchObject({ count: 12 });
    expect(readBatch(value)?.images).toHaveLength(1);
    expect(imageType.describe(value, plainText)).toBe('1 of 12 images');
  });

  it('has room for images whose descriptor is broken', () => {
    const batch = readBatch({
      _type: 'images/separated',
      width: -1,
      items: [null, { sha256: '../../etc/passwd', height: NaN }]
    });
    expect(batch?.width).toBeGreaterThan(0);
    expect(batch?.images.map(image => image.sha256)).toEqual([null, null]);
  });
});
