import * as React from 'react';

/** Our own small set, 16 × 16, drawn in the text's colour. */
const PATHS = {
  chevron: 'M4.5 6.25 8 9.75l3.5-3.5',
  cell: 'M2.75 3.5h10.5v9H2.75zM5.25 6.25 7.25 8l-2 1.75M8.5 10h2.25',
  open: 'M8.75 2.75h4.5v4.5M13.25 2.75 7.75 8.25M11.5 9.5v3.75H2.75V4.5H6.5',
  views: 'M2.75 4h10.5M2.75 8h10.5M2.75 12h6',
  play: 'M5.5 3.75v8.5L12 8z',
  pause: 'M5.75 4v8M10.25 4v8'
} as const;

export type IconName = keyof typeof PATHS;

const FILLED: ReadonlySet<IconName> = new Set<IconName>(['play']);

export function Icon(props: { name: IconName }): JSX.Element {
  const { name } = props;
  return (
    <svg
      className="jp-Runside-icon"
      viewBox="0 0 16 16"
      width="16"
      height="16"
      aria-hidden="true"
      focusable="false"
    >
      <path
        d={PATHS[name]}
        fill={FILLED.has(name) ? 'currentColor' : 'none'}
        stroke={FILLED.has(name) ? 'none' : 'currentColor'}
        strokeWidth={name === 'pause' ? 2 : 1.4}
        strokeLinecap="round"
        strokeLinejoin="round"
      />
    </svg>
  );
}
