import type { ITranslation } from '../panel/host';
import { stateWord } from '../panel/states';
import type { IRunInfo } from '../protocol';

/**
 * What somebody types to find runs: words that a run must all have, wherever it
 * says them, and `state:killed`, `tag:baseline`, `project:"my digits"`, …, which
 * look at one thing only.
 */
export type Search = (info: IRunInfo) => boolean;

const FIELDS: Record<string, (info: IRunInfo, trans: ITranslation) => Said> = {
  name: info => [info.name],
  id: info => [info.id, info.run],
  project: info => [info.project],
  tag: info => info.tags,
  note: info => [info.notes],
  state: (info, trans) => [info.state, stateWord(info.state, trans)],
  notebook: info => [info.notebook],
  script: info => [info.program],
  owner: info => [info.owner],
  host: info => [info.host]
};

type Said = readonly (string | null)[];

/** A word, or `field:word`; quotes hold words together. */
const TERM = /(?:([a-z]+):)?(?:"([^"]*)"?|(\S+))/giu;

/**
 * @returns null where nothing is searched for
 */
export function parseSearch(typed: string, trans: ITranslation): Search | null {
  const terms: Search[] = [];
  for (const [whole, name, quoted, bare] of typed.matchAll(TERM)) {
    const field = name && FIELDS[name.toLowerCase()];
    const wanted = (quoted ?? bare).toLowerCase();
    if (field) {
      terms.push(info => says(field(info, trans), wanted));
    } else if (!isBegun(wanted)) {
      terms.push(anywhere(name ? whole.replaceAll('"', '') : wanted, trans));
    }
  }
  return terms.length === 0 ? null : info => terms.every(term => term(info));
}

/** `state:` with the word still to come. */
function isBegun(word: string): boolean {
  return word.endsWith(':') && word.slice(0, -1) in FIELDS;
}

function anywhere(wanted: string, trans: ITranslation): Search {
  const word = wanted.toLowerCase();
  return info => textOf(info, trans).includes(word);
}

function says(said: Said, wanted: string): boolean {
  return said.some(text => text?.toLowerCase().includes(wanted));
}

/** All that a run says, for each that was looked at: thousands are, at each key. */
const texts = new WeakMap<IRunInfo, string>();

function textOf(info: IRunInfo, trans: ITranslation): string {
  let text = texts.get(info);
  if (text === undefined) {
    text = Object.values(FIELDS)
      .flatMap(field => field(info, trans))
      .filter(said => said !== null)
      .join('\n')
      .toLowerCase();
    texts.set(info, text);
  }
  return text;
}
