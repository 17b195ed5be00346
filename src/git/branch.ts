import type { Fact } from '../change/facts.ts';
import { FactsError } from '../errors.ts';
import { readPath } from './path.ts';
import type { Repository } from './repository.ts';
import { runGit } from './run.ts';

/** The local branch that the head was taken from; unknown if the head was named otherwise, or is detached. */
export async function currentBranch(repository: Repository, head: string | null): Promise<Fact<string>> {
  if (head !== null && head !== 'HEAD') return { unknown: 'the head was named, so its branch is not known' };
  try {
    const name = await runGit(repository.place, { arguments: ['symbolic-ref', '--short', '--end-of-options', 'HEAD'] });
    return readPath(name.trim());
  } catch (error) {
    if (!(error instanceof FactsError)) throw error;
    // The commit was found before: what fails here is only that HEAD names no branch.
    return { unknown: 'no branch is checked out (detached HEAD)' };
  }
}
