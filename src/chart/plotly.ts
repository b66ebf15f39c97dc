import type * as Plotly from 'plotly.js/lib/core';

/**
 * What we use of plotly.js. Its core draws `scatter`; that is all that lines need.
 */
export interface IPlotly {
  react(
    node: HTMLElement,
    data: Plotly.Data[],
    layout: Partial<Plotly.Layout>,
    config: Partial<Plotly.Config>
  ): Promise<unknown>;
  purge(node: HTMLElement): void;
}

let loading: Promise<IPlotly> | null = null;

/**
 * plotly.js, fetched when the first chart comes into view. A fetch that failed is
 * tried again at the next call.
 */
export function loadPlotly(): Promise<IPlotly> {
  loading ??= import('plotly.js/lib/core').then(
    module => module.default as unknown as IPlotly,
    (error: unknown) => {
      loading = null;
      throw error;
    }
  );
  return loading;
}
