import * as React from 'react';

import { CardActions } from './CardActions';
import type { IKeyCardProps } from './keyCardProps';

/**
 * The frame of a card: its title at the left, its last value at the right.
 */
export const Card = React.forwardRef<
  HTMLElement,
  IKeyCardProps & {
    /** What the whole card says to those who do not see it. */
    label: string;
    value: string;
    exact?: string;
    /** Over all columns, and as high as its content. */
    wide?: boolean;
    /** Beside the value. */
    hint?: React.ReactNode;
    children: React.ReactNode;
  }
>(function Card(props, ref): JSX.Element {
  const { path, name, kind, label, value, exact, wide, hint, children } = props;
  return (
    <article
      ref={ref}
      className="jp-Runside-card"
      data-key={path}
      data-kind={kind}
      data-wide={wide}
      aria-label={label}
    >
      <div className="jp-Runside-cardHead">
        <h4 className="jp-Runside-cardName" title={path}>
          {name}
        </h4>
        <CardActions path={path} name={name} />
        {hint}
        <span className="jp-Runside-cardValue" title={exact}>
          {value}
        </span>
      </div>
      {children}
    </article>
  );
});
