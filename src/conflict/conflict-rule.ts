import type { Effect } from '../finding/finding.ts';
import type { Sourced } from '../rule/rule.ts';

/** The `conflicts` section, after loading. */
export type ConflictRule = Sourced & {
  readonly sameService: Effect;
  readonly dependency: Effect;
  /** Left out: only deployments of this repository count. */
  readonly acrossRepositories?: boolean;
  /** For how long who is let through keeps others out; left out: nobody is. */
  readonly lock?: string;
  readonly approvers?: readonly string[];
};
