import { type Json, type JsonObject, isObject } from '../protocol';
import { trimText, trimValue } from './trimTree';

/**
 * The descriptor of images, of several only those that small pictures were kept of:
 * the others could not be shown. `count` says how many there were.
 */
export function trimImages(
  value: Json,
  thumbnails: ReadonlyMap<string, string>
): Json {
  if (!isObject(value) || !Array.isArray(value.items)) {
    return trimValue(value);
  }
  const { items, captions, filenames, ...rest } = value;
  const pictured = items
    .map((_, i) => i)
    .filter(i => thumbnails.has(hashOf(items[i])));
  const kept = pictured.length > 0 ? pictured : [0];
  const pick = (list: Json): Json =>
    Array.isArray(list)
      ? kept.map(i => {
          const item = list[i] ?? null;
          return typeof item === 'string' ? trimText(item) : trimValue(item);
        })
      : false;
  const trimmed = trimValue(rest) as JsonObject;
  return {
    ...trimmed,
    count: items.length,
    items: pick(items),
    captions: pick(captions),
    ...(Array.isArray(filenames) && { filenames: pick(filenames) })
  };
}

function hashOf(item: Json): string {
  return isObject(item) && typeof item.sha256 === 'string' ? item.sha256 : '';
}
