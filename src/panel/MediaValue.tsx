import * as React from 'react';

import type { IMediaType } from '../media';
import type { Json } from '../protocol';
import { usePanel } from './context';

/**
 * A medium that stands for a key in the summary.
 */
export function MediaValue(props: {
  type: IMediaType;
  value: Json;
}): JSX.Element {
  const { type, value } = props;
  const { blobs, host } = usePanel();
  const points = React.useMemo(() => [{ step: 0, time: 0, value }], [value]);
  const { View } = type;
  return (
    <View points={points} index={0} seen blobs={blobs} trans={host.trans} />
  );
}
