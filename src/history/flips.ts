import type { Decision } from '../decision/decision.ts';
import type { ReplayedChange } from './backtest.ts';

type Outcome = Decision['outcome'];

/** Changes that two policies decide differently, by what they were and would be. */
export type Flip = {
  readonly from: Outcome;
  readonly to: Outcome;
  readonly changes: number;
  readonly failed: number;
  /** The newest of them. */
  readonly examples: readonly { readonly commit: string; readonly date: string; readonly title: string }[];
};

type Sides = { readonly before: readonly ReplayedChange[]; readonly after: readonly ReplayedChange[] };

const outcomes = ['approved', 'needs-approval', 'blocked'] as const satisfies readonly Outcome[];
const mostExamples = 5;

/** What another policy flips, as far as git knows; both lists hold the same changes in the same order. */
export function flipsBetween({ before, after }: Sides): readonly Flip[] {
  return outcomes.flatMap((from) =>
    outcomes
      .filter((to) => to !== from)
      .map((to) => {
        const flipped = before.filter(
          (change, index) => change.knownOutcome === from && after[index]?.knownOutcome === to,
        );
        const examples = flipped.slice(-mostExamples).toReversed();
        return {
          from,
          to,
          changes: flipped.length,
          failed: flipped.filter(({ failed }) => failed).length,
          examples: examples.map(({ commit, date, title }) => ({ commit, date, title })),
        };
      })
      .filter(({ changes }) => changes > 0),
  );
}
