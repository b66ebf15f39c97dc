import { pictureBeside } from './pictureBeside';

describe('pictureBeside', () => {
  it('is an image, whatever the drawing holds', () => {
    const svg = '<svg xmlns="http://www.w3.org/2000/svg"><a "#%é/></svg>';
    const picture = pictureBeside({ 'image/svg+xml': svg, 'text/plain': 'x' });
    expect(picture?.text).toBe('x');
    const [head, body] = picture!.address.split(',');
    expect(head).toBe('data:image/svg+xml;charset=utf-8');
    expect(decodeURIComponent(body)).toBe(svg);
    expect(body).not.toMatch(/["<>#]/);
  });

  it('takes the lines of a file together', () => {
    const data = { 'image/svg+xml': ['<svg>\n', '</svg>'] };
    expect(decodeURIComponent(pictureBeside(data)!.address)).toMatch(
      /<svg>\n<\/svg>$/
    );
  });

  it.each([[{}], [{ 'image/svg+xml': '' }], [{ 'image/svg+xml': 7 }]])(
    'is none of %j',
    data => expect(pictureBeside(data)).toBeNull()
  );
});
