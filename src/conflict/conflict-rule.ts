import type { Effect } from '../finding/finding.ts';
import type { Sourced } from '../rule/rule.ts';

/** The `conflicts` section, after loading. */
export type ConflictRule = Sourced & {
  readonly sameService: Effect;
  readonly dependency: Effect;
  /** Left out: only deployments of this repository count. */
  readonly acrossRepositories?: boolean;
  readonly approvers?: readonly string[];
};
