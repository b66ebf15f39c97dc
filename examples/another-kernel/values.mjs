/** Values, as protocol/README.md writes them, and the paths of trees. */

/** So many objects and lists lie in each other, the record counted. */
const DEEPEST = 100;

/** The JSON text of a value, in ASCII. A TypeError names the path of what cannot be kept. */
export function encode(value, at = '', depth = 0) {
  if (value === null || typeof value === 'boolean') {
    return String(value);
  } else if (typeof value === 'number') {
    return encodeNumber(value);
  } else if (typeof value === 'bigint') {
    const isExact = value >= -(2n ** 53n) && value <= 2n ** 53n;
    return isExact ? `${value}` : `{"$int":"${value}"}`;
  } else if (typeof value === 'string') {
    return encodeText(value);
  } else if (depth >= DEEPEST) {
    throw new TypeError(
      `${at.slice(0, 80)}…: nested more than ${DEEPEST} deep, or in itself`
    );
  } else if (Array.isArray(value)) {
    return `[${value.map((part, i) => encode(part, `${at}[${i}]`, depth + 1)).join(',')}]`;
  } else if (!isTree(value)) {
    throw new TypeError(
      `${at}: ${typeof value} ${String(value)} cannot be kept`
    );
  }
  const parts = Object.entries(value).map(([key, part]) => {
    const name = encodeText(key.startsWith('$') ? `$${key}` : key);
    return `${name}:${encode(part, at ? `${at}.${key}` : key, depth + 1)}`;
  });
  return `{${parts.join(',')}}`;
}

/** A whole number beyond 2^53 is a float here, and must not look like an integer. */
function encodeNumber(x) {
  if (!Number.isFinite(x)) {
    return `{"$number":"${x}"}`;
  }
  const whole = Number.isInteger(x) && Math.abs(x) > 2 ** 53;
  return Object.is(x, -0) ? '-0.0' : whole ? x.toExponential() : String(x);
}

function encodeText(text) {
  const hex = unit => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`;
  return JSON.stringify(text).replace(/[\x7f-\uffff]/g, hex);
}

export const toPath = key => key.replace(/[\\.]/g, '\\$&');
export const fromPath = name =>
  name.match(/(?:\\.|[^.\\])+/gs).map(key => key.replace(/\\(.)/gs, '$1'));
export const isTree = value =>
  value !== null &&
  typeof value === 'object' &&
  Object.getPrototypeOf(value) === Object.prototype;
export const areRelatives = (a, b) =>
  a === b || a.startsWith(`${b}.`) || b.startsWith(`${a}.`);

/** The leaves of a tree as [path, value]. A medium is a leaf. */
export function* leaves(tree, above = '') {
  for (const [key, value] of Object.entries(tree)) {
    if (isTree(value) && typeof value._type !== 'string') {
      yield* leaves(value, `${above}${toPath(key)}.`);
    } else {
      yield [above + toPath(key), value];
    }
  }
}

/** A tree with one more value in it. */
export const withValue = (tree, [key, ...inner], value) => ({
  ...tree,
  [key]: inner.length > 0 ? withValue(tree[key] ?? {}, inner, value) : value
});
