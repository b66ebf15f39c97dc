import * as React from 'react';

import { usePanel } from './context';
import { formatCount } from './format';
import { footerPhrases } from './footerPhrases';
import { useMostly } from './useMostly';
import { useNow } from './useNow';
import { useRunChange } from './useRunChange';

/** The live link is ahead of the index, for a fraction of a second each time. */
const INDEX_PATIENCE = 3000;

/**
 * Where the data is, and what is not as it should be.
 */
export const Footer = React.memo(function Footer(): JSX.Element {
  const { model, host, place } = usePanel();
  const { trans } = host;
  useRunChange(
    model,
    change => change.links || change.info || change.keys.size > 0
  );
  const now = useNow(model.info?.state === 'running');
  const { info, problems, failure, points, saved } = model;
  const indexed = useMostly(model.links.indexed, INDEX_PATIENCE);
  const told = {
    info,
    saved,
    problems,
    failure,
    links: { ...model.links, indexed }
  };
  return (
    <footer className="jp-Runside-footer">
      {footerPhrases(told, place, now, trans).map(({ text, mood, detail }) => (
        <span
          key={text}
          className="jp-Runside-phrase"
          data-mood={mood}
          title={detail}
          role={mood === 'bad' ? 'status' : undefined}
        >
          {text}
        </span>
      ))}
      <span className="jp-Runside-phrase jp-Runside-points">
        {points > 0 &&
          trans._n(
            '%2 point, extremes kept',
            '%2 points, extremes kept',
            points,
            formatCount(points)
          )}
      </span>
    </footer>
  );
});
