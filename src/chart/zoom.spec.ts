import { Zoom } from './zoom';
import { bounded, scaled } from './zoomRange';

describe('Zoom', () => {
  let zoom: Zoom;
  let told: (string | null)[];

  beforeEach(() => {
    zoom = new Zoom();
    told = [];
    zoom.changed.connect((_, chart) => told.push(chart));
  });

  it('holds for all charts of the same axis, and for no other axis', () => {
    zoom.show('loss', 'step', [10, 20]);
    expect(zoom.x('loss', 'step')).toEqual([10, 20]);
    expect(zoom.x('accuracy', 'step')).toEqual([10, 20]);
    expect(zoom.x('accuracy', 'elapsed')).toBeNull();
    expect(told).toEqual([null]);
  });

  it('holds for one chart where charts are not zoomed together', () => {
    zoom.show('loss', 'step', [10, 20]);
    zoom.isLinked = false;
    zoom.show('loss', 'step', [12, 14]);
    expect(zoom.x('loss', 'step')).toEqual([12, 14]);
    expect(zoom.x('accuracy', 'step')).toEqual([10, 20]);
    zoom.show('accuracy', 'step', null);
    expect(zoom.x('accuracy', 'step')).toBeNull();
    expect(told).toEqual([null, null, 'loss', 'accuracy']);
    zoom.isLinked = true;
    expect(zoom.x('loss', 'step')).toEqual([10, 20]);
  });

  it('of values is of the chart in which the box was drawn, until another is', () => {
    zoom.show('loss', 'step', [10, 20], [0, 1]);
    expect(zoom.y('loss', 'step')).toEqual([0, 1]);
    expect(zoom.y('accuracy', 'step')).toBeNull();
    zoom.show('accuracy', 'step', [10, 12]);
    expect(zoom.y('loss', 'step')).toBeNull();
  });

  it('of values outlives that of another chart where they are apart', () => {
    zoom.isLinked = false;
    zoom.show('loss', 'step', [10, 20], [0, 1]);
    zoom.show('accuracy', 'step', [10, 12]);
    expect(zoom.y('loss', 'step')).toEqual([0, 1]);
    zoom.show('loss', 'step', null);
    expect(zoom.y('loss', 'step')).toBeNull();
  });
});

describe('scaled', () => {
  it('keeps what is pointed at where it is', () => {
    expect(scaled([0, 100], 25, 2)).toEqual([12.5, 62.5]);
    expect(scaled([12.5, 62.5], 25, 1 / 2)).toEqual([0, 100]);
  });
});

describe('bounded', () => {
  it('goes not beyond the whole', () => {
    expect(bounded([-10, 40], [0, 100])).toEqual([0, 50]);
    expect(bounded([80, 120], [0, 100])).toEqual([60, 100]);
  });

  it('is nothing special where it is the whole', () => {
    expect(bounded([-10, 140], [0, 100])).toBeNull();
  });

  it('ends where nothing could be told apart', () => {
    const [low, high] = bounded([50, 50], [0, 100])!;
    expect(high).toBeGreaterThan(low);
  });
});
