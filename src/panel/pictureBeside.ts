import type { IPicture } from './host';

/**
 * The drawing that stands beside a bundle in an output, made by the kernel where no
 * page looked. It is shown as an image: nothing in it runs, nor reaches the page.
 */
export function pictureBeside(
  data: Readonly<Record<string, unknown>>
): IPicture | null {
  const svg = joined(data['image/svg+xml']);
  return svg === null
    ? null
    : {
        address: `data:image/svg+xml;charset=utf-8,${encodeURIComponent(svg)}`,
        text: joined(data['text/plain']) ?? ''
      };
}

/** Notebooks may hold a text as a list of its lines. */
function joined(text: unknown): string | null {
  const whole: unknown = Array.isArray(text) ? text.join('') : text;
  return typeof whole === 'string' && whole !== '' ? whole : null;
}
