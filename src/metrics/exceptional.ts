import { changeOf, wentBy } from './change.ts';
import type { Deployed } from './deployed.ts';
import type { Metrics } from './figures.ts';
import type { DecisionSketch } from './sketch.ts';
import type { Passage } from './waiting.ts';

type Exceptional = Metrics['exceptional'];

/** What went past the usual way: emergencies, rollbacks, exceptions, and holds that somebody lifted. */
export function exceptionalOf(passages: readonly Passage[], deployed: readonly Deployed[]): Exceptional {
  const last = passages.flatMap(({ judgements }) => judgements.at(-1) ?? []);
  const went = wentBy(deployed);
  const passed = last.filter(({ decision }) => decision.outcome === 'approved');
  return {
    emergencies: last
      .filter(({ decision }) => decision.lane === 'emergency')
      .map((decision) => ({ ...emergencyOf(decision), went: went(decision) })),
    rollbacks: passed.filter(({ decision }) => decision.lane === 'rollback').length,
    exceptions: countedBy(passed, exceptionsOf).map(([exception, changes]) => ({ exception, changes })),
    lifted: countedBy(passed, liftedIn).map(([code, changes]) => ({ code, changes })),
  };
}

function emergencyOf(sketch: DecisionSketch): Omit<Exceptional['emergencies'][number], 'went'> {
  const { declared, decision } = sketch;
  const { incident = null, reason = null, by = null } = declared ?? {};
  return { ...changeOf(sketch), outcome: decision.outcome, incident, reason, by };
}

function exceptionsOf({ findings }: DecisionSketch): readonly string[] {
  return findings.filter(({ code }) => code === 'schedule/exception').map(({ rule, code }) => rule ?? code);
}

function liftedIn({ findings }: DecisionSketch): readonly string[] {
  return findings.filter(({ isLifted }) => isLifted).map(({ code }) => code);
}

/** How many items have each word, the most frequent word first. */
export function countedBy<Item>(
  items: readonly Item[],
  wordsOf: (item: Item) => readonly string[],
): readonly (readonly [string, number])[] {
  const counts = new Map<string, number>();
  for (const item of items) {
    for (const word of new Set(wordsOf(item))) counts.set(word, (counts.get(word) ?? 0) + 1);
  }
  return [...counts].toSorted(([one, few], [other, many]) => many - few || (one < other ? -1 : 1));
}
