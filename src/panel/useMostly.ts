import * as React from 'react';

/**
 * `true` for as long as `holds` has not been false for a while: what comes and
 * goes several times a second is not worth the eye's attention.
 *
 * @param patience - in ms
 */
export function useMostly(holds: boolean, patience: number): boolean {
  const [lapsed, setLapsed] = React.useState(false);
  React.useEffect(() => {
    if (holds) {
      setLapsed(false);
      return;
    }
    const timer = setTimeout(() => setLapsed(true), patience);
    return () => clearTimeout(timer);
  }, [holds, patience]);
  return holds || !lapsed;
}
