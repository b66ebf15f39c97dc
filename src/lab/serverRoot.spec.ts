import { pathBelow } from './serverRoot';

test('a folder below the root has a path from there', () => {
  expect(pathBelow('/srv/lab', '/srv/lab/a/runside-runs/p/x')).toBe(
    'a/runside-runs/p/x'
  );
  expect(pathBelow('/', '/srv/lab')).toBe('srv/lab');
});

test('a folder beside the root has none, even one whose name begins alike', () => {
  expect(pathBelow('/srv/lab', '/srv/labs/x')).toBeNull();
  expect(pathBelow('/srv/lab', '/elsewhere/x')).toBeNull();
  expect(pathBelow('', '/srv/lab')).toBeNull();
});

test('of a root below the home folder, whose name pages are not told, the rest is enough', () => {
  expect(pathBelow('~/lab', '/home/ann/lab/runside-runs/p/x')).toBe(
    'runside-runs/p/x'
  );
  expect(pathBelow('~/lab', '/home/ann/play/x')).toBeNull();
});
