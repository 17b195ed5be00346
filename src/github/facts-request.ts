import type { OwnJob } from './checks.ts';
import type { GitHub, RepositoryName } from './client.ts';
import type { DeploymentQuery } from './deployment-list.ts';
import type { EnforcementQuery } from './enforcement.ts';
import type { IncidentQuery } from './incidents.ts';
import type { Ledger } from './ledger-branch.ts';

/** What is judged. */
export type Subject =
  /** A pull request, as a forecast. */
  | { readonly kind: 'pull'; readonly number: number }
  /**
   * What a deployment would put live. The `base` counts where no deployment has succeeded yet; if there is none either,
   * `isFirst` says that the head stands alone.
   */
  | { readonly kind: 'deployment'; readonly base: string | null; readonly isFirst: boolean }
  /** Everything between two commits, such as a merge group. */
  | { readonly kind: 'range'; readonly base: string };

export type FactsRequest = {
  readonly repository: RepositoryName;
  /** The commit to be deployed, in full. */
  readonly head: string;
  readonly subject: Subject;
  readonly deployments: DeploymentQuery;
  readonly incidents: IncidentQuery;
  /** The label of post-implementation reviews. */
  readonly reviewLabel: string;
  /** The ledger, and GitHub as it is read; null: there is none to look into. */
  readonly records: { readonly github: GitHub; readonly ledger: Ledger } | null;
  /** Teams that the policy's authorities name, `owner/team`. */
  readonly teams: readonly string[];
  /** The job that asks; null outside of a workflow. */
  readonly ownJob: OwnJob | null;
  /** Who dispatched the run, for `workflow_dispatch`. */
  readonly dispatchedBy: string | null;
  /** A pull request whose command comments count too, such as the one where a comment started the run. */
  readonly conversation: number | null;
  /** What tells whether the answer binds; null: that is known already, or nobody asks. */
  readonly enforcement: EnforcementQuery | null;
};
