import { wildcardMatcher } from '../change/glob.ts';
import { FactsError, PolicyError } from '../errors.ts';
import type { Repository } from '../git/repository.ts';
import { treeFiles } from '../git/tree-files.ts';
import type { GitHub } from '../github/client.ts';
import type { PolicyFiles } from '../policy/files.ts';
import { loadPolicy } from '../policy/load.ts';
import { parseRemoteReference } from '../policy/remote-reference.ts';
import type { SoundPolicy } from '../ports.ts';
import type { RemotePolicies } from './central.ts';
import { findNamed } from './commit-names.ts';
import type { GateEvent } from './event.ts';

/** The commit whose policy judges: one that the change cannot have edited. */
export type TrustedCommit = {
  readonly sha: string;
  readonly branch: string;
  /** What the reader should know about the choice. */
  readonly notes: readonly string[];
};

/** Where trusted commits are read from. */
export type TrustedSource = {
  /** The newest commit of a branch; null if there is none here. */
  readonly tipOf: (branch: string) => Promise<string | null>;
  readonly filesAt: (sha: string) => PolicyFiles;
};

/** The branches of the remote, as a clone has them. */
export function cloneSource(repository: Repository): TrustedSource {
  return {
    tipOf: async (branch) => (await findNamed(repository, [`refs/remotes/origin/${branch}`]))[0] ?? null,
    filesAt: (sha) => treeFiles(repository, sha),
  };
}

type Place = {
  readonly event: GateEvent;
  readonly source: TrustedSource;
  readonly remote: RemotePolicies;
  /** The input `policy`. */
  readonly path: string | null;
  readonly today: string;
  readonly github: (() => Promise<GitHub>) | null;
};

/** The branches whose tips must be here to find the trusted commit; none if the event names a trusted commit itself. */
export function branchesToFetch(event: GateEvent): readonly string[] {
  const [defaultBranch, target] = [defaultBranchOf(event), targetOf(event)];
  if (event.pull !== null) return target === defaultBranch ? [] : [defaultBranch];
  return [...new Set([defaultBranch, target ?? defaultBranch])];
}

/**
 * The policy of the default branch judges. A change to or from another branch is judged by that branch's own policy only if
 * the default branch's lists it as trusted, and nobody can push to it without a pull request. A pull request is judged as
 * its base stood; what is deployed as its branch stands now, so that a freeze holds also what was pushed before it.
 */
export async function findTrusted(place: Place): Promise<TrustedCommit> {
  const { event } = place;
  const [defaultBranch, target] = [defaultBranchOf(event), targetOf(event)];
  const base = event.pull?.baseSha ?? null;
  if (target === defaultBranch && base !== null) return { sha: base, branch: defaultBranch, notes: [] };
  const tip = { sha: await tipOf(place, defaultBranch), branch: defaultBranch, notes: [] };
  if (target === null || target === defaultBranch) return tip;
  const { policy } = await loadTrusted(place, tip);
  if (!policy.trustedBranches.some((pattern) => wildcardMatcher(pattern)(target))) return tip;
  const doubt = await doubtAbout(target, place);
  if (doubt !== null) return { ...tip, notes: [`the policy of \`${defaultBranch}\` judges: ${doubt}`] };
  return { sha: base ?? (await tipOf(place, target)), branch: target, notes: [] };
}

/** The policy of a trusted commit; throws a `PolicyError` that says where it was read. */
export async function loadTrusted(
  { source, remote, path, today }: Omit<Place, 'event' | 'github'>,
  { sha, branch }: TrustedCommit,
): Promise<SoundPolicy> {
  const loaded = await loadPolicy({ path, today }, { ...source.filesAt(sha), ...remote });
  if (loaded.ok) return { policy: loaded.policy, warnings: loaded.warnings };
  throw new PolicyError(loaded.problems, `mend the policy there: ${whereFrom(path, { sha, branch })}`);
}

/** The text of a file of a trusted commit; null if it has none there. */
export async function readTrustedText(
  { source }: Pick<Place, 'source'>,
  { trusted, path }: { readonly trusted: Pick<TrustedCommit, 'sha'>; readonly path: string },
): Promise<string | null> {
  const content = await source.filesAt(trusted.sha).read(path);
  return content === null ? null : Buffer.from(content).toString('utf8');
}

function whereFrom(path: string | null, { sha, branch }: Pick<TrustedCommit, 'sha' | 'branch'>): string {
  if (path !== null && parseRemoteReference(path) !== null) return `the input \`policy\` names \`${path}\``;
  return `it was read from the branch \`${branch}\` at ${sha.slice(0, 12)}, not from the change that it judges`;
}

/** Where the change is to land, or is deployed from; null for a tag. */
function targetOf({ pull, mergeGroup, branch }: GateEvent): string | null {
  return pull?.baseBranch ?? mergeGroup?.baseBranch ?? branch;
}

function defaultBranchOf({ defaultBranch, name }: GateEvent): string {
  if (defaultBranch !== null) return defaultBranch;
  throw new FactsError({
    problem: `the event \`${name}\` does not say which branch is the default one, whose policy judges`,
    remedy: 'check the file that GITHUB_EVENT_PATH names; it should hold `repository.default_branch`',
  });
}

async function tipOf({ source, event }: Pick<Place, 'source' | 'event'>, branch: string): Promise<string> {
  const sha = (await source.tipOf(branch)) ?? pushedTo(branch, event);
  if (sha !== null) return sha;
  throw new FactsError({
    problem: `the branch \`${branch}\`, whose policy judges, is not in this clone and could not be fetched`,
    remedy: 'give the job `contents: read`, or check out with `fetch-depth: 0`',
  });
}

/** What an event says is the newest commit of a branch. What another workflow's run was about may be on any. */
function pushedTo(branch: string, { name, branch: own, pull, mergeGroup, head }: GateEvent): string | null {
  return own === branch && pull === null && mergeGroup === null && name !== 'workflow_run' ? head : null;
}

/** Why a branch that is listed as trusted is not trusted all the same; null if it is. */
async function doubtAbout(branch: string, { event, github }: Place): Promise<string | null> {
  const listed = `\`trustedBranches\` lists \`${branch}\`, but`;
  if (github === null) return `${listed} without a \`token\` it cannot be seen whether it is protected`;
  const { readRequiresPulls } = await import('../github/branch-rules.ts');
  const repository = { owner: event.owner, repo: event.repository };
  const required = await readRequiresPulls(await github(), repository, branch);
  if (required === true) return null;
  return required === false
    ? `${listed} no rule requires pull requests there`
    : `${listed} whether its rules require pull requests is not known: ${required.unknown}`;
}
