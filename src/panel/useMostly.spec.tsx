import * as React from 'react';

import { createRoot } from 'react-dom/client';

import { useMostly } from './useMostly';

declare const globalThis: { IS_REACT_ACT_ENVIRONMENT: boolean };

describe('useMostly', () => {
  beforeEach(() => {
    globalThis.IS_REACT_ACT_ENVIRONMENT = true;
    jest.useFakeTimers();
  });

  afterEach(() => jest.useRealTimers());

  it('overlooks what does not last, says what does, and takes it back at once', () => {
    const node = document.createElement('div');
    const root = createRoot(node);
    const Told = (props: { holds: boolean }) => (
      <>{String(useMostly(props.holds, 3000))}</>
    );
    const show = (holds: boolean, pass: number) => {
      React.act(() => root.render(<Told holds={holds} />));
      React.act(() => void jest.advanceTimersByTime(pass));
      return node.textContent;
    };
    expect(show(true, 0)).toBe('true');
    expect(show(false, 2000)).toBe('true');
    expect(show(true, 0)).toBe('true');
    expect(show(false, 2000)).toBe('true');
    expect(show(false, 2000)).toBe('false');
    expect(show(true, 0)).toBe('true');
    React.act(() => root.unmount());
  });
});
