import { FIRST_STATE, readState } from './sidebarState';

test('what was kept is read as it was', () => {
  const kept = { list: null, run: 'a', isFollowing: false, share: 0.7 };
  expect(readState(kept)).toEqual(kept);
});

test.each([
  ['nothing', undefined],
  ['another kind of thing', 'a text'],
  ['other types', { list: 1, run: 2, isFollowing: 'no', share: '3' }],
  ['a share that leaves no room', { share: 1 }]
])('%s stands for the first state', (_, kept) => {
  expect(readState(kept)).toEqual(FIRST_STATE);
});
