/**
 * Maps by path or writer, and the objects that they are in JSON. Maps, since any
 * text may be a path.
 */

export function getOrMake<T>(
  map: Map<string, T>,
  key: string,
  make: () => T
): T {
  let value = map.get(key);
  if (value === undefined) {
    value = make();
    map.set(key, value);
  }
  return value;
}

export function toObject<T, U>(
  map: ReadonlyMap<string, T>,
  tell: (value: T) => U
): { [key: string]: U } {
  return Object.fromEntries(
    Array.from(map, ([key, value]) => [key, tell(value)])
  );
}

export function fromObject<T, U>(
  data: { [key: string]: U },
  read: (data: U, key: string) => T
): Map<string, T> {
  return new Map(
    Object.entries(data).map(([key, value]) => [key, read(value, key)])
  );
}
