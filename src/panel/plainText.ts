import type { ITranslation } from './host';

/**
 * English, for places that have no translations.
 */
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
