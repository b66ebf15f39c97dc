import * as React from 'react';

import { isObject } from '../../protocol';
import { shortNumber } from '../shortNumber';
import type { IMediaViewProps } from '../registry';

/** What was measured of an array, in the order in which it is shown. */
const MEASURES = [
  'min',
  '5%',
  '25%',
  '50%',
  '75%',
  '95%',
  'max',
  'mean',
  'std',
  'var',
  'nan',
  'posinf',
  'neginf'
];

/**
 * What stands for an array whose numbers are in a file.
 */
export function ArrayView({ points, index }: IMediaViewProps): JSX.Element {
  const value = points[index]?.value;
  const array = value !== undefined && isObject(value) ? value : {};
  const known = MEASURES.flatMap(name => {
    const measure = array[name];
    return typeof measure === 'number' ? [[name, measure] as const] : [];
  });
  return (
    <dl className="jp-Runside-measures">
      {known.map(([name, measure]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd title={String(measure)}>{shortNumber(measure)}</dd>
        </div>
      ))}
    </dl>
  );
}
