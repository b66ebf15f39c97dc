import { Observers } from './testing/observers';
import { Viewport } from './viewport';

describe('Viewport', () => {
  let observers: Observers;
  let viewport: Viewport;
  let element: HTMLElement;
  let onSeen: jest.Mock;
  let onResize: jest.Mock;

  beforeEach(() => {
    observers = Observers.install();
    viewport = new Viewport();
    element = document.createElement('div');
    onSeen = jest.fn();
    onResize = jest.fn();
    viewport.watch(element, { onSeen, onResize });
  });

  function place(top: number, width = 100): void {
    element.getBoundingClientRect = () =>
      ({ top, bottom: top + 100, width }) as DOMRect;
  }

  it('tells an element when it comes into sight and when it leaves', () => {
    observers.see(element, true);
    observers.see(element, true);
    observers.see(element, false);
    expect(onSeen.mock.calls).toEqual([[true], [false]]);
  });

  it('tells of sizes only while the element is seen', () => {
    observers.resize(element);
    expect(onResize).not.toHaveBeenCalled();
    observers.see(element, true);
    observers.resize(element);
    expect(onResize).toHaveBeenCalledTimes(1);
  });

  it('leaves all as it is while the panel is hidden', () => {
    observers.see(element, true);
    viewport.setShown(false);
    observers.see(element, false);
    observers.resize(element);
    expect(onSeen.mock.calls).toEqual([[true]]);
    expect(onResize).not.toHaveBeenCalled();
  });

  it('looks for itself when the panel is shown again', () => {
    observers.see(element, true);
    viewport.setShown(false);
    place(0);
    viewport.setShown(true);
    expect(onResize).toHaveBeenCalledTimes(1);
    viewport.setShown(false);
    place(window.innerHeight + Viewport.MARGIN + 1);
    viewport.setShown(true);
    expect(onSeen.mock.calls).toEqual([[true], [false]]);
  });

  it('does not take an element without a size for a visible one', () => {
    place(0, 0);
    viewport.setShown(true);
    expect(onSeen).not.toHaveBeenCalled();
  });

  it('forgets what is no longer watched', () => {
    const other = document.createElement('div');
    viewport.watch(other, { onSeen }).dispose();
    viewport.dispose();
    expect(observers.count).toBe(0);
  });
});
