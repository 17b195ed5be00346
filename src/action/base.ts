import { FactsError } from '../errors.ts';
import { mergeBase } from '../git/merge-base.ts';
import { findNamed } from './commit-names.ts';
import type { Scene } from './scene.ts';

/** What the change is compared with. */
export type Base =
  | { readonly kind: 'commit'; readonly sha: string; readonly source: 'input' | 'merge-base' }
  | { readonly kind: 'nothing-live' }
  | { readonly kind: 'unknown'; readonly reason: string };

type Sight = Pick<Scene, 'inputs' | 'event' | 'repository' | 'head' | 'failure'>;

/** What is live, or where a pull request parted from its base; never a guess. Throws if the input `base` names nothing. */
export async function findBase(sight: Sight): Promise<Base> {
  const { inputs, event } = sight;
  const forecast = event.pull?.baseSha ?? event.mergeGroup?.baseSha;
  if (forecast !== undefined) return await findMergeBase(sight, forecast);
  if (inputs.isFirstDeployment) return whereHistoryIsWhole(sight);
  if (inputs.base !== null) return await findLive(sight, inputs.base);
  return { kind: 'unknown', reason: 'the input `base` was not given' };
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

async function findLive({ repository, failure }: Sight, name: string): Promise<Base> {
  const [sha = null] = await findNamed(repository, [name]);
  if (sha !== null) return { kind: 'commit', sha, source: 'input' };
  if (failure !== null)
    return { kind: 'unknown', reason: `\`${name}\` is not in this clone, and ${failure}; ${fetchRemedy}` };
  throw new FactsError({
    problem: `the input \`base\` is \`${name}\`, but this repository has no such commit`,
    remedy: 'name a commit, a branch or a tag of the repository',
  });
}

function whereHistoryIsWhole({ repository, failure }: Sight): Base {
  if (!repository.isShallow) return { kind: 'nothing-live' };
  return { kind: 'unknown', reason: `${failure ?? 'the clone is shallow'}; ${fetchRemedy}` };
}

const fetchRemedy = 'give the job `contents: read`, or check out with `fetch-depth: 0`';
