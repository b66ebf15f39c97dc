import type { Json } from '../protocol';
import { type IMediaType, MediaRegistry } from './registry';

function type(...types: string[]): IMediaType {
  return { types, describe: () => types.join(), View: () => null as never };
}

describe('MediaRegistry', () => {
  it('finds what shows a descriptor', () => {
    const registry = new MediaRegistry();
    const audio = type('audio-file', 'audio');
    registry.add(audio);
    expect(registry.find({ _type: 'audio' })).toBe(audio);
    const none: Json[] = [{ _type: 'video-file' }, {}, 'audio', null, 3, []];
    for (const value of none) {
      expect(registry.find(value)).toBeNull();
    }
  });

  it('lets a later type stand in for an earlier one while it is there', () => {
    const registry = new MediaRegistry();
    const ours = type('audio-file');
    const theirs = type('audio-file');
    registry.add(ours);
    const added = registry.add(theirs);
    expect(registry.find({ _type: 'audio-file' })).toBe(theirs);
    added.dispose();
    expect(registry.find({ _type: 'audio-file' })).toBe(ours);
  });
});
