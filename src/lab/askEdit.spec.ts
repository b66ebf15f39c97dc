import { parseTags } from './askEdit';

test('tags stand between commas, each once, without the blanks around them', () => {
  expect(parseTags(' baseline, lr sweep ,, baseline,')).toEqual([
    'baseline',
    'lr sweep'
  ]);
  expect(parseTags('  ')).toEqual([]);
});
