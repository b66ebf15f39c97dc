import { plainText as trans } from '../model';
import { pointText } from './pointText';

const POINTS = {
  x: Float64Array.of(2.5),
  step: Float64Array.of(1200),
  time: Float64Array.of(1064),
  value: Float64Array.of(0.1 + 0.2)
};

describe('pointText', () => {
  it('says step, time since the start, and all digits of the value', () => {
    expect(pointText(POINTS, 0, 'step', 1000, trans)).toEqual({
      head: 'step 1,200 · 1:04',
      value: '0.30000000000000004',
      short: '0.3'
    });
  });

  it('says where the point is on the axis of a metric', () => {
    const { head } = pointText(POINTS, 0, 'metric:val/epoch', null, trans);
    expect(head).toBe('epoch 2.5 · step 1,200');
  });

  it('says the time of the clock where that is the axis', () => {
    const { head } = pointText(POINTS, 0, 'clock', 1000, trans);
    expect(head).toMatch(/^step 1,200 · 1:04 · .*\d.\d\d.44/);
  });

  it('says what is no finite number', () => {
    const broken = { ...POINTS, value: Float64Array.of(NaN) };
    expect(pointText(broken, 0, 'step', null, trans).value).toBe('NaN');
  });
});
