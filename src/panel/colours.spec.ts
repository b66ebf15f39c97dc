import { readFileSync } from 'fs';
import { join } from 'path';

import { RUN_COLOURS, runColour } from './colours';

/** WCAG 2's relative luminance. */
function luminance(colour: string): number {
  const channels = [1, 3, 5].map(at => {
    const c = parseInt(colour.slice(at, at + 2), 16) / 255;
    return c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * channels[0] + 0.7152 * channels[1] + 0.0722 * channels[2];
}

function contrast(a: string, b: string): number {
  const [dark, light] = [luminance(a), luminance(b)].sort((x, y) => x - y);
  return (light + 0.05) / (dark + 0.05);
}

test.each(RUN_COLOURS.map(colour => [colour]))(
  '%j can be seen on both pages',
  ({ light, dark }) => {
    expect(contrast(light, '#ffffff')).toBeGreaterThanOrEqual(3);
    expect(contrast(dark, '#212121')).toBeGreaterThanOrEqual(3);
  }
);

test('they are those that the kernel library gives to runs', () => {
  const file = join(__dirname, '../../protocol/colours.json');
  expect(JSON.parse(readFileSync(file, 'utf8'))).toEqual(RUN_COLOURS);
});

describe('runColour', () => {
  const RUN = '0000000c0123456789abcdef01234567';
  const drawn = (colour: string | null, dark = false, run = RUN) =>
    runColour({ run, colour }, dark);

  it('fits one of ours to the page, in whichever form it was kept', () => {
    expect(drawn('#d96a10', true)).toBe('#f6a04d');
    expect(drawn('#F6A04D')).toBe('#d96a10');
  });

  it('takes a colour that somebody chose as it is', () => {
    expect(drawn('#123abc', true)).toBe('#123abc');
  });

  it.each([null, '', 'red', 'url(https://x)', '#12345', 'var(--x)'])(
    'takes %j for none, and one by the uid',
    stored => {
      expect(drawn(stored)).toBe('#2f6fde');
      expect(drawn(stored, false, `00000001${RUN.slice(8)}`)).toBe('#d96a10');
    }
  );
});
