import * as React from 'react';
import { createRoot, type Root } from 'react-dom/client';

import { DrawQueue, Viewport } from '../../chart';
import { FakePlotly } from '../../chart/testing/fakePlotly';
import { Frames, settled } from '../../chart/testing/frames';
import { Observers } from '../../chart/testing/observers';
import { BlobUrls, ownMedia } from '../../media';
import type { IRunChange } from '../../model';
import { newCharts } from '../charts';
import type { IPanel } from '../context';
import type { IHost, IPicture, PanelPlace } from '../host';
import { RunPanel } from '../RunPanel';
import { plainHost } from './plainHost';
import type { SyntheticRun } from './syntheticRun';

/**
 * A run panel in jsdom: real but for plotly, the frames, and the page's observers.
 */
export class RenderedPanel {
  constructor(
    readonly run: SyntheticRun,
    parts: {
      host?: Partial<IHost>;
      place?: PanelPlace;
      picture?: IPicture;
    } = {}
  ) {
    this.observers = Observers.install();
    const host = plainHost(parts.host);
    const panel: IPanel = {
      model: run.model,
      host,
      place: parts.place ?? 'output',
      picture: parts.picture ?? null,
      viewport: new Viewport(),
      queue: new DrawQueue(this.frames.schedule),
      loadPlotly: () => Promise.resolve(this.plotly),
      blobs: new BlobUrls(sha256 => host.blob(run.uid, sha256)),
      media: ownMedia(),
      charts: newCharts()
    };
    // jsdom has no layout; charts are not drawn in elements without a size.
    Object.defineProperty(HTMLElement.prototype, 'clientWidth', {
      configurable: true,
      value: 260
    });
    document.body.append(this.node);
    this._root = createRoot(this.node);
    React.act(() => this._root.render(<RunPanel panel={panel} />));
  }

  readonly node = document.createElement('div');
  readonly plotly = new FakePlotly();
  readonly frames = new Frames();
  readonly observers: Observers;

  /** The one element of this selector. */
  get(selector: string): HTMLElement {
    const found = this.node.querySelectorAll<HTMLElement>(selector);
    if (found.length !== 1) {
      throw new Error(`${found.length} elements match ${selector}`);
    }
    return found[0];
  }

  card(path: string): HTMLElement {
    return this.get(`[data-key="${path}"]`);
  }

  text(selector: string): string[] {
    return Array.from(
      this.node.querySelectorAll(selector),
      element => element.textContent ?? ''
    );
  }

  button(label: string): HTMLButtonElement | null {
    const buttons = Array.from(this.node.querySelectorAll('button'));
    const named = (button: Element) =>
      button.getAttribute('aria-label') ?? button.textContent;
    return buttons.find(button => named(button) === label) ?? null;
  }

  click(element: Element | null): void {
    if (!element) {
      throw new Error('There is nothing to click');
    }
    React.act(() => {
      element.dispatchEvent(new MouseEvent('click', { bubbles: true }));
    });
  }

  /** As a user drags a slider or chooses from a menu. */
  input(element: HTMLInputElement | HTMLSelectElement, value: string): void {
    React.act(() => {
      // Past React's own setter, which would take it for its own change.
      Object.getOwnPropertyDescriptor(
        Object.getPrototypeOf(element) as object,
        'value'
      )!.set!.call(element, value);
      const name = element.tagName === 'SELECT' ? 'change' : 'input';
      element.dispatchEvent(new Event(name, { bubbles: true }));
    });
  }

  /** Scroll an element into sight, or out of it. */
  see(element: Element, seen = true): void {
    React.act(() => this.observers.see(element, seen));
  }

  seeAll(seen = true): void {
    React.act(() => this.observers.seeAll(seen));
  }

  press(element: Element, key: string): void {
    React.act(() => {
      element.dispatchEvent(
        new KeyboardEvent('keydown', { key, bubbles: true })
      );
    });
  }

  /** Let jest's timers go on. */
  advance(milliseconds: number): void {
    React.act(() => jest.advanceTimersByTime(milliseconds));
  }

  /** What the model says, once for each frame. */
  emit(change?: Partial<IRunChange>): void {
    React.act(() => this.run.emit(change));
  }

  /** All that waits for the page, a frame or a fetch has happened. */
  async settle(): Promise<void> {
    await React.act(async () => {
      await settled();
      while (this.frames.pending > 0) {
        await this.frames.next();
      }
      await settled();
    });
  }

  dispose(): void {
    React.act(() => this._root.unmount());
    this.node.remove();
  }

  private _root: Root;
}
