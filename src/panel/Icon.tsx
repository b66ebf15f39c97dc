import * as React from 'react';

/** Our own small set, 16 × 16, drawn in the text's colour. */
const PATHS = {
  chevron: 'M4.5 6.25 8 9.75l3.5-3.5',
  cell: 'M2.75 3.5h10.5v9H2.75zM5.25 6.25 7.25 8l-2 1.75M8.5 10h2.25',
  open: 'M8.75 2.75h4.5v4.5M13.25 2.75 7.75 8.25M11.5 9.5v3.75H2.75V4.5H6.5',
  views: 'M2.75 4h10.5M2.75 8h10.5M2.75 12h6',
  play: 'M5.5 3.75v8.5L12 8z',
  pause: 'M5.75 4v8M10.25 4v8',
  eye: 'M1.75 8S4 3.75 8 3.75 14.25 8 14.25 8 12 12.25 8 12.25 1.75 8 1.75 8zM8 9.75a1.75 1.75 0 1 0 0-3.5 1.75 1.75 0 0 0 0 3.5z',
  eyeOff:
    'M6.2 4A6.6 6.6 0 0 1 8 3.75c4 0 6.25 4.25 6.25 4.25a11 11 0 0 1-1.6 2.1M4.3 5A10.6 10.6 0 0 0 1.75 8S4 12.25 8 12.25a6.4 6.4 0 0 0 3.4-1M6.8 6.8a1.75 1.75 0 0 0 2.4 2.4M2.5 2.5l11 11',
  search:
    'M7 11.25a4.25 4.25 0 1 0 0-8.5 4.25 4.25 0 0 0 0 8.5zM10.1 10.1l3.15 3.15',
  more: 'M3.25 8h.01M8 8h.01M12.75 8h.01',
  close: 'M4.25 4.25l7.5 7.5M11.75 4.25l-7.5 7.5',
  pin: 'M5.75 2.75h4.5M6.25 2.75v3.5L4.5 8.5h7L9.75 6.25v-3.5M8 8.5v4.75',
  unpin:
    'M5.75 2.75h4.5M6.25 4v2.25L4.5 8.5h4M9.75 2.75v3.5l.9 1.15M8 8.5v4.75M2.75 2.75l10.5 10.5',
  columns: 'M2.75 3.25h10.5v9.5H2.75zM6.25 3.25v9.5M9.75 3.25v9.5',
  link: 'M6.5 9.5l3-3M7.25 5 9 3.25A2.65 2.65 0 0 1 12.75 7L11 8.75M8.75 11 7 12.75A2.65 2.65 0 0 1 3.25 9L5 7.25',
  up: 'M4.5 9.75 8 6.25l3.5 3.5',
  down: 'M4.5 6.25 8 9.75l3.5-3.5',
  back: 'M9.75 4.25 6 8l3.75 3.75',
  pencil: 'M3 13l.7-2.9 7.1-7.1a1 1 0 0 1 1.4 0l.8.8a1 1 0 0 1 0 1.4L5.9 12.3z',
  restore: 'M2.75 3.25v3.5h3.5M3 6.5a5.25 5.25 0 1 1-.1 2.75',
  tag: 'M2.75 3.75v3.6l5.9 5.9 4.6-4.6-5.9-5.9h-3.6a1 1 0 0 0-1 1zM5.5 5.5h.01',
  trash:
    'M2.75 4.5h10.5M6 4.5V2.75h4V4.5M4 4.5l.6 8.75h6.8L12 4.5M6.6 7.25v3.5M9.4 7.25v3.5'
} as const;

export type IconName = keyof typeof PATHS;

const FILLED: ReadonlySet<IconName> = new Set<IconName>(['play']);
const HEAVY: ReadonlySet<IconName> = new Set<IconName>(['pause', 'more']);

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
        strokeWidth={HEAVY.has(name) ? 2 : 1.4}
        strokeLinecap="round"
        strokeLinejoin="round"
      />
    </svg>
  );
}
