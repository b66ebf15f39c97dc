/**
 * Texts in the user's language, gettext's way: `%1`, `%2`, … in a text stand for
 * the arguments; in `_n` the first of them is `n`.
 */
export interface ITranslation {
  __(text: string, ...values: unknown[]): string;
  _n(singular: string, plural: string, n: number, ...values: unknown[]): string;
}

/** English, for places that have no translations. */
export const plainText: ITranslation = {
  __: (text, ...values) => fill(text, values),
  _n: (singular, plural, n, ...values) =>
    fill(n === 1 ? singular : plural, [n, ...values])
};

function fill(text: string, values: unknown[]): string {
  return text.replace(/%(\d+)/g, (whole, index: string) => {
    const value = values[Number(index) - 1];
    return value === undefined ? whole : `${value as string | number}`;
  });
}
