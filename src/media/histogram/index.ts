import type { IMediaType } from '../registry';
import { readBins } from './bins';
import { HistogramView } from './HistogramView';

/** `Histogram`, and the arrays that are kept as one. */
export const histogramType: IMediaType = {
  types: ['histogram', 'histograms'],
  describe: (value, trans) => {
    const [one, ...others] = readBins(value) ?? [];
    if (one === undefined) {
      return trans.__('histogram');
    }
    return others.length > 0
      ? trans._n('%1 histogram', '%1 histograms', others.length + 1)
      : trans._n('%1 bin', '%1 bins', one.counts.length);
  },
  isWide: false,
  View: HistogramView
};
