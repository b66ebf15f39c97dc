import * as React from 'react';

import type { ITranslation } from './host';

interface IProps {
  trans: ITranslation;
  children: React.ReactNode;
}

interface IState {
  error: Error | null;
}

/**
 * An error in a panel stays in that panel's frame, says what it is, and can be
 * tried again.
 */
export class PanelBoundary extends React.Component<IProps, IState> {
  static getDerivedStateFromError(error: Error): IState {
    return { error };
  }

  override state: IState = { error: null };

  override render(): React.ReactNode {
    const { trans, children } = this.props;
    const { error } = this.state;
    if (!error) {
      return children;
    }
    return (
      <div className="jp-Runside-panel jp-Runside-broken" role="alert">
        <p>{trans.__('This run could not be drawn: %1', error.message)}</p>
        <button
          type="button"
          className="jp-Runside-textButton"
          onClick={() => this.setState({ error: null })}
        >
          {trans.__('Try again')}
        </button>
      </div>
    );
  }
}
