import type { JsonObject } from '../../protocol';

/**
 * Small grey pictures that look like misread digits, with their descriptors, made
 * in the page.
 */
export class Digits {
  /** A descriptor of `count` pictures of `size` × `size` pixels. */
  batch(count: number, size = 8): JsonObject {
    const items = Array.from({ length: count }, () => this._picture(size));
    return {
      _type: 'images/separated',
      width: size,
      height: size,
      format: 'png',
      count,
      filenames: items.map(({ sha256 }) => `blobs/${sha256}.png`),
      captions: items.map(() => `${this._digit()} read as ${this._digit()}`),
      items
    };
  }

  single(size: number): JsonObject {
    const picture = this._picture(size);
    return { _type: 'image-file', ...picture, caption: 'reconstruction' };
  }

  async blob(sha256: string): Promise<Blob> {
    const size = this._sizes.get(sha256) ?? 8;
    const canvas = new OffscreenCanvas(size, size);
    const context = canvas.getContext('2d');
    if (context) {
      const seed = parseInt(sha256.slice(-8), 16);
      for (let i = 0; i < size * size; i++) {
        const x = i % size;
        const y = (i - x) / size;
        const ink = noise(seed + Math.floor(x / 2) * 7 + y * 13 + 1);
        const inside = x > size * 0.2 && x < size * 0.8 && ink > 0.35;
        const grey = inside ? Math.floor(255 * (1 - ink)) : 255;
        context.fillStyle = `rgb(${grey} ${grey} ${grey})`;
        context.fillRect(x, y, 1, 1);
      }
    }
    return canvas.convertToBlob();
  }

  private _picture(size: number): JsonObject & { sha256: string } {
    const sha256 = (++this._made * 2654435761).toString(16).padStart(64, '0');
    this._sizes.set(sha256, size);
    return { sha256, width: size, height: size, format: 'png', size: 96 };
  }

  private _digit(): number {
    return Math.floor(noise(++this._drawn) * 10);
  }

  private _sizes = new Map<string, number>();
  private _made = 0;
  private _drawn = 0;
}

/** A number in [0, 1) that depends on `seed` alone. */
export function noise(seed: number): number {
  const x = Math.sin(seed * 12.9898) * 43758.5453;
  return x - Math.floor(x);
}
