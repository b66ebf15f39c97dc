import type { ITranslation } from './host';

/** What somebody looks for among the keys of a run. */
export interface IKeySearch {
  /** Whether a key is meant; null where nothing is looked for, so that all are. */
  readonly matches: ((label: string) => boolean) | null;
  /** Why what was typed cannot be looked for; null where it can. */
  readonly problem: string | null;
}

/** `/…/`, and the letters after it that JavaScript knows of. */
const EXPRESSION = /^\/(.+)\/([a-z]*)$/s;

/**
 * Read what was typed: words that must all be in a key, in any order, whatever their
 * case; or a regular expression between slashes, as JavaScript has them.
 */
export function readSearch(typed: string, trans: ITranslation): IKeySearch {
  const text = typed.trim();
  if (text === '') {
    return { matches: null, problem: null };
  }
  const [, source, flags] = EXPRESSION.exec(text) ?? [];
  if (source === undefined) {
    const words = text.toLowerCase().split(/\s+/);
    return {
      matches: label => {
        const lower = label.toLowerCase();
        return words.every(word => lower.includes(word));
      },
      problem: null
    };
  }
  try {
    // With `g` or `y` an expression remembers where it was.
    const expression = new RegExp(source, flags.replace(/[gy]/g, ''));
    return { matches: label => expression.test(label), problem: null };
  } catch (error) {
    return {
      matches: null,
      problem: trans.__('No regular expression: %1', reasonOf(error))
    };
  }
}

/** Browsers say the expression again before what is wrong with it. */
function reasonOf(error: unknown): string {
  const { message } = error as Error;
  return message.slice(message.lastIndexOf(': ') + 1).trim();
}
