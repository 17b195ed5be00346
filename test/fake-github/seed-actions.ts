import type { Conclusion } from './seed.ts';

export type EnvironmentSeed = {
  readonly name: string;
  /** Logins, or teams as `acme/reviewers`. */
  readonly reviewers?: readonly string[];
  readonly preventsSelfReview?: boolean;
  readonly waitMinutes?: number;
  readonly protectedBranchesOnly?: boolean;
  /** Patterns of the branches that may deploy to it. */
  readonly branchPolicies?: readonly string[];
  /** Patterns of the tags that may. */
  readonly tagPolicies?: readonly string[];
  /** Apps whose custom protection rules it has switched on, by slug. */
  readonly customRules?: readonly string[];
};

export type RunSeed = {
  readonly id?: number;
  readonly name?: string;
  readonly path?: string;
  readonly event?: string;
  readonly commit?: string;
  readonly branch?: string;
  /** Where its branch is, if not here: `someone/shop`. */
  readonly headRepository?: string;
  readonly actor?: string;
  readonly triggeringActor?: string;
  readonly attempt?: number;
  readonly status?: 'queued' | 'in_progress' | 'completed' | 'waiting';
  readonly conclusion?: Conclusion | null;
  readonly createdAt?: string;
  readonly jobs?: readonly {
    readonly name: string;
    readonly conclusion?: Conclusion | null;
    /** The names of its steps. */
    readonly steps?: readonly string[];
  }[];
  /** The workflows that it called: `owner/name/.github/workflows/gate.yml@v1`, and the commit that was meant. */
  readonly called?: readonly { readonly path: string; readonly sha: string }[];
  /** Environments whose protection it waits for. */
  readonly waitsFor?: readonly string[];
};
