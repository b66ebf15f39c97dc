import { pathBelow } from './serverRoot';

test('a folder below the root has a path from there', () => {
  expect(pathBelow('/srv/work', '/srv/work/a/runside-runs/p/x')).toBe(
    'a/runside-runs/p/x'
  );
  expect(pathBelow('/', '/srv/work')).toBe('srv/work');
});

test('a folder beside the root has none, even one whose name begins alike', () => {
  expect(pathBelow('/srv/work', '/srv/worked/x')).toBeNull();
  expect(pathBelow('/srv/work', '/elsewhere/x')).toBeNull();
  expect(pathBelow('', '/srv/work')).toBeNull();
});

test('of a root below the home folder, whose name pages are not told, the rest is enough', () => {
  expect(pathBelow('~/work', '/home/ann/work/runside-runs/p/x')).toBe(
    'runside-runs/p/x'
  );
  expect(pathBelow('~/work', '/home/ann/play/x')).toBeNull();
});
