/** A number in four digits, for the edges of a small drawing. */
export function shortNumber(value: number): string {
  const short = Number(value.toPrecision(4));
  return String(short).replace('e+', 'e');
}
