import type { ICursor } from './cursor';
import { type IDrawn, Interaction } from './interaction';
import type { IPoints } from './points';
import { Shared } from './shared';
import { Zoom } from './zoom';

/** A chart of 100 × 100 pixels in which a step is a pixel, and 1 is at its top. */
function drawn(values: Record<number, number>, axis = 'step'): IDrawn {
  const x = Float64Array.from(Object.keys(values), Number);
  return {
    axis,
    points: {
      x,
      step: axis === 'step' ? x : x.map(place => place * 10),
      time: x,
      value: Float64Array.from(Object.values(values))
    },
    frame: {
      left: 0,
      top: 0,
      width: 100,
      height: 100,
      x: [0, 100],
      y: [0, 1],
      whole: [0, 100]
    }
  };
}

class Chart {
  constructor(
    readonly name: string,
    cursor: Shared<ICursor | null>,
    zoom: Zoom
  ) {
    this.node.setPointerCapture = () => undefined;
    this.interaction = new Interaction({
      node: this.node,
      chart: name,
      cursor,
      zoom,
      colour: () => '#2f6fde',
      describe: ({ step, value }: IPoints, index) => {
        this.described += 1;
        return {
          head: `step ${step[index]}`,
          value: String(value[index]),
          short: `~${value[index]}`
        };
      },
      urge: () => undefined
    });
  }

  readonly node = document.createElement('div');
  readonly interaction: Interaction;
  described = 0;

  /** What is shown over the chart: the card's two lines. */
  get said(): string[] {
    return ['Head', 'Value'].map(
      part =>
        this.node.querySelector(`.jp-Runside-hover${part}`)?.textContent ?? ''
    );
  }

  get line(): string | null {
    return (
      this.node.querySelector<HTMLElement>('.jp-Runside-hoverLine')?.style
        .transform ?? null
    );
  }

  get box(): HTMLElement | null {
    return this.node.querySelector('.jp-Runside-zoomBox');
  }

  pointer(type: string, x: number, y = 50, buttons = 0): void {
    this.node.dispatchEvent(
      new MouseEvent(`pointer${type}`, { clientX: x, clientY: y, buttons })
    );
  }

  drag(from: [number, number], to: [number, number]): void {
    this.pointer('down', ...from, 1);
    this.pointer('move', ...to, 1);
    this.pointer('up', ...to);
  }

  press(key: string, more: KeyboardEventInit = {}): KeyboardEvent {
    const event = new KeyboardEvent('keydown', {
      key,
      cancelable: true,
      ...more
    });
    this.node.dispatchEvent(event);
    return event;
  }

  wheel(deltaY: number, x: number, more: WheelEventInit = {}): WheelEvent {
    const event = new WheelEvent('wheel', {
      deltaY,
      clientX: x,
      cancelable: true,
      ...more
    });
    this.node.dispatchEvent(event);
    return event;
  }
}

describe('Interaction', () => {
  let cursor: Shared<ICursor | null>;
  let zoom: Zoom;
  let loss: Chart;
  let other: Chart;

  beforeEach(() => {
    cursor = new Shared<ICursor | null>(null);
    zoom = new Zoom();
    loss = new Chart('loss', cursor, zoom);
    other = new Chart('accuracy', cursor, zoom);
    loss.interaction.setDrawn(drawn({ 0: 1, 40: 0.5, 42: 0.25, 100: 0.125 }));
    other.interaction.setDrawn(drawn({ 0: 0.1, 50: 0.9 }));
  });

  it('makes no text and no element before somebody points', () => {
    expect(loss.described).toBe(0);
    expect(loss.node.childElementCount).toBe(0);
  });

  it('says what the nearest point is, and shows its place in all charts', () => {
    loss.pointer('move', 38);
    expect(loss.said).toEqual(['step 40', '0.5']);
    expect(loss.line).toBe('translateX(40px)');
    expect(other.line).toBe('translateX(40px)');
    // Its own nearest point, without the words that the pointed chart has.
    expect(other.said).toEqual(['', '~0.9']);
    loss.pointer('leave', 38);
    expect(loss.node.childElementCount).toBe(0);
    expect(other.node.childElementCount).toBe(0);
  });

  it('says nothing of points that are far from the line', () => {
    loss.pointer('move', 99);
    expect(other.line).toBe('translateX(100px)');
    const card = other.node.querySelector<HTMLElement>('.jp-Runside-hoverCard');
    expect(card!.hidden).toBe(true);
  });

  it('finds the place in a chart of another axis by the step', () => {
    other.interaction.setDrawn(drawn({ 0: 0.1, 4: 0.9, 9: 0.8 }, 'epoch'));
    loss.pointer('move', 42);
    expect(other.line).toBe('translateX(4px)');
    expect(other.said).toEqual(['', '~0.9']);
  });

  it('keeps the place while points come', () => {
    loss.pointer('move', 40);
    loss.interaction.setDrawn(drawn({ 0: 1, 40: 0.4, 80: 0.1, 100: 0 }));
    expect(loss.said).toEqual(['step 40', '0.4']);
  });

  it('leaves when the axis becomes another', () => {
    loss.pointer('move', 40);
    loss.interaction.setDrawn(drawn({ 0: 1, 40: 0.4 }, 'epoch'));
    expect(loss.node.childElementCount).toBe(0);
    loss.press('ArrowLeft');
    expect(loss.said[0]).toBe('step 400');
  });

  it('is gone when the chart is', () => {
    loss.pointer('move', 40);
    loss.interaction.dispose();
    expect(cursor.value).toBeNull();
    expect(other.node.childElementCount).toBe(0);
    other.pointer('move', 50);
    expect(loss.node.childElementCount).toBe(0);
  });

  it('goes from point to point with the arrows', () => {
    loss.node.dispatchEvent(new FocusEvent('focus'));
    const spoken = () => loss.node.getAttribute('aria-valuetext');
    expect(spoken()).toBe('step 100: 0.125');
    const steps = [
      'ArrowRight',
      'ArrowRight',
      'ArrowRight',
      'ArrowLeft',
      'End',
      'ArrowRight',
      'Home'
    ].map(key => {
      expect(loss.press(key).defaultPrevented).toBe(true);
      return loss.said[0];
    });
    expect(steps).toEqual(
      [0, 40, 42, 40, 100, 100, 0].map(step => `step ${step}`)
    );
    expect(spoken()).toBe('step 0: 1');
    expect(other.line).toBe('translateX(0px)');
    loss.press('Escape');
    expect(loss.line).toBeNull();
    expect(loss.press('a').defaultPrevented).toBe(false);
    expect(loss.press('0', { ctrlKey: true }).defaultPrevented).toBe(false);
  });

  it('passes through points of the same place one by one', () => {
    const same = drawn({ 0: 0, 1: 1, 2: 2 }, 'epoch');
    const x = Float64Array.of(5, 5, 6);
    loss.interaction.setDrawn({ ...same, points: { ...same.points, x } });
    loss.press('Home');
    const steps = [loss.said[0]];
    for (let i = 0; i < 2; i++) {
      loss.press('ArrowRight');
      steps.push(loss.said[0]);
    }
    expect(steps).toEqual(['step 0', 'step 10', 'step 20']);
  });

  it('shows the stretch along which a box was drawn', () => {
    loss.pointer('down', 20, 50, 1);
    loss.pointer('move', 60, 55, 1);
    expect(loss.box!.style.width).toBe('40px');
    // As high as the chart: what is drawn along the axis is for all values.
    expect(loss.box!.style.height).toBe('100px');
    loss.pointer('up', 60, 55);
    expect(loss.box).toBeNull();
    expect(zoom.x('loss', 'step')).toEqual([20, 60]);
    expect(zoom.y('loss', 'step')).toBeNull();
  });

  it('shows the box where it has a height', () => {
    loss.drag([60, 80], [20, 30]);
    expect(zoom.x('loss', 'step')).toEqual([20, 60]);
    expect(zoom.y('loss', 'step')![0]).toBeCloseTo(0.2);
    expect(zoom.y('loss', 'step')![1]).toBeCloseTo(0.7);
  });

  it('draws no box for a click, and gives one up with Escape', () => {
    loss.drag([20, 20], [22, 22]);
    loss.pointer('down', 20, 50, 1);
    loss.pointer('move', 60, 50, 1);
    loss.press('Escape');
    expect(loss.box).toBeNull();
    loss.pointer('up', 60, 50);
    expect(zoom.x('loss', 'step')).toBeNull();
  });

  it('scrolls the page with the wheel, and zooms with Ctrl', () => {
    expect(loss.wheel(-100, 50).defaultPrevented).toBe(false);
    expect(zoom.x('loss', 'step')).toBeNull();
    expect(loss.wheel(-100, 25, { ctrlKey: true }).defaultPrevented).toBe(true);
    const [low, high] = zoom.x('loss', 'step')!;
    expect(high - low).toBeLessThan(100);
    expect(25 - low).toBeCloseTo((high - low) / 4);
    loss.wheel(1000, 25, { ctrlKey: true });
    expect(zoom.x('loss', 'step')).toBeNull();
  });

  it('zooms by keys about the point that they are at', () => {
    loss.press('Home');
    loss.press('ArrowRight');
    loss.press('+');
    expect(zoom.x('loss', 'step')).toEqual([20, 70]);
    loss.press('-');
    expect(zoom.x('loss', 'step')).toBeNull();
    loss.press('+');
    loss.press('0');
    expect(zoom.x('loss', 'step')).toBeNull();
  });

  it('shows all again after a double click', () => {
    zoom.show('loss', 'step', [1, 2]);
    loss.node.dispatchEvent(new MouseEvent('dblclick'));
    expect(zoom.x('loss', 'step')).toBeNull();
  });

  it('stays with the points that are shown', () => {
    const { points, frame, axis } = drawn({ 0: 1, 40: 0.5, 42: 0.2, 90: 0.1 });
    loss.interaction.setDrawn({
      points,
      axis,
      frame: { ...frame, x: [41, 60] }
    });
    for (const [key, step] of [
      ['Home', 42],
      ['End', 42],
      ['ArrowLeft', 42]
    ]) {
      loss.press(String(key));
      expect(loss.said[0]).toBe(`step ${step}`);
    }
  });
});
