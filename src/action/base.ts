import { isUnknown } from '../change/facts.ts';
import { FactsError } from '../errors.ts';
import { mergeBase } from '../git/merge-base.ts';
import type { GitHubFacts } from '../github/facts.ts';
import { findNamed } from './commit-names.ts';
import { fetchCommits } from './fetch-commits.ts';
import { isCommitSha } from './payload.ts';
import type { Scene } from './scene.ts';

/** What the change is compared with. */
export type Base =
  | { readonly kind: 'commit'; readonly sha: string; readonly source: BaseSource }
  /** It is known which commit is live, but the clone does not have it. */
  | { readonly kind: 'elsewhere'; readonly sha: string; readonly source: BaseSource; readonly reason: string }
  | { readonly kind: 'nothing-live' }
  | { readonly kind: 'unknown'; readonly reason: string };

type BaseSource = 'deployment' | 'ledger' | 'input' | 'merge-base';
type Sight = Pick<Scene, 'inputs' | 'event' | 'repository' | 'head' | 'failure'>;
type Told = Pick<GitHubFacts, 'base' | 'baseSource'>;

/**
 * What is live, or where a pull request parted from its base; never a guess. What is live GitHub tells; without it (null)
 * the input does.
 */
export async function findBase(sight: Sight, asking: Promise<Told | null>): Promise<Base> {
  const { event } = sight;
  const forecast = event.pull?.baseSha ?? event.mergeGroup?.baseSha;
  if (forecast !== undefined) return await findMergeBase(sight, forecast);
  const told = await asking;
  return told === null ? await findByInputs(sight) : await findTold(sight, told);
}

/** The sha that the input `base` means, if it was given and can be seen; throws if it names nothing. */
export async function findInputBase(sight: Pick<Sight, 'inputs' | 'repository' | 'failure'>): Promise<string | null> {
  const name = sight.inputs.base;
  if (name === null) return null;
  const [sha = null] = await findNamed(sight.repository, [name]);
  if (sha !== null) return sha;
  if (sight.failure !== null) return isCommitSha(name) ? name : null;
  throw new FactsError({
    problem: `the input \`base\` is \`${name}\`, but this repository has no such commit`,
    remedy: 'name a commit, a branch or a tag of the repository',
  });
}

async function findMergeBase({ repository, head, failure }: Sight, base: string): Promise<Base> {
  try {
    const sha = await mergeBase(repository, { one: base, other: head });
    // Where history is cut off, an older common commit may be found than the true one.
    if (!repository.isShallow || sha === base) return { kind: 'commit', sha, source: 'merge-base' };
  } catch (error) {
    if (!(error instanceof FactsError)) throw error;
    // Told below as unknown, which is the worse case.
  }
  const parting = `where ${head.slice(0, 12)} and ${base.slice(0, 12)} part cannot be seen in this clone`;
  return { kind: 'unknown', reason: `${failure ?? parting}; ${fetchRemedy}` };
}

async function findByInputs(sight: Sight): Promise<Base> {
  const { inputs, failure } = sight;
  if (inputs.isFirstDeployment) return whereHistoryIsWhole(sight);
  if (inputs.base === null) return { kind: 'unknown', reason: 'the input `base` was not given' };
  const sha = await findInputBase(sight);
  const [here = null] = sha === null ? [] : await findNamed(sight.repository, [sha]);
  if (here !== null) return { kind: 'commit', sha: here, source: 'input' };
  return { kind: 'unknown', reason: `\`${inputs.base}\` is not in this clone, and ${failure}; ${fetchRemedy}` };
}

async function findTold(sight: Sight, { base, baseSource }: Told): Promise<Base> {
  if (baseSource === 'first-deployment') return whereHistoryIsWhole(sight);
  if (baseSource === undefined || isUnknown(baseSource)) return { kind: 'unknown', reason: reasonOf(baseSource) };
  if (base === undefined || isUnknown(base)) return { kind: 'unknown', reason: reasonOf(base) };
  const reason = await reasonNotHere(sight, base);
  if (reason === null) return { kind: 'commit', sha: base, source: baseSource };
  return { kind: 'elsewhere', sha: base, source: baseSource, reason };
}

function reasonOf(told: { readonly unknown: string } | undefined): string {
  return told?.unknown ?? 'GitHub did not tell what is live';
}

/** Why a commit is not in the clone, after it was sought there and where the clone came from; null if it is. */
async function reasonNotHere({ inputs, repository }: Sight, sha: string): Promise<string | null> {
  if ((await findNamed(repository, [sha]))[0] !== null) return null;
  const needs = { commits: [sha], branches: [], names: [], token: inputs.token };
  const { failure } = await fetchCommits(repository, needs);
  if ((await findNamed(repository, [sha]))[0] !== null) return null;
  return `what is live, ${sha.slice(0, 12)}, is not in this clone${failure === null ? '' : `: ${failure}`}`;
}

function whereHistoryIsWhole({ repository, failure }: Sight): Base {
  if (!repository.isShallow) return { kind: 'nothing-live' };
  return { kind: 'unknown', reason: `${failure ?? 'the clone is shallow'}; ${fetchRemedy}` };
}

const fetchRemedy = 'give the job `contents: read`, or check out with `fetch-depth: 0`';
