/**
 * The few elements of SVG that a picture is made of. All text goes through here,
 * and is escaped.
 */

/**
 * The width of a character in a sans-serif font, for each pixel of its size: a
 * little more than the mean.
 */
const CHARACTER = 0.56;

type Attributes = Record<string, string | number | undefined>;

/** An element; an attribute that is undefined is left out. */
export function element(
  tag: string,
  attributes: Attributes,
  content = ''
): string {
  const told = Object.entries(attributes)
    .filter(([, value]) => value !== undefined)
    .map(([name, value]) => ` ${name}="${escape(attribute(value!))}"`)
    .join('');
  return content ? `<${tag}${told}>${content}</${tag}>` : `<${tag}${told}/>`;
}

export interface ITextOptions {
  x: number;
  /** Of the baseline. */
  y: number;
  /** What is wider than so many pixels is cut. */
  width: number;
  size?: number;
  fill?: string;
  weight?: number;
  anchor?: 'middle' | 'end';
  /** What follows it: made by `aside`. */
  aside?: string;
}

/** A line of text. */
export function text(content: string, options: ITextOptions): string {
  const { x, y, width, size, fill, weight, anchor, aside = '' } = options;
  return element(
    'text',
    {
      x,
      y,
      'font-size': size,
      fill,
      'font-weight': weight,
      'text-anchor': anchor
    },
    escape(clip(content, width / ((size ?? 12) * CHARACTER))) + aside
  );
}

/** What stands behind a line of text, in 12 px and not as bold. */
export function aside(content: string, width: number, fill: string): string {
  return element(
    'tspan',
    { dx: 10, fill, 'font-size': 12, 'font-weight': 400 },
    escape(clip(content, width / (12 * CHARACTER)))
  );
}

/** What an element is, for assistive tools and the pointer. */
export function title(content: string): string {
  return element('title', {}, escape(clip(content, 200)));
}

/** A horizontal line. */
export function rule(x: number, y: number, width: number, stroke: string) {
  return element('path', {
    d: `M${number(x)} ${number(y)}h${number(width)}`,
    stroke
  });
}

/** A text on one line, in at most so many characters. */
export function clip(content: string, most: number): string {
  const shown = Array.from(clean(content));
  return shown.length <= most
    ? shown.join('')
    : `${shown
        .slice(0, Math.max(0, Math.floor(most) - 1))
        .join('')
        .trimEnd()}…`;
}

/**
 * Characters that steer and are not seen: controls, marks that turn the direction of
 * what follows, halves of surrogate pairs. XML has no form for some of them.
 */
const UNSEEN = /[\p{Cc}\p{Cf}\p{Cs}\p{Co}\p{Cn}]/gu;

/** No line is longer than so many characters. */
const LONGEST_READ = 2000;

export function clean(content: string): string {
  return content
    .slice(0, LONGEST_READ)
    .replace(/[\t\n\r\p{Zl}\p{Zp}]/gu, ' ')
    .replace(UNSEEN, '');
}

function escape(content: string): string {
  return content.replace(/[&<>"]/g, character => ENTITIES[character]);
}

const ENTITIES: Record<string, string> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;'
};

function attribute(value: string | number): string {
  return typeof value === 'string' ? value : number(value);
}

/** No more digits than can be seen. */
export function number(value: number): string {
  return String(Math.round(value * 100) / 100);
}
