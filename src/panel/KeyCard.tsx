import * as React from 'react';

import { kindOf } from '../model';
import { usePanel } from './context';
import type { IKeyCardProps } from './keyCardProps';
import { LineCard } from './LineCard';
import { MediaCard } from './MediaCard';
import { useRunChange } from './useRunChange';
import { ValueCard } from './ValueCard';

/**
 * The card for one key. It renders again only for its own key.
 */
export const KeyCard = React.memo(function KeyCard(
  props: IKeyCardProps
): JSX.Element {
  const { model, media } = usePanel();
  const { path, kind } = props;
  useRunChange(model, change => kind === 'other' && change.keys.has(path));
  switch (kind) {
    case 'number':
      return <LineCard {...props} />;
    case 'text':
    case 'bool':
      return <ValueCard {...props} />;
    default: {
      const type = media.find(
        model.values(path).find(({ value }) => kindOf(value) === kind)?.value ??
          DESCRIPTOR_OF[kind]
      );
      return type ? (
        <MediaCard {...props} type={type} />
      ) : (
        <ValueCard {...props} />
      );
    }
  }
});

/** What tells the type of a card before its values are here. */
const DESCRIPTOR_OF = {
  image: { _type: 'image-file' },
  histogram: { _type: 'histogram' },
  other: null
};
