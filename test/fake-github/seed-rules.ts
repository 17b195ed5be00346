/** Rules on refs, active unless told. */
export type RulesetSeed = {
  readonly name?: string;
  readonly target?: 'branch' | 'tag';
  readonly enforcement?: 'active' | 'evaluate' | 'disabled';
  /** `~DEFAULT_BRANCH` unless told, `~ALL`, or patterns of full refs. */
  readonly include?: readonly string[];
  readonly exclude?: readonly string[];
  /** Types as REST spells them: `non_fast_forward`, `pull_request`. */
  readonly rules?: readonly (string | RuleSeed)[];
  readonly bypassActors?: readonly BypassActorSeed[];
};

export type RuleSeed = { readonly type: string; readonly parameters?: Readonly<Record<string, unknown>> };

export type BypassActorSeed = {
  readonly type: 'OrganizationAdmin' | 'RepositoryRole' | 'DeployKey' | 'Integration';
  readonly id?: number;
  readonly mode?: 'always' | 'pull_request';
};

/** The older kind of rules on branches; what is left out is off. */
export type BranchProtectionSeed = {
  /** Left out: the default branch. */
  readonly pattern?: string;
  /** Also without approvals. */
  readonly requiresPullRequests?: boolean;
  readonly requiredApprovals?: number;
  readonly requiresCodeOwners?: boolean;
  readonly dismissesStaleReviews?: boolean;
  readonly requiredChecks?: readonly string[];
  readonly allowsForcePushes?: boolean;
  readonly allowsDeletions?: boolean;
  readonly enforcedForAdmins?: boolean;
};
