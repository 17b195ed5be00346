import type { Decision } from '../decision/decision.ts';
import type { ReplayedChange, Stop } from './backtest.ts';

type Outcome = Decision['outcome'];

/** A change that two policies decide differently. */
export type Flipped = {
  readonly commit: string;
  readonly date: string;
  readonly title: string;
  /** The risk score under either policy. */
  readonly score: { readonly before: number; readonly after: number };
  /** Codes of the findings that make the difference. */
  readonly by: readonly string[];
};

/** Changes that two policies decide differently, by what they were and would be. */
export type Flip = {
  readonly from: Outcome;
  readonly to: Outcome;
  readonly changes: number;
  readonly failed: number;
  /** What makes the difference, and for how many of the changes; what does so most often comes first. */
  readonly by: readonly { readonly code: string; readonly changes: number }[];
  /** The newest of them. */
  readonly examples: readonly Flipped[];
};

type Sides = { readonly before: readonly ReplayedChange[]; readonly after: readonly ReplayedChange[] };

const outcomes = ['approved', 'needs-approval', 'blocked'] as const satisfies readonly Outcome[];

const turns = outcomes
  .flatMap((from) => outcomes.filter((to) => to !== from).map((to) => ({ from, to })))
  .toSorted((one, other) => Number(isHeavier(other)) - Number(isHeavier(one)));

/**
 * What another policy flips, as far as it is known: first what it stops, then what it lets pass. Both lists hold the
 * same changes in the same order, the oldest first.
 */
export function flipsBetween({ before, after }: Sides, mostExamples = 5): readonly Flip[] {
  return turns.map((turn) => flipOf({ before, after }, { ...turn, mostExamples })).filter(({ changes }) => changes > 0);
}

/** Whether a flip stops changes that the policy before let through, or would not have stopped so hard. */
export function isHeavier({ from, to }: Pick<Flip, 'from' | 'to'>): boolean {
  return outcomes.indexOf(to) > outcomes.indexOf(from);
}

type Wanted = { readonly from: Outcome; readonly to: Outcome; readonly mostExamples: number };

function flipOf({ before, after }: Sides, { from, to, mostExamples }: Wanted): Flip {
  const flipped = before.flatMap((was, index) => {
    const is = after[index];
    return is !== undefined && was.knownOutcome === from && is.knownOutcome === to ? [{ was, is }] : [];
  });
  return {
    from,
    to,
    changes: flipped.length,
    failed: flipped.filter(({ was }) => was.failed).length,
    by: countsOf(flipped.flatMap(({ was, is }) => decisive(was, is))),
    examples: flipped
      .slice(-mostExamples)
      .toReversed()
      .map(({ was, is }) => ({
        commit: was.commit,
        date: was.date,
        title: was.title,
        score: { before: was.score, after: is.score },
        by: decisive(was, is),
      })),
  };
}

/** The lighter side has no finding of the heavier one's weight, so that each of those makes the difference. */
function decisive(was: ReplayedChange, is: ReplayedChange): readonly string[] {
  const heavier = isHeavier({ from: was.knownOutcome, to: is.knownOutcome }) ? is : was;
  const effect: Stop['effect'] = heavier.knownOutcome === 'blocked' ? 'block' : 'hold';
  const codes = heavier.knownStops.filter((stop) => stop.effect === effect).map(({ code }) => code);
  return [...new Set(codes)];
}

function countsOf(codes: readonly string[]): Flip['by'] {
  const counts = new Map<string, number>();
  for (const code of codes) counts.set(code, (counts.get(code) ?? 0) + 1);
  return [...counts]
    .map(([code, changes]) => ({ code, changes }))
    .toSorted((one, other) => other.changes - one.changes);
}
