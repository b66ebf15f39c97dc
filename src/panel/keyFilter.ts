import type { IKeyInfo } from '../model';

/**
 * The keys that somebody asked for, in the order of the run.
 *
 * @param wanted - paths, in which `*` stands for any text and `?` for one character;
 * null for all keys
 */
export function filterKeys(
  keys: readonly IKeyInfo[],
  wanted: readonly string[] | null
): readonly IKeyInfo[] {
  if (wanted === null) {
    return keys;
  }
  const patterns = wanted.map(patternOf);
  return keys.filter(({ path }) =>
    patterns.some(pattern => pattern.test(path))
  );
}

function patternOf(glob: string): RegExp {
  const escaped = glob.replace(/[.+^${}()|[\]\\]/g, '\\$&');
  const source = escaped.replace(/\*/g, '.*').replace(/\?/g, '.');
  return new RegExp(`^${source}$`, 's');
}
