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

describe('runColour', () => {
  it('fits one of ours to the page, in whichever form it was kept', () => {
    expect(runColour('#2f6fde', true)).toBe('#6ea2ff');
    expect(runColour('#6EA2FF', false)).toBe('#2f6fde');
  });

  it('takes a colour that somebody chose as it is', () => {
    expect(runColour('#123abc', true)).toBe('#123abc');
  });

  it.each([null, '', 'red', 'url(https://x)', '#12345', 'var(--x)'])(
    'takes %j for none',
    stored => expect(runColour(stored, false)).toBe('#2f6fde')
  );
});
