import type { Assumption } from '../finding/finding.ts';
import type { ConditionFacts } from './facts.ts';

/** One evaluation of one condition: the facts it reads, and what was noticed on the way. */
export type Evaluation = {
  readonly facts: ConditionFacts;
  /** What was read, by dotted name or by call. */
  readonly seen: Map<string, unknown>;
  /** The unknown facts that were needed, by name. */
  readonly unknown: Map<string, Assumption>;
  /** How many list items and lines of text may still be read: a bound on the time that a condition can take. */
  budget: number;
};

/** The name of the evaluation among the variables of the condition library; no condition can spell it. */
export const evaluationKey = '#evaluation';

/** Thrown where a condition needs what is not known, or would take too long. */
export class Undecidable extends Error {
  readonly missing: Assumption;

  constructor(missing: Assumption) {
    super(`\`${missing.fact}\` is not known: ${missing.reason}`);
    this.missing = missing;
  }
}

export function startEvaluation(facts: ConditionFacts): Evaluation {
  return { facts, seen: new Map(), unknown: new Map(), budget: mostRead };
}

/** Notes that a fact was needed and is not known; gives the error to throw. */
export function needUnknown(evaluation: Evaluation, missing: Assumption): Undecidable {
  evaluation.unknown.set(missing.fact, missing);
  return new Undecidable(missing);
}

/** Takes from what may still be read; throws when nothing is left. */
export function spend(evaluation: Evaluation, amount: number): void {
  evaluation.budget -= amount;
  if (evaluation.budget < 0) throw new Undecidable({ fact: 'files', reason: 'the condition asks too much of them' });
}

const mostRead = 5_000_000;
