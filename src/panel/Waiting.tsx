import * as React from 'react';

import { usePanel } from './context';
import { isLive, isReached } from './states';
import { useRunChange } from './useRunChange';

/** After so long, in milliseconds, a skeleton is not enough: words. */
const PATIENCE = 1000;

/** And after so long a run that nobody knows will hardly come. */
const HOPE = 6000;

/**
 * The panel's body before there is anything to draw: as high as the headline, the
 * tools and a first row of cards, which then take its place. At first their outlines, then
 * words.
 */
export function Waiting(): JSX.Element {
  const { model, host, place } = usePanel();
  const { trans } = host;
  useRunChange(model, change => change.info || change.links);
  const isLate = useLate(PATIENCE);
  const isLost = useLate(HOPE);

  const { info } = model;
  if (place === 'saved') {
    return (
      <Words title={trans.__('No picture was saved with this notebook')}>
        <p>
          {trans.__(
            'The run is drawn again where a Jupyter server with Runside has its files.'
          )}
        </p>
      </Words>
    );
  }
  if (!isReached(model)) {
    return (
      <Words title={trans.__('The Jupyter server does not answer')}>
        <p>{trans.__('Trying again. What is logged is kept on disk.')}</p>
      </Words>
    );
  }
  if (info && info.step === null) {
    return (
      <Words
        title={
          isLive(info.state)
            ? trans.__('Waiting for the first log()')
            : trans.__('Nothing was logged')
        }
      >
        <p>{info.name}</p>
        {info.dir !== null && (
          <p className="jp-Runside-path" title={trans.__('Its files')}>
            {info.dir}
          </p>
        )}
      </Words>
    );
  }
  const { kernel, server } = model.links;
  if (isLost && info === null && kernel === 'none' && server !== 'connecting') {
    return (
      <Words title={trans.__('This run has not been found')}>
        <p>
          {trans.__(
            'No kernel and no Jupyter server here has it, and no picture of it was saved. It is drawn as soon as its files are found.'
          )}
        </p>
        <p className="jp-Runside-path">{model.uid}</p>
      </Words>
    );
  }
  if (isLate) {
    return <Words title={trans.__('Loading the run…')} />;
  }
  return <Outlines />;
}

function Words(props: {
  title: string;
  children?: React.ReactNode;
}): JSX.Element {
  return (
    <div className="jp-Runside-waiting" role="status">
      <p className="jp-Runside-waitingTitle">{props.title}</p>
      {props.children}
    </div>
  );
}

function Outlines(): JSX.Element {
  return (
    <div
      className="jp-Runside-waiting jp-Runside-outlines"
      aria-busy="true"
      aria-hidden="true"
    >
      <div className="jp-Runside-outlineTiles">
        {[0, 1, 2, 3].map(i => (
          <span key={i} className="jp-Runside-skeleton" />
        ))}
      </div>
      <div className="jp-Runside-outlineCards">
        {[0, 1, 2].map(i => (
          <span key={i} className="jp-Runside-skeleton" />
        ))}
      </div>
    </div>
  );
}

/** Whether so many milliseconds have gone by. */
function useLate(patience: number): boolean {
  const [isLate, setLate] = React.useState(false);
  React.useEffect(() => {
    const timer = setTimeout(() => setLate(true), patience);
    return () => clearTimeout(timer);
  }, [patience]);
  return isLate;
}
