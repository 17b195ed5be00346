import type { GitStore } from './git-store.ts';
import type { CheckRunSeed, CommentSeed, DeploymentStatusSeed, EditSeed, FileSeed, IssueSeed } from './seed.ts';
import type { Level, PullSeed, ReviewSeed, StatusSeed, TokenSeed, UserSeed } from './seed.ts';
import type { EnvironmentSeed, RunSeed } from './seed-actions.ts';
import type { BranchProtectionSeed, BypassActorSeed, RuleSeed, RulesetSeed } from './seed-rules.ts';
import type { JsonRecord } from './json.ts';

/** A seed with nothing left out. */
type Full<S> = { readonly [K in keyof S]-?: Exclude<S[K], undefined> };
type Stored<S> = Full<S> & { readonly id: number };

/** All that the fake knows. Tests may read it and, for what changes by itself on GitHub, write it. */
export type State = {
  readonly repositories: readonly Repository[];
  readonly tokens: ReadonlyMap<string, Token>;
  readonly teams: ReadonlyMap<string, readonly string[]>;
  /** The clock, as ISO text. */
  now: string;
  repository(fullName: string): Repository | undefined;
  /** The user of that login, made if it was never mentioned. */
  user(login: string): User;
  /** The user of that login if it was mentioned. */
  knownUser(login: string): User | undefined;
  nextId(): number;
};

export type User = Full<UserSeed> & { readonly id: number };

export type Token = Pick<Full<TokenSeed>, 'token' | 'login' | 'kind' | 'clockSkewSeconds'> & {
  readonly repositories: 'all' | readonly string[];
  permissionOn(name: string): Level;
};

export type Repository = {
  readonly id: number;
  readonly fullName: string;
  readonly owner: string;
  readonly name: string;
  readonly isPrivate: boolean;
  readonly actionsMayApprove: boolean;
  readonly defaultBranch: string;
  readonly git: GitStore;
  readonly collaborators: Map<string, string>;
  readonly pulls: Map<number, Pull>;
  readonly issues: Map<number, Issue>;
  readonly comments: Map<number, Comment>;
  readonly checkRuns: Map<number, CheckRun>;
  readonly statuses: CommitStatus[];
  readonly deployments: Map<number, Deployment>;
  readonly environments: Map<string, Environment>;
  readonly runs: Map<number, Run>;
  readonly rulesets: Map<number, Ruleset>;
  readonly branchProtections: BranchProtection[];
};

export type Pull = Omit<
  Stored<PullSeed>,
  'headSha' | 'mergeCommit' | 'mergedBy' | 'mergedAt' | 'files' | 'reviews' | 'comments' | 'edits'
> & {
  /** Where the head stands if not at the tip of its branch. */
  readonly headSha: string | null;
  readonly mergeCommit: string | null;
  readonly mergedBy: string | null;
  readonly mergedAt: string | null;
  readonly files: readonly FileSeed[] | null;
  readonly reviews: Map<number, Review>;
  readonly edits: readonly Edit[];
};

export type Edit = Full<EditSeed>;

export type Review = Stored<ReviewSeed>;

export type Issue = Omit<Stored<IssueSeed>, 'comments' | 'closedAt' | 'edits'> & {
  readonly closedAt: string | null;
  readonly edits: readonly Edit[];
};

export type Comment = Omit<Stored<CommentSeed>, 'edits'> & {
  readonly issueNumber: number;
  readonly edits: readonly Edit[];
};

export type CheckRun = Omit<Stored<CheckRunSeed>, 'commit' | 'completedAt' | 'run'> & {
  readonly run: number | null;
  readonly headSha: string;
  readonly completedAt: string | null;
  readonly detailsUrl: string | null;
  readonly externalId: string;
  readonly output: JsonRecord;
  readonly annotations: readonly JsonRecord[];
};

export type CommitStatus = Omit<Stored<StatusSeed>, 'commit'> & { readonly sha: string };

export type Deployment = {
  readonly id: number;
  readonly environment: string;
  readonly sha: string;
  readonly ref: string;
  readonly task: string;
  readonly creator: string;
  readonly createdAt: string;
  readonly description: string | null;
  readonly payload: JsonRecord;
  /** Oldest first. */
  readonly statuses: DeploymentStatus[];
};

export type DeploymentStatus = Stored<DeploymentStatusSeed>;

export type Environment = Stored<EnvironmentSeed>;

export type Run = Omit<Stored<RunSeed>, 'commit' | 'jobs' | 'waitsFor'> & {
  readonly headSha: string;
  readonly jobs: readonly Job[];
  /** Environments whose protection it waits for, with what has come in. */
  readonly pending: readonly PendingDeployment[];
  /** Its attempts before this one. */
  readonly earlier: readonly Run[];
  /** What reviewers and apps said, oldest first. */
  readonly verdicts: readonly Verdict[];
};

export type PendingDeployment = {
  readonly environment: string;
  readonly since: string;
  readonly isReviewed: boolean;
  /** Slugs of the apps whose approval is still missing. */
  readonly openGates: readonly string[];
};

export type Verdict = {
  readonly environment: string;
  readonly by: string;
  /** `pending`: words without an answer. */
  readonly state: 'approved' | 'rejected' | 'pending';
  readonly comment: string;
};

export type Ruleset = Omit<Stored<RulesetSeed>, 'rules' | 'bypassActors'> & {
  readonly rules: readonly Full<RuleSeed>[];
  readonly bypassActors: readonly Full<BypassActorSeed>[];
};

export type BranchProtection = Stored<BranchProtectionSeed>;

export type Job = {
  readonly id: number;
  readonly name: string;
  readonly conclusion: string | null;
  readonly steps: readonly string[];
};

/** The commit a pull request would merge now. */
export function headShaOf(pull: Pull, repository: Repository): string {
  return pull.headSha ?? repository.git.refs.get(`heads/${pull.head}`) ?? pull.baseSha;
}
