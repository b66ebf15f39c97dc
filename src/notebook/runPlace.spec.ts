import { MessageLoop } from '@lumino/messaging';
import { Widget } from '@lumino/widgets';

import { Observers } from '../chart/testing/observers';
import { RunModel } from '../model';
import { PlainTheme } from '../panel/testing/plainHost';
import { plainHost } from '../panel/testing/plainHost';
import { decodeBundle } from '../protocol';
import { RunPlace, type IToldOfRun } from './runPlace';
import { RunView } from './runView';
import { ShownPlaces } from './shownPlaces';
import { dataOf, pictureOf, RUN } from './testing/notebooks';

describe('RunPlace', () => {
  let observers: Observers;
  let models: RunModel[];
  let places: ShownPlaces;
  let place: RunPlace;

  function told(saved = false): IToldOfRun {
    const shown = saved ? { run: RUN, saved: pictureOf(RUN, 1) } : { run: RUN };
    const [bundle] = Object.values(dataOf(shown));
    return { bundle: decodeBundle(bundle), picture: null };
  }

  function createView({ bundle }: IToldOfRun): RunView {
    const model = new RunModel({
      uid: bundle.run,
      schedule: call => setTimeout(call)
    });
    models.push(model);
    const handle = { model, isDisposed: false, dispose: () => model.dispose() };
    const host = plainHost({ theme: new PlainTheme() });
    return new RunView({ handle, host, place: 'output' });
  }

  beforeEach(() => {
    observers = Observers.install();
    models = [];
    places = new ShownPlaces(0);
    place = new RunPlace({
      told: told(),
      createView,
      places,
      layouts: { get: () => undefined },
      width: 930
    });
    Widget.attach(place, document.body);
  });

  afterEach(() => place.dispose());

  it('has its height, and asks for nothing, before it comes into sight', () => {
    expect(place.node.style.minHeight).toMatch(/^\d{3}px$/);
    expect(models).toHaveLength(0);
  });

  it('has its panel when it is in sight', () => {
    observers.see(place.node, true);
    expect(models).toHaveLength(1);
    expect(place.node.querySelector('.jp-Runside-view')).not.toBeNull();
    observers.see(place.node, true);
    expect(models).toHaveLength(1);
  });

  it('takes the panel down when many others were in sight since, and makes it again', () => {
    observers.see(place.node, true);
    Object.defineProperty(place.node, 'offsetHeight', { value: 777 });
    observers.see(place.node, false);
    expect(models[0].isDisposed).toBe(true);
    expect(place.node.querySelector('.jp-Runside-view')).toBeNull();
    expect(place.node.style.minHeight).toBe('777px');
    observers.see(place.node, true);
    expect(models).toHaveLength(2);
  });

  it('shows what is saved later, in a panel that stands', () => {
    observers.see(place.node, true);
    place.setTold(told(true));
    expect(models[0].saved?.summary).toEqual({ loss: 1 });
  });

  it('frees all of it in the end', () => {
    observers.see(place.node, true);
    place.dispose();
    MessageLoop.flush();
    expect(models[0].isDisposed).toBe(true);
  });
});
