import * as React from 'react';

import { usePanel } from './context';
import { Icon } from './Icon';
import { IconToggle } from './IconToggle';
import { useRunChange } from './useRunChange';
import { useShared } from './useShared';
import { useZoom } from './useZoom';
import { type XAxis, metricAxis, metricOf } from './xAxis';

/**
 * What the horizontal axes of all charts count, and whether a zoom holds for all.
 */
export function XAxisChoice(): JSX.Element {
  const { model, host, charts } = usePanel();
  const { trans } = host;
  const chosen = useShared(charts.axis);
  const isLinked = useZoom(charts.zoom, zoom => zoom.isLinked);
  const structure = useRunChange(model, change => change.structure);
  const { metrics, isDefined } = React.useMemo(() => {
    const paths = model
      .keys()
      .filter(({ kind }) => kind === 'number')
      .map(({ path }) => path);
    return {
      metrics: paths,
      isDefined: paths.some(path => model.metric(path).stepMetric !== null)
    };
  }, [model, structure]);
  const metric = metricOf(chosen);
  return (
    <div className="jp-Runside-xAxis">
      <span className="jp-Runside-menuField">
        <select
          aria-label={trans.__('Horizontal axis')}
          title={trans.__('Horizontal axis')}
          value={isDefined || chosen !== 'defined' ? chosen : 'step'}
          onChange={event => {
            charts.axis.value = event.target.value as XAxis;
          }}
        >
          {isDefined && (
            <option value="defined">{trans.__('As defined')}</option>
          )}
          <option value="step">{trans.__('Step')}</option>
          <option value="elapsed">{trans.__('Relative time')}</option>
          <option value="clock">{trans.__('Wall time')}</option>
          <optgroup label={trans.__('Metric')}>
            {metric !== null && !metrics.includes(metric) && (
              <option value={chosen}>{metric}</option>
            )}
            {metrics.map(path => (
              <option key={path} value={metricAxis(path)}>
                {path}
              </option>
            ))}
          </optgroup>
        </select>
        <Icon name="chevron" />
      </span>
      <IconToggle
        icon="link"
        label={trans.__('Zoom all charts together')}
        isOn={isLinked}
        onToggle={isOn => {
          charts.zoom.isLinked = isOn;
        }}
      />
    </div>
  );
}
