import * as React from 'react';

import { leaves } from '../protocol';
import { usePanel } from './context';
import { EditedFact } from './EditedFact';
import { canEdit, factEdits } from './factEdits';
import { Failure } from './Failure';
import { formatCount } from './format';
import { Linked } from './Linked';
import { overviewFacts } from './overviewFacts';
import { summaryRows } from './summaryRows';
import { ValueTable } from './ValueTable';
import { useNow } from './useNow';
import { useRunChange } from './useRunChange';

/**
 * What the run is, what it was given, and what stands for it in the end.
 */
export function Overview(): JSX.Element {
  const { model, host } = usePanel();
  const { trans } = host;
  useRunChange(
    model,
    change => change.info || change.config || change.summary || change.links
  );
  const now = useNow(model.info?.state === 'running');
  const config = leaves(model.config);
  const summary = summaryRows(model.summary);
  const { info } = model;
  const isEditable = canEdit(model, host);
  return (
    <div className="jp-Runside-overview">
      <section className="jp-Runside-facts" aria-label={trans.__('Run')}>
        <h3>{trans.__('Run')}</h3>
        <dl>
          {info &&
            isEditable &&
            factEdits(info, trans).map(({ name, read, ...fact }) => (
              <React.Fragment key={name}>
                <dt>{name}</dt>
                <dd>
                  <EditedFact
                    {...fact}
                    onKeep={async text => host.edit?.(model.uid, read(text))}
                  />
                </dd>
              </React.Fragment>
            ))}
          {info &&
            overviewFacts(info, now, isEditable, trans).map(
              ({ name, text, note }) => (
                <React.Fragment key={name}>
                  <dt>{name}</dt>
                  <dd>
                    <Linked text={text} />
                    {note && <span className="jp-Runside-note">{note}</span>}
                  </dd>
                </React.Fragment>
              )
            )}
        </dl>
        {model.failure && <Failure failure={model.failure} />}
        {model.problems.map(problem => (
          <p key={problem} className="jp-Runside-problem">
            {problem}
          </p>
        ))}
      </section>
      <section aria-label={trans.__('Config')}>
        <h3>
          {trans.__('Config')}
          <span className="jp-Runside-sectionCount">
            {formatCount(config.length)}
          </span>
        </h3>
        <ValueTable
          rows={config}
          empty={trans.__('No config was given to init().')}
        />
      </section>
      <section aria-label={trans.__('Summary')}>
        <h3>
          {trans.__('Summary')}
          <span className="jp-Runside-sectionCount">
            {formatCount(summary.length)}
          </span>
        </h3>
        <ValueTable
          rows={summary}
          empty={trans.__('Nothing has been logged yet.')}
        />
      </section>
    </div>
  );
}
