import type { ChangeFacts } from '../change/facts.ts';
import type { Repository } from './repository.ts';
import { runGit } from './run.ts';

export type Lineage = NonNullable<ChangeFacts['lineage']>;

type Range = { readonly base: string | null; readonly head: string };

/** Where the head lies, seen from the base. Of a shallow clone only a line that is seen counts. */
export async function lineageOf(repository: Repository, range: Range): Promise<Lineage> {
  if (range.base === null) return 'ahead';
  const symmetric = `${range.base}...${range.head}`;
  const counts = await runGit(repository.place, {
    arguments: ['rev-list', '--left-right', '--count', '--end-of-options', symmetric, '--'],
  });
  const [baseOnly = 0, headOnly = 0] = counts.trim().split('\t').map(Number);
  if (baseOnly === 0) return headOnly === 0 ? 'same' : 'ahead';
  if (headOnly === 0) return 'behind';
  if (!repository.isShallow) return 'diverged';
  return { unknown: 'the clone is shallow, so where base and head part cannot be seen; run `git fetch --unshallow`' };
}
