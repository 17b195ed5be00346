import type { Fact } from '../change/facts.ts';

/** Where a rollback plan is written. */
export const planPath = '.change/rollback.yml';

/** The rollback plan of the head, and the one that stands in the base. */
export type PlanFile = {
  readonly path: string;
  /** As the head has it. */
  readonly text: Fact<string>;
  /** The judged range wrote it, so that it is this change's own. */
  readonly changedInRange: boolean;
  /** As the base has it, which the change cannot edit; null if it has none. */
  readonly baseText: Fact<string> | null;
};
