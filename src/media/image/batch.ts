import { type Json, type JsonObject, isObject } from '../../protocol';

/**
 * What a descriptor `image-file` or `images/separated` says.
 */
export interface IImageBatch {
  /** Of the first image, in pixels; the grid gives all the same room. */
  readonly width: number;
  readonly height: number;
  readonly images: readonly IImage[];
  /** How many images there were: of a saved picture, more than are there. */
  readonly count: number;
}

export interface IImage {
  /** Null where the descriptor names no bytes. */
  readonly sha256: string | null;
  readonly caption: string | null;
  readonly width: number;
  readonly height: number;
}

/** The room for an image whose descriptor does not say its size, in pixels. */
const UNKNOWN_SIZE = 64;

/**
 * The images of a value; null if it describes none.
 */
export function readBatch(value: Json | undefined): IImageBatch | null {
  if (value === undefined || !isObject(value)) {
    return null;
  }
  switch (value._type) {
    case 'image-file': {
      const image = readImage(value, value, text(value.caption));
      return {
        width: image.width,
        height: image.height,
        images: [image],
        count: 1
      };
    }
    case 'images/separated': {
      const captions = Array.isArray(value.captions) ? value.captions : [];
      const paths = Array.isArray(value.filenames) ? value.filenames : [];
      const items = Array.isArray(value.items)
        ? value.items
        : paths.map(path => ({ path }));
      const images = items.map((item, i) =>
        readImage(isObject(item) ? item : {}, value, text(captions[i]))
      );
      return {
        width: size(value.width, images[0]?.width),
        height: size(value.height, images[0]?.height),
        images,
        count: Math.max(images.length, countOf(value))
      };
    }
    default:
      return null;
  }
}

function readImage(
  item: JsonObject,
  batch: JsonObject,
  caption: string | null
): IImage {
  return {
    sha256: hashOf(item),
    caption,
    width: size(item.width, batch.width),
    height: size(item.height, batch.height)
  };
}

function countOf({ count }: JsonObject): number {
  return typeof count === 'number' && Number.isInteger(count) ? count : 0;
}

function hashOf(item: JsonObject): string | null {
  const named = text(item.sha256) ?? text(item.path) ?? '';
  return /(?:^|\/)([0-9a-f]{64})(?:$|\.)/.exec(named)?.[1] ?? null;
}

function text(value: Json | undefined): string | null {
  return typeof value === 'string' && value !== '' ? value : null;
}

function size(...candidates: (Json | undefined)[]): number {
  const found = candidates.find(
    value => typeof value === 'number' && value >= 1 && Number.isFinite(value)
  );
  return typeof found === 'number' ? found : UNKNOWN_SIZE;
}
