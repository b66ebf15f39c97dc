import { arrayType } from './array';
import { histogramType } from './histogram';
import { imageType } from './image';
import { MediaRegistry } from './registry';

export * from './blobUrls';
export * from './image/shrink';
export * from './image/thumbnails';
export * from './registry';

/**
 * A registry that knows our own types of media.
 */
export function ownMedia(): MediaRegistry {
  const registry = new MediaRegistry();
  registry.add(imageType);
  registry.add(histogramType);
  registry.add(arrayType);
  return registry;
}
