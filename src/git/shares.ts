/** Who changed which files how often. */
export interface ShareTally {
  readonly credit: (key: string, files: readonly number[]) => void;
  /** The share of each person in the changes to each file, mean over the files; `identify` tells whose a key is. */
  readonly of: (people: readonly string[], identify: (key: string) => string) => readonly number[];
}

/** Counts by keys, since who is who is certain only at the end. */
export function tallyShares(): ShareTally {
  const byKey = new Map<string, Map<number, number>>();
  const all = new Map<number, number>();

  return {
    credit(key, files) {
      if (files.length === 0) return;
      const own = byKey.get(key) ?? new Map<number, number>();
      byKey.set(key, own);
      for (const file of files) {
        own.set(file, (own.get(file) ?? 0) + 1);
        all.set(file, (all.get(file) ?? 0) + 1);
      }
    },
    of(people, identify) {
      return people.map((person) => {
        let sum = 0;
        for (const [key, own] of byKey) {
          if (identify(key) !== person) continue;
          for (const [file, count] of own) sum += count / (all.get(file) ?? count);
        }
        return all.size === 0 ? 0 : sum / all.size;
      });
    },
  };
}
