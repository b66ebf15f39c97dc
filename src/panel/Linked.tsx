import * as React from 'react';

const ADDRESS = /(https?:\/\/[^\s<>"']*[^\s<>"'.,;:!?)\]}])/;

/**
 * Text in which http(s) addresses are links. They open a new tab, which learns
 * nothing of this one.
 */
export function Linked(props: { text: string }): JSX.Element {
  // With one group, every second part is an address.
  const parts = props.text.split(ADDRESS);
  return (
    <span>
      {parts.map((part, i) =>
        i % 2 === 1 ? (
          <a key={i} href={part} target="_blank" rel="noopener noreferrer">
            {part}
          </a>
        ) : (
          part
        )
      )}
    </span>
  );
}
