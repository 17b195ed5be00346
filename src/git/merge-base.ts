import { FactsError } from '../errors.ts';
import type { Repository } from './repository.ts';
import { runGit } from './run.ts';

/** The commit at which two lines of history part. */
export async function mergeBase(
  repository: Repository,
  { one, other }: { one: string; other: string },
): Promise<string> {
  try {
    return (await runGit(repository.place, { arguments: ['merge-base', '--end-of-options', one, other] })).trim();
  } catch (cause) {
    if (!(cause instanceof FactsError)) throw cause;
    throw new FactsError({
      problem: `where ${one.slice(0, 12)} and ${other.slice(0, 12)} part cannot be seen in this clone`,
      remedy: 'check out with `fetch-depth: 0` (and `filter: blob:none`, which keeps it small)',
      cause,
    });
  }
}
