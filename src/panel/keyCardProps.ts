import type { KeyKind } from '../model';

/** Which key a card is for. */
export interface IKeyCardProps {
  readonly path: string;
  /** What the card is called: the path without its section. */
  readonly name: string;
  readonly kind: KeyKind;
}
