import type { ReplayedChange } from './backtest.ts';

/** Factors that counted for the very same changes. */
export type CountedTogether = { readonly factors: readonly string[]; readonly changes: number };

/** Of fewer changes it says nothing that two factors counted for the same ones. */
const fewestChanges = 10;

type Replayed = { readonly changes: readonly ReplayedChange[]; readonly factors: readonly string[] };

/** Groups of factors that always counted together, for some changes and not for all. */
export function countedTogether({ changes, factors }: Replayed): readonly CountedTogether[] {
  const groups = new Map<string, { readonly factors: string[]; readonly changes: number }>();
  for (const factor of factors) {
    const counted = placesOf(factor, changes);
    if (counted.length < fewestChanges || counted.length === changes.length) continue;
    const group = groups.get(counted.join()) ?? { factors: [], changes: counted.length };
    group.factors.push(factor);
    groups.set(counted.join(), group);
  }
  return [...groups.values()].filter((group) => group.factors.length > 1);
}

function placesOf(factor: string, changes: readonly ReplayedChange[]): readonly number[] {
  return changes.flatMap(({ points }, place) => (points[factor] === undefined ? [] : [place]));
}
