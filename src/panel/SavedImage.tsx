import * as React from 'react';

import type { IPicture } from './host';

/**
 * A run as it was drawn into its notebook where no page looked.
 */
export function SavedImage(props: { picture: IPicture }): JSX.Element {
  const { address, text } = props.picture;
  return (
    <img
      className="jp-Runside-savedImage"
      src={address}
      alt={text}
      draggable={false}
    />
  );
}
