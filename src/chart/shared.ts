import { type ISignal, Signal } from '@lumino/signaling';

/** A value that several parts of one panel share. */
export class Shared<T> {
  constructor(private _value: T) {}

  get value(): T {
    return this._value;
  }

  set value(value: T) {
    if (value !== this._value) {
      this._value = value;
      this._changed.emit();
    }
  }

  get changed(): ISignal<this, void> {
    return this._changed;
  }

  private readonly _changed = new Signal<this, void>(this);
}
