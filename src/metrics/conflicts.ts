import { countedBy } from './exceptional.ts';
import type { Metrics } from './figures.ts';
import type { DecisionSketch } from './sketch.ts';
import type { Passage } from './waiting.ts';

/** How often deployments got in each other's way, whenever on their way through the gate. */
export function conflictsOf(passages: readonly Passage[]): Metrics['conflicts'] {
  const met = passages.filter(({ judgements }) => judgements.some((each) => codesOf(each, 'any').length > 0));
  const held = new Map(countsBy(met, 'held'));
  return {
    changes: met.length,
    held: met.filter(({ judgements }) => judgements.some((each) => codesOf(each, 'held').length > 0)).length,
    codes: countsBy(met, 'any').map(([code, changes]) => ({ code, changes, held: held.get(code) ?? 0 })),
  };
}

type Weight = 'any' | 'held';

function codesOf({ findings }: DecisionSketch, weight: Weight): readonly string[] {
  return findings
    .filter(({ code, effect }) => code.startsWith('conflicts/') && (weight === 'any' || effect !== 'note'))
    .map(({ code }) => code);
}

function countsBy(passages: readonly Passage[], weight: Weight): readonly (readonly [string, number])[] {
  return countedBy(passages, ({ judgements }) => judgements.flatMap((each) => codesOf(each, weight)));
}
