import { BadData, Fields } from './checks';
import { type ISavedRun, decodeSaved } from './saved';

export const MIME_TYPE = 'application/vnd.runside.run+json';

/** The version of `protocol/README.md` that this code speaks. */
export const PROTOCOL = 1;

/**
 * What `init()` shows: the run, and where its live link is.
 */
export interface IBundle {
  protocol: number;
  /** The run's uid. */
  run: string;
  name: string | null;
  project: string | null;
  /** The Jupyter server's id of the run's kernel, where the library knows it. */
  kernel: string | null;
  /** A hint: the id of the data comm when the bundle was made. */
  comm: string | null;
  /** The run as it was when a page last wrote it down; null before that. */
  saved: ISavedRun | null;
  /** Why what a page wrote down cannot be read; null if nothing is wrong. */
  problem: string | null;
}

/**
 * Decode what stands under `MIME_TYPE` in an output.
 *
 * @throws BadData with a message that a person can act on.
 */
export function decodeBundle(data: unknown): IBundle {
  const fields = new Fields('This output of Runside', data);
  checkProtocol(fields.integer('protocol', 1), 'The kernel');
  return {
    protocol: PROTOCOL,
    run: fields.uid('run'),
    name: fields.optional('name', fields.text),
    project: fields.optional('project', fields.text),
    kernel: fields.optional('kernel', fields.text),
    comm: fields.optional('comm', fields.text),
    ...decodePicture(fields)
  };
}

/** What was saved must not keep the run itself from being shown. */
function decodePicture(fields: Fields): Pick<IBundle, 'saved' | 'problem'> {
  try {
    const saved = fields.optional('saved', name =>
      decodeSaved(fields.get(name))
    );
    return { saved, problem: null };
  } catch (error) {
    if (error instanceof BadData) {
      return { saved: null, problem: error.message };
    }
    throw error;
  }
}

/**
 * Refuse a newer protocol, and say which side to upgrade.
 */
export function checkProtocol(protocol: number, side: string): void {
  if (protocol > PROTOCOL) {
    throw new BadData(
      `${side} speaks version ${protocol} of the Runside protocol, this page ` +
        `version ${PROTOCOL}: upgrade runside in the environment of the Jupyter ` +
        'server and reload the page.'
    );
  }
}
