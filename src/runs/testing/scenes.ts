import type { IRunInfo } from '../../protocol';
import type { RunList } from '../runList';
import { type MadeUpHost, madeUpInfo, madeUpNotebook, uid } from './madeUpRuns';

/**
 * What a runs list can look like, for looking at it.
 */
export interface IScene {
  /** The runs, and what the Jupyter server says of them. */
  readonly infos: readonly IRunInfo[];
  readonly problems?: readonly string[];
  readonly server?: MadeUpHost['server']['state'];
  /** What somebody then does. */
  readonly act?: (list: RunList, host: MadeUpHost) => void;
}

const now = Date.now() / 1000;
const MINUTE = 60;
const HOUR = 3600;
const DAY = 24 * HOUR;

let count = 0;

/** A run that ended, or last spoke, so many seconds ago. */
function run(
  name: string,
  ago: number,
  known: Partial<IRunInfo> = {}
): IRunInfo {
  count += 1;
  const lastT = now - ago;
  return madeUpInfo(1_000_000 - count, {
    name,
    start: lastT - 120,
    lastT,
    step: 2000,
    colour: COLOURS[(count - 1) % COLOURS.length],
    ...known
  });
}

const COLOURS = [
  '#2f6fde',
  '#d96a10',
  '#1b9e77',
  '#b0489f',
  '#6a51a3',
  '#a6761d'
];

const HERE = { notebook: 'digits.ipynb', kernel: 'k' };
const SCRIPT = { program: '/home/ann/train.py' };
const OTHER = { notebook: 'faces/augment.ipynb', kernel: 'o' };

const DIGITS: readonly IRunInfo[] = [
  run('calm-river-14', 1, {
    ...HERE,
    cell: 'a',
    state: 'running',
    step: 1240,
    totalSteps: 2000
  }),
  run('bold-heron-13', 12 * MINUTE, { ...HERE, cell: 'b', tags: ['baseline'] }),
  run('late-ember-12', 26 * MINUTE, { ...HERE, cell: 'c' }),
  run('swift-fern-11', 41 * MINUTE, {
    ...HERE,
    cell: 'd',
    state: 'crashed',
    step: 1050
  }),
  run('quiet-stone-10', HOUR, { ...HERE, cell: 'e' }),
  run('amber-field-9', 2 * HOUR, {
    ...HERE,
    cell: 'f',
    state: 'killed',
    step: 760
  }),
  run('dusty-lake-8', DAY, { ...SCRIPT, hidden: true }),
  run('plain-oak-7', DAY + HOUR, { ...SCRIPT, hidden: true }),
  run('first-try', 3 * DAY, { ...SCRIPT, hidden: true }),
  ...Array.from({ length: 14 }, (_, i) =>
    run(`wild-fox-${14 - i}`, (4 + i) * DAY, {
      ...OTHER,
      notebook: i < 9 ? 'faces/augment.ipynb' : 'notes/digits.ipynb',
      kernel: `o${i}`
    })
  )
];

const EARLIER: readonly IRunInfo[] = [
  ...DIGITS.slice(0, 2),
  ...Array.from({ length: 5 }, (_, i) =>
    run(`calm-river-${13 - i}`, (20 + i) * MINUTE, { ...HERE, cell: 'a' })
  ),
  ...Array.from({ length: 3 }, (_, i) =>
    run(`short-${i}`, (50 + i) * MINUTE, { ...HERE, cell: 'z', step: null })
  ),
  run('waiting-1', 3, {
    ...HERE,
    cell: 'w',
    state: 'idle',
    step: null,
    name: 'a-run-with-a-very-long-name-that-cannot-fit-anywhere'
  }),
  run('bens-run', 3 * HOUR, {
    program: '/home/ben/sweep.py',
    mine: false,
    owner: 'ben'
  }),
  run('remote-4', 5 * HOUR, {
    program: '/home/ben/sweep.py',
    state: 'not heard from',
    step: 400
  }),
  run('console-1', 6 * HOUR, { kernel: 'c' }),
  run('thrown-away', 7 * HOUR, { ...HERE, trash: true }),
  run('bens-trash', 8 * HOUR, {
    ...HERE,
    trash: true,
    mine: false,
    owner: 'ben'
  })
];

const first = DIGITS[0].run;

export const SCENES: Record<string, IScene> = {
  list: { infos: DIGITS, act: list => list.choose(first) },
  kinds: { infos: EARLIER },
  opened: {
    infos: EARLIER,
    act: list => {
      for (const row of list.rows) {
        if (row.kind === 'fold') {
          list.setOpen(row.id, true);
        }
      }
    }
  },
  notebooks: { infos: DIGITS, act: list => list.setOpen('notebooks', true) },
  search: { infos: DIGITS, act: list => list.setSearch('state:finished fox') },
  nothing: { infos: DIGITS, act: list => list.setSearch('resnet') },
  selected: {
    infos: DIGITS,
    act: list => {
      list.choose(first);
      list.select((selection, rows) => selection.extend(rows, DIGITS[2].run));
    }
  },
  rename: {
    infos: DIGITS,
    act: list => list.setEditor({ kind: 'name', run: DIGITS[1].run })
  },
  tags: {
    infos: DIGITS,
    act: list =>
      list.setEditor({ kind: 'tags', runs: DIGITS.slice(0, 3).map(i => i.run) })
  },
  note: {
    infos: DIGITS,
    act: list => list.setEditor({ kind: 'note', run: DIGITS[1].run })
  },
  trashed: {
    infos: DIGITS,
    act: list =>
      void list.edits.apply(new Map([[DIGITS[1].run, { trash: true }]]))
  },
  refused: {
    infos: DIGITS,
    act: (list, host) => {
      host.refusal = 'The Jupyter server cannot be reached.';
      void list.edits.apply(new Map([[DIGITS[1].run, { name: 'other' }]]));
    }
  },
  trash: { infos: EARLIER, act: list => list.setInTrash(true) },
  problems: {
    infos: DIGITS,
    problems: [
      'runside-runs/digits/x7k2m9qa: run.json is not JSON. Delete the folder, or restore the file.',
      '/data/shared/runside-runs cannot be read: permission denied. Ask its owner for the right to read it.'
    ]
  },
  disconnected: { infos: DIGITS, server: 'disconnected' },
  metric: {
    infos: DIGITS,
    act: () =>
      void setTimeout(
        () =>
          document
            .querySelector<HTMLElement>('.jp-Runside-metricButton')
            ?.click(),
        100
      )
  },
  empty: { infos: [] },
  absent: { infos: [], server: 'absent' },
  away: { infos: [], server: 'disconnected' },
  connecting: { infos: [], server: 'connecting' },
  many: {
    infos: Array.from({ length: 5000 }, (_, i) =>
      madeUpInfo(5000 - i, {
        name: `run-${5000 - i}`,
        state: i < 3 ? 'running' : 'finished',
        notebook: i % 3 ? `nb${i % 40}.ipynb` : 'digits.ipynb',
        cell: i % 2 ? `c${i % 200}` : null,
        start: now - i * 600 - 100,
        lastT: now - i * 600
      })
    ),
    act: list => list.setOpen('notebooks', true)
  }
};

export const NOTEBOOK = madeUpNotebook({
  kernel: 'k',
  shown: new Set([uid(999_999)])
});
