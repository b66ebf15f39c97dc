import {
  decodeColumns,
  decodeRunColumns,
  decodeSmoothedColumns
} from './columns';
import { encodeColumns } from './testing/encodeColumns';

test('columns come as they were sent', () => {
  const buffer = encodeColumns({ w1: 20, 'api-1': 3 }, [
    {
      key: 'loss',
      of: 3,
      step: [0, 1, 2],
      time: [5, 6, 7],
      value: [1, NaN, 2]
    },
    { key: 'n.x', of: 100, step: [4], time: [9], value: [-Infinity] },
    { key: 'none', of: 0, step: [], time: [], value: [] }
  ]);
  const { cursors, series } = decodeColumns(buffer);
  expect(cursors).toEqual(
    new Map([
      ['w1', 20],
      ['api-1', 3]
    ])
  );
  expect(series.map(({ key, of }) => [key, of])).toEqual([
    ['loss', 3],
    ['n.x', 100],
    ['none', 0]
  ]);
  expect(Array.from(series[0].step)).toEqual([0, 1, 2]);
  expect(Array.from(series[0].time)).toEqual([5, 6, 7]);
  expect(Array.from(series[0].value)).toEqual([1, NaN, 2]);
  expect(Array.from(series[1].value)).toEqual([-Infinity]);
});

test('of many runs each column says whose it is, and its summary', () => {
  const columns = { key: 'loss', of: 2, step: [0, 9], time: [5, 6] };
  const runs = ['1', '2'].map(digit => digit.repeat(32));
  const series = decodeRunColumns(
    encodeColumns({}, [
      { ...columns, run: runs[0], value: [1, 2], summary: 0.5 },
      { ...columns, run: runs[1], value: [3, 4], summary: { $number: 'NaN' } }
    ])
  );
  expect(series.map(({ run }) => run)).toEqual(runs);
  expect(series.map(({ summary }) => summary)).toEqual([0.5, NaN]);
  expect(Array.from(series[1].value)).toEqual([3, 4]);
});

test('smoothed columns say how to go on with them', () => {
  const columns = { key: 'loss', of: 9, step: [0, 9], time: [5, 6] };
  const rest = { step: [7, 9], time: [5.5, 6], value: [1, NaN] };
  const counted = { mean: 0.5, weight: 1.5, step: 7 };
  const whole = encodeColumns({ w1: 20 }, [
    { ...columns, value: [1, 2], rest, reach: 0, counted },
    { ...columns, value: [3, 4], rest, reach: 3, counted: null }
  ]);
  const { cursors, series } = decodeSmoothedColumns(whole);
  expect(cursors).toEqual(new Map([['w1', 20]]));
  expect(series[0]).toMatchObject({ reach: 0, counted });
  expect(series[1]).toMatchObject({ reach: 3, counted: null });
  expect(Array.from(series[0].rest.value)).toEqual([1, NaN]);
  expect(Array.from(series[1].value)).toEqual([3, 4]);
  expect(Array.from(series[1].rest.step)).toEqual([7, 9]);
  expect(() => decodeSmoothedColumns(whole.slice(0, -8))).toThrow(
    "'loss' says 4 points, more than came"
  );
});

test('an answer that is cut off says so', () => {
  const whole = encodeColumns({}, [
    { key: 'loss', of: 2, step: [0, 1], time: [5, 6], value: [1, 2] }
  ]);
  expect(() => decodeColumns(whole.slice(0, 2))).toThrow('head is missing');
  expect(() => decodeColumns(whole.slice(0, 12))).toThrow('does not fit');
  expect(() => decodeColumns(whole.slice(0, -8))).toThrow(
    "'loss' says 2 points, more than came"
  );
});
