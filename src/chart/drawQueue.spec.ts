import { DrawQueue, type IDrawing } from './drawQueue';
import { Frames } from './testing/frames';

function drawing(log: string[], name: string): IDrawing {
  return {
    draw: () => {
      log.push(name);
      return Promise.resolve();
    }
  };
}

describe('DrawQueue', () => {
  let frames: Frames;
  let queue: DrawQueue;
  let log: string[];

  beforeEach(() => {
    frames = new Frames();
    queue = new DrawQueue(frames.schedule);
    log = [];
  });

  it('draws one drawing for each frame, in the order in which they asked', async () => {
    queue.request(drawing(log, 'a'));
    queue.request(drawing(log, 'b'));
    expect(log).toEqual([]);
    await frames.next();
    expect(log).toEqual(['a']);
    await frames.next();
    expect(log).toEqual(['a', 'b']);
    expect(frames.pending).toBe(0);
  });

  it('takes the next frame only when the last drawing is there', async () => {
    let finish = () => {};
    queue.request({
      draw: () => new Promise<void>(resolve => (finish = resolve))
    });
    queue.request(drawing(log, 'b'));
    await frames.next();
    expect(frames.pending).toBe(0);
    finish();
    await frames.next();
    await frames.next();
    expect(log).toEqual(['b']);
  });

  it('draws once what asked often, and gives the others their turn', async () => {
    const a = drawing(log, 'a');
    const b = drawing(log, 'b');
    queue.request(a);
    queue.request(b);
    queue.request(a);
    await frames.next();
    queue.request(a);
    await frames.next();
    await frames.next();
    expect(log).toEqual(['a', 'b', 'a']);
  });

  it('does not draw what was cancelled', async () => {
    const a = drawing(log, 'a');
    queue.request(a);
    queue.cancel(a);
    await frames.next();
    expect(log).toEqual([]);
  });

  it('draws those of a small share together, then lets them rest and the others pass', async () => {
    let now = 0;
    let wake = () => {};
    queue = new DrawQueue(frames.schedule, {
      now: () => now,
      after: (delay, callback) => {
        log.push(`rest ${Math.round(delay)}`);
        wake = callback;
      }
    });
    const slow = (name: string): IDrawing => ({
      share: 0.2,
      draw: () => {
        now += 30;
        log.push(name);
        return Promise.resolve();
      }
    });
    for (const name of ['a', 'b', 'c']) {
      queue.request(slow(name));
    }
    await frames.next();
    // As many as one frame can bear.
    expect(log.splice(0)).toEqual(['a', 'b', 'rest 240']);
    queue.request(drawing(log, 'quick'));
    await frames.next();
    expect(log.splice(0)).toEqual(['quick']);
    expect(frames.pending).toBe(0);
    now += 240;
    wake();
    await frames.next();
    expect(log).toEqual(['c']);
  });
});
