import { SeqRanges } from './seqRanges';
import { Random } from './testing/random';

test.each(Array.from({ length: 30 }, (_, seed) => seed))(
  'ranges are the set that was added and removed (seed %i)',
  seed => {
    const random = new Random(seed);
    const ranges = new SeqRanges();
    const set = new Set<number>();
    for (let i = 0; i < 60; i++) {
      const first = random.integer(1, 40);
      if (random.next() < 0.3) {
        ranges.remove(first);
        set.delete(first);
      } else {
        const last = first + random.integer(0, 4);
        ranges.add(first, last);
        for (let seq = first; seq <= last; seq++) {
          set.add(seq);
        }
      }
    }
    const all = Array.from({ length: 50 }, (_, seq) => seq);
    expect(all.filter(seq => ranges.has(seq))).toEqual(
      all.filter(seq => set.has(seq))
    );
    const told = ranges.toJson();
    expect(
      told.every(([first], i) => first > (told[i - 1]?.[1] ?? -1) + 1)
    ).toBe(true);
    const missing = Array.from(ranges.gaps(5, 44)).flatMap(([first, last]) =>
      all.filter(seq => first <= seq && seq <= last)
    );
    expect(missing).toEqual(
      all.filter(seq => seq >= 5 && seq <= 44 && !set.has(seq))
    );
    expect(ranges.last).toBe(Math.max(0, ...set));
  }
);
