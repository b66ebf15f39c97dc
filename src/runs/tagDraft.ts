import type { IRunInfo } from '../protocol';

export interface IDraftTag {
  readonly tag: string;
  /** Whether all of the runs have it, or will. */
  readonly isOfAll: boolean;
}

/** What is to become of the tags of some runs, while somebody writes it. */
export class TagDraft {
  private constructor(
    readonly tags: readonly IDraftTag[],
    /** What these runs have to get, and to lose. */
    readonly changes: {
      readonly added: readonly string[];
      readonly removed: readonly string[];
    }
  ) {}

  static of(infos: readonly IRunInfo[]): TagDraft {
    const tags = new Set(infos.flatMap(info => info.tags));
    return new TagDraft(
      Array.from(tags, tag => ({
        tag,
        isOfAll: infos.every(info => info.tags.includes(tag))
      })),
      { added: [], removed: [] }
    );
  }

  /** What was typed: a tag, or several with commas between. */
  add(typed: string): TagDraft {
    const tags = typed
      .split(',')
      .map(tag => tag.trim())
      .filter(tag => tag !== '');
    return tags.reduce<TagDraft>((draft, tag) => draft._add(tag), this);
  }

  remove(tag: string): TagDraft {
    const { added, removed } = this.changes;
    return new TagDraft(
      this.tags.filter(one => one.tag !== tag),
      { added: without(added, tag), removed: [...removed, tag] }
    );
  }

  removeLast(): TagDraft {
    const last = this.tags[this.tags.length - 1];
    return last ? this.remove(last.tag) : this;
  }

  private _add(tag: string): TagDraft {
    const { added, removed } = this.changes;
    const isThere = this.tags.some(one => one.tag === tag);
    const tags = isThere
      ? this.tags.map(one => (one.tag === tag ? { tag, isOfAll: true } : one))
      : [...this.tags, { tag, isOfAll: true }];
    return new TagDraft(tags, {
      added: [...without(added, tag), tag],
      removed: without(removed, tag)
    });
  }
}

function without(tags: readonly string[], tag: string): string[] {
  return tags.filter(other => other !== tag);
}
