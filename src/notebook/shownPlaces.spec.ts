import { ShownPlaces } from './shownPlaces';

describe('ShownPlaces', () => {
  let places: ShownPlaces;
  let down: string[];
  let names: Map<string, { name: string }>;

  /** A panel stands, and its place is in sight. */
  function add(name: string) {
    const place = { name };
    names.set(name, place);
    const shown = places.add(place, () => down.push(name));
    places.enter(place);
    return shown;
  }

  const leave = (name: string) => places.leave(names.get(name)!);

  beforeEach(() => {
    places = new ShownPlaces(2);
    down = [];
    names = new Map();
  });

  it('takes down what has been out of sight longest, when there are many', () => {
    ['a', 'b', 'c', 'd'].forEach(add);
    ['b', 'a', 'c'].forEach(leave);
    expect(down).toEqual(['b']);
    leave('d');
    expect(down).toEqual(['b', 'a']);
  });

  it('takes down nothing that is in sight, however many there are', () => {
    ['a', 'b', 'c', 'd', 'e'].forEach(add);
    ['a', 'b'].forEach(leave);
    places.enter(names.get('a')!);
    leave('c');
    expect(down).toEqual([]);
  });

  it('counts none that is gone', () => {
    const gone = ['a', 'b', 'c'].map(add)[0];
    leave('a');
    gone.dispose();
    ['b', 'c'].forEach(leave);
    expect(down).toEqual([]);
  });

  it('does not take a panel down twice', () => {
    ['a', 'b', 'c'].forEach(add);
    ['a', 'b', 'c', 'a'].forEach(leave);
    expect(down).toEqual(['a']);
  });
});
