import * as React from 'react';
import { createRoot, type Root } from 'react-dom/client';

import type { IRunInfo } from '../../protocol';
import { RunList } from '../runList';
import { RunListView } from '../RunListView';
import { MadeUpHost, madeUpNotebook } from './madeUpRuns';

/** A runs list in jsdom: real but for the Jupyter server, and without a layout. */
export class RenderedList {
  constructor(infos: readonly IRunInfo[], host = new MadeUpHost()) {
    this.host = host;
    host.runs.reset(infos, host.runs.problems);
    this.list = new RunList({
      runs: host.runs,
      host,
      server: host.server,
      schedule: callback => this._frames.push(callback)
    });
    this.list.setNotebook(madeUpNotebook());
    this.list.setShown(true);
    document.body.append(this.node);
    this._root = createRoot(this.node);
    React.act(() => this._root.render(<RunListView list={this.list} />));
  }

  readonly node = document.createElement('div');
  readonly host: MadeUpHost;
  readonly list: RunList;

  /** The one element of this selector. */
  get(selector: string): HTMLElement {
    const found = this.node.querySelectorAll<HTMLElement>(selector);
    if (found.length !== 1) {
      throw new Error(`${found.length} elements match ${selector}`);
    }
    return found[0];
  }

  all(selector: string): HTMLElement[] {
    return Array.from(this.node.querySelectorAll<HTMLElement>(selector));
  }

  texts(selector: string): string[] {
    return this.all(selector).map(element => element.textContent ?? '');
  }

  row(run: string): HTMLElement {
    return this.get(`[data-run="${run}"]`);
  }

  button(label: string, within: Element = this.node): HTMLButtonElement {
    const found = Array.from(within.querySelectorAll('button')).find(
      button =>
        (button.getAttribute('aria-label') ?? button.textContent) === label
    );
    if (!found) {
      throw new Error(`There is no button “${label}”`);
    }
    return found;
  }

  click(element: Element, init: MouseEventInit = {}): void {
    this._dispatch(
      element,
      new MouseEvent('click', { bubbles: true, ...init })
    );
  }

  doubleClick(element: Element): void {
    this._dispatch(element, new MouseEvent('dblclick', { bubbles: true }));
  }

  contextMenu(element: Element): void {
    this._dispatch(element, new MouseEvent('contextmenu', { bubbles: true }));
  }

  /** As a user presses a key where the focus is. */
  press(key: string, init: KeyboardEventInit = {}): void {
    this._dispatch(
      document.activeElement ?? document.body,
      new KeyboardEvent('keydown', {
        key,
        bubbles: true,
        cancelable: true,
        ...init
      })
    );
  }

  focus(element: HTMLElement): void {
    React.act(() => element.focus());
  }

  type(field: HTMLInputElement | HTMLTextAreaElement, text: string): void {
    React.act(() => {
      // Past React's own setter, which would take it for its own change.
      Object.getOwnPropertyDescriptor(
        Object.getPrototypeOf(field) as object,
        'value'
      )!.set!.call(field, text);
      field.dispatchEvent(new Event('input', { bubbles: true }));
    });
  }

  /** All that waits for a promise, or the next frame, has happened. */
  async settle(): Promise<void> {
    await React.act(async () => {
      for (let i = 0; i < 3; i++) {
        await new Promise(resolve => setTimeout(resolve));
        this._frames.splice(0).forEach(callback => callback());
      }
    });
  }

  act(what: () => void): void {
    React.act(what);
  }

  /** How many frames were asked for that have not come. */
  get pending(): number {
    return this._frames.length;
  }

  dispose(): void {
    React.act(() => this._root.unmount());
    this.list.dispose();
    this.node.remove();
  }

  private _dispatch(element: Element, event: Event): void {
    React.act(() => {
      element.dispatchEvent(event);
    });
  }

  private _root: Root;
  private _frames: (() => void)[] = [];
}
