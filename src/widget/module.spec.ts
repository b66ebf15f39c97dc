import { version } from '../../package.json';
import { VERSION } from './module';

test('the widgets have the version of the package, by whose major version kernels ask for them', () => {
  expect(VERSION).toBe(version);
});
