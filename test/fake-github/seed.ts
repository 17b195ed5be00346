import type { ChangedFile } from './git-diff.ts';
import type { EnvironmentSeed, RunSeed } from './seed-actions.ts';
import type { BranchProtectionSeed, RulesetSeed } from './seed-rules.ts';

/** What a test says about GitHub before it starts. All is optional: a test names only what it is about. */
export type Seed = {
  /** The fake's clock; `setNow` moves it. */
  readonly now?: string;
  readonly repositories?: readonly RepositorySeed[];
  /** Left out: one token, `defaultToken`, of `github-actions[bot]`, that may do everything a workflow may. */
  readonly tokens?: readonly TokenSeed[];
  /** Users that need more than a login; others exist as soon as they are mentioned. */
  readonly users?: readonly UserSeed[];
  /** `acme/reviewers` -> logins. */
  readonly teams?: Readonly<Record<string, readonly string[]>>;
};

export type Level = 'none' | 'read' | 'write';

export type TokenSeed = {
  readonly token: string;
  readonly login?: string;
  /** `actions` is the token of a workflow, `app` that of an installed app: neither is a person for `GET /user`. */
  readonly kind?: 'user' | 'actions' | 'app';
  /** `{ contents: 'read', 'pull-requests': 'write' }`; what is not named is not allowed. Left out: everything. */
  readonly permissions?: Readonly<Record<string, Level>>;
  /** Repositories it reaches; left out: all. */
  readonly repositories?: readonly string[];
  /** How far the `Date` of its answers is off. */
  readonly clockSkewSeconds?: number;
};

export type UserSeed = {
  readonly login: string;
  readonly type?: 'User' | 'Bot' | 'Organization';
  readonly name?: string;
};

export type RepositorySeed = {
  readonly fullName: string;
  readonly isPrivate?: boolean;
  readonly defaultBranch?: string;
  /** The setting that lets workflows approve pull requests. */
  readonly actionsMayApprove?: boolean;
  /** Oldest first. Left out: one commit with a README on the default branch. */
  readonly commits?: readonly CommitSeed[];
  /** Tags, and branches moved elsewhere: `{ 'tags/v1': 'main' }`. */
  readonly refs?: Readonly<Record<string, string>>;
  readonly collaborators?: Readonly<Record<string, 'admin' | 'maintain' | 'write' | 'triage' | 'read'>>;
  readonly pulls?: readonly PullSeed[];
  readonly issues?: readonly IssueSeed[];
  readonly checkRuns?: readonly CheckRunSeed[];
  readonly statuses?: readonly StatusSeed[];
  readonly deployments?: readonly DeploymentSeed[];
  readonly environments?: readonly EnvironmentSeed[];
  readonly runs?: readonly RunSeed[];
  readonly rulesets?: readonly RulesetSeed[];
  readonly branchProtections?: readonly BranchProtectionSeed[];
};

export type CommitSeed = {
  readonly sha?: string;
  /** The branch it is put on, the default one unless told; a new branch starts at the default branch's tip. */
  readonly branch?: string;
  /** Shas or branches, if not the tip of the branch alone. Several make a merge, with what each brings. */
  readonly parents?: readonly string[];
  readonly message?: string;
  /** A login; null for an author whom GitHub does not know. */
  readonly author?: string | null;
  readonly committer?: string | null;
  readonly authorEmail?: string;
  readonly date?: string;
  readonly isVerified?: boolean;
  /** Path -> new text, or null to delete it. */
  readonly changes?: Readonly<Record<string, string | null>>;
};

export type PullSeed = {
  readonly number?: number;
  readonly title?: string;
  readonly body?: string | null;
  readonly author?: string;
  /** The branch; made with one commit if there is none of that name. */
  readonly head?: string;
  readonly base?: string;
  /** Where head and base stand, if not at the tips of their branches. */
  readonly headSha?: string;
  readonly baseSha?: string;
  /** `someone/shop` for a fork, null for one that was deleted. */
  readonly headRepository?: string | null;
  readonly state?: 'open' | 'closed';
  readonly isDraft?: boolean;
  /** Names the commit on the base branch that merged it, which makes it merged and closed. */
  readonly mergeCommit?: string;
  readonly mergedBy?: string;
  readonly mergedAt?: string;
  /** The commits that the merge put onto the base, if not the merge commit alone. */
  readonly landed?: readonly string[];
  readonly labels?: readonly string[];
  readonly createdAt?: string;
  readonly updatedAt?: string;
  /** Given instead of the difference between base and head. */
  readonly files?: readonly FileSeed[];
  readonly edits?: readonly EditSeed[];
  readonly reviews?: readonly ReviewSeed[];
  readonly comments?: readonly CommentSeed[];
};

export type FileSeed = Pick<ChangedFile, 'filename'> & Partial<ChangedFile>;

export type ReviewSeed = {
  readonly author: string;
  readonly state?: 'APPROVED' | 'CHANGES_REQUESTED' | 'COMMENTED' | 'DISMISSED' | 'PENDING';
  readonly body?: string;
  /** Left out: the head at the start. */
  readonly commit?: string;
  readonly submittedAt?: string;
};

/** A change of the text after it was written. */
export type EditSeed = { readonly editor?: string; readonly editedAt?: string; readonly body?: string };

export type CommentSeed = {
  readonly author?: string;
  readonly body?: string;
  readonly createdAt?: string;
  /** If it differs from `createdAt`, the author edited the text then. */
  readonly updatedAt?: string;
  readonly edits?: readonly EditSeed[];
};

export type IssueSeed = {
  readonly number?: number;
  readonly title?: string;
  readonly body?: string | null;
  readonly author?: string;
  readonly state?: 'open' | 'closed';
  readonly labels?: readonly string[];
  readonly assignees?: readonly string[];
  readonly createdAt?: string;
  readonly updatedAt?: string;
  readonly closedAt?: string;
  readonly edits?: readonly EditSeed[];
  readonly comments?: readonly CommentSeed[];
};

export type Conclusion = 'success' | 'failure' | 'neutral' | 'cancelled' | 'skipped' | 'timed_out' | 'action_required';

export type CheckRunSeed = {
  readonly name?: string;
  /** A sha or branch; left out: the default branch. */
  readonly commit?: string;
  readonly app?: string;
  /** The workflow run it is a job of. */
  readonly run?: number;
  readonly status?: 'queued' | 'in_progress' | 'completed';
  readonly conclusion?: Conclusion | null;
  readonly startedAt?: string;
  readonly completedAt?: string;
};

export type StatusSeed = {
  readonly context?: string;
  readonly commit?: string;
  readonly state?: 'error' | 'failure' | 'pending' | 'success';
  readonly description?: string | null;
  readonly creator?: string;
  readonly createdAt?: string;
};

export type DeploymentState = 'error' | 'failure' | 'inactive' | 'in_progress' | 'queued' | 'pending' | 'success';

export type DeploymentSeed = {
  readonly environment?: string;
  readonly commit?: string;
  readonly ref?: string;
  readonly creator?: string;
  readonly createdAt?: string;
  readonly task?: string;
  readonly description?: string;
  readonly payload?: Readonly<Record<string, unknown>>;
  /** Oldest first; left out: one `success`. A plain word is a state at the time of the deployment. */
  readonly statuses?: readonly (DeploymentState | DeploymentStatusSeed)[];
};

export type DeploymentStatusSeed = {
  readonly state: DeploymentState;
  readonly creator?: string;
  readonly createdAt?: string;
  readonly description?: string;
  readonly logUrl?: string;
};
