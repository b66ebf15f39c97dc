import * as React from 'react';

import { usePanel } from './context';
import type { IKeyCardProps } from './keyCardProps';
import { KeyCard } from './KeyCard';

/**
 * The place of a card: it has the frame and the title of it at once, and becomes the
 * card when it comes near what is seen. So thousands of cards cost little, and stay
 * where they are.
 */
export const CardPlace = React.memo(function CardPlace(
  props: IKeyCardProps & {
    /** The card is there at once. */
    isReady: boolean;
  }
): JSX.Element {
  const { isReady, ...key } = props;
  const { viewport } = usePanel();
  const place = React.useRef<HTMLElement>(null);
  // A card of media is as high as they are, so that no place can be kept for it.
  const [isNear, setNear] = React.useState(isReady || key.kind === 'image');
  React.useLayoutEffect(() => {
    if (!place.current) {
      return;
    }
    const watch = viewport.watch(place.current, {
      onSeen: seen => seen && setNear(true)
    });
    return () => watch.dispose();
  }, [isNear, viewport]);
  return isNear ? (
    <KeyCard {...key} />
  ) : (
    <article
      ref={place}
      className="jp-Runside-card"
      data-key={key.path}
      data-kind={key.kind}
      aria-label={key.name}
    >
      <div className="jp-Runside-cardHead">
        <h4 className="jp-Runside-cardName">{key.name}</h4>
      </div>
    </article>
  );
});
