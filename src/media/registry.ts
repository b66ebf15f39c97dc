import { DisposableDelegate, type IDisposable } from '@lumino/disposable';
import type { ComponentType } from 'react';

import type { IValuePoint } from '../model';
import type { Json } from '../protocol';
import type { BlobUrls } from './blobUrls';

/**
 * The types of media that a panel can show. Other extensions may add theirs.
 */
export interface IMediaRegistry {
  /**
   * Add a type of media; it takes the place of an earlier one for the same
   * descriptors until it is disposed of.
   */
  add(type: IMediaType): IDisposable;

  /** What shows this value; null if it is no medium, or of a type unknown here. */
  find(value: Json | undefined): IMediaType | null;
}

export interface IMediaType {
  /** The `_type`s of the descriptors that it shows. */
  readonly types: readonly string[];

  /** What the card says at its right, in a few words: "12 images". */
  describe(value: Json, trans: IMediaText): string;

  /** Whether its card is as wide as all columns; it is where this is left out. */
  readonly isWide?: boolean;

  /** Draws the value of one step. Its height must not depend on the bytes. */
  readonly View: ComponentType<IMediaViewProps>;
}

export interface IMediaViewProps {
  /** All that was logged under the key, by step. */
  readonly points: readonly IValuePoint[];
  /** Which of them to show. */
  readonly index: number;
  /** Whether the card is near the visible part of the page: if not, fetch nothing. */
  readonly seen: boolean;
  readonly blobs: BlobUrls;
  readonly trans: IMediaText;
}

/** The part of the host's translation that media use. */
export interface IMediaText {
  __(text: string, ...values: unknown[]): string;
  _n(singular: string, plural: string, n: number, ...values: unknown[]): string;
}

export class MediaRegistry implements IMediaRegistry {
  add(type: IMediaType): IDisposable {
    this._types.unshift(type);
    return new DisposableDelegate(() => {
      this._types = this._types.filter(other => other !== type);
    });
  }

  find(value: Json | undefined): IMediaType | null {
    if (typeof value !== 'object' || value === null || Array.isArray(value)) {
      return null;
    }
    const name = value._type;
    return (
      this._types.find(
        type => typeof name === 'string' && type.types.includes(name)
      ) ?? null
    );
  }

  private _types: IMediaType[] = [];
}
