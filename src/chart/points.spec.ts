import {
  extremesWithin,
  firstFrom,
  type IPoints,
  inOrder,
  indexAt,
  nearest
} from './points';

function points(rows: [x: number, value: number][]): IPoints {
  return {
    x: Float64Array.from(rows, ([x]) => x),
    step: Float64Array.from(rows, (_, i) => i),
    time: Float64Array.from(rows, (_, i) => 1000 + i),
    value: Float64Array.from(rows, ([, value]) => value)
  };
}

describe('inOrder', () => {
  it('puts late results into their place, and moves nothing else', () => {
    const sorted = inOrder(
      points([
        [3, 30],
        [1, 10],
        [3, 31],
        [2, 20]
      ])
    );
    expect([...sorted.x]).toEqual([1, 2, 3, 3]);
    expect([...sorted.value]).toEqual([10, 20, 30, 31]);
    expect([...sorted.step]).toEqual([1, 3, 0, 2]);
    expect([...sorted.time]).toEqual([1001, 1003, 1000, 1002]);
  });

  it('copies nothing that is in order', () => {
    const ascending = points([
      [1, 1],
      [1, 2],
      [2, 3]
    ]);
    expect(inOrder(ascending)).toBe(ascending);
  });
});

describe('firstFrom and nearest', () => {
  const x = Float64Array.of(0, 10, 10, 30);

  it('find the first that is not below', () => {
    expect([-1, 0, 5, 10, 31].map(at => firstFrom(x, at))).toEqual([
      0, 0, 1, 1, 4
    ]);
  });

  it('find the one that is least far away', () => {
    expect([-9, 4, 6, 19, 21, 99].map(at => nearest(x, at))).toEqual([
      0, 0, 1, 2, 3, 3
    ]);
    expect(nearest(new Float64Array(), 1)).toBe(-1);
  });
});

describe('extremesWithin', () => {
  const line = points([
    [0, 100],
    [10, 0],
    [20, 5],
    [30, NaN],
    [40, -100]
  ]);

  it('are those of the points and of the line at the edges', () => {
    expect(extremesWithin(line, [10, 25])).toEqual([0, 5]);
    expect(extremesWithin(line, [5, 15])).toEqual([0, 50]);
    expect(extremesWithin(line, [2, 3])).toEqual([70, 80]);
  });

  it('are none where there is no line', () => {
    expect(extremesWithin(line, [50, 60])).toBeNull();
    expect(extremesWithin(line, [26, 34])).toBeNull();
  });
});

describe('indexAt', () => {
  it('tells points of the same place apart by their steps', () => {
    const same = points([
      [1, 0],
      [1, 1],
      [2, 2]
    ]);
    expect(indexAt(same, { x: 1, step: 1 })).toBe(1);
    expect(indexAt(same, { x: 1, step: 9 })).toBe(0);
  });
});
