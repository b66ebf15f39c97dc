import { Signal } from '@lumino/signaling';

import { kind } from '../protocol/record';

export const run = { kind, changed: new Signal<object, void>({}) };
