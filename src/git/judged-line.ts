import { FactsError } from '../errors.ts';
import type { LineCommit } from './line-log.ts';
import { readLine } from './line-log.ts';
import type { Repository } from './repository.ts';

type Reading = {
  readonly mailmap: string | null;
  /** The oldest first. */
  readonly commits: readonly string[];
};

/** Reads the line with its lines counted; of a commit whose contents are not all in the clone, names alone. */
export async function* readJudged(repository: Repository, { mailmap, commits }: Reading): AsyncGenerator<LineCommit> {
  let [read, holes] = [0, 0];
  const most = mostHoles(commits.length);
  while (read < commits.length) {
    try {
      for await (const each of readLine(repository, { commits: commits.slice(read), mailmap, what: 'lines' })) {
        yield each;
        read += 1;
      }
      return;
    } catch (cause) {
      const commit = commits[read];
      if (!(cause instanceof FactsError) || commit === undefined) throw cause;
      const alone = await readAlone(repository, { mailmap, commit });
      yield alone;
      read += 1;
      if (alone.what === 'names') holes += 1;
      if (holes > most) throw tooManyHoles(cause);
    }
  }
}

/** A clone with a few holes is read around them; one with more, or with more holes than not, was made without contents. */
function mostHoles(commits: number): number {
  return Math.min(commits / 2, Math.max(100, 0.02 * commits));
}

/** Git may give up on the next commit before this one is out, so its contents are sought once more. */
async function readAlone(
  repository: Repository,
  { mailmap, commit }: { readonly mailmap: string | null; readonly commit: string },
): Promise<LineCommit> {
  const reading = { commits: [commit], mailmap };
  try {
    return await firstOf(readLine(repository, { ...reading, what: 'lines' }));
  } catch (cause) {
    if (!(cause instanceof FactsError)) throw cause;
    // Its size is unknown then, which counts as the worse case.
    return firstOf(readLine(repository, { ...reading, what: 'names' }));
  }
}

async function firstOf(commits: AsyncGenerator<LineCommit>): Promise<LineCommit> {
  for await (const commit of commits) return commit;
  throw new FactsError({
    problem: '`git log` shows nothing of a commit that it lists',
    remedy: 'run `git fsck` in the clone',
  });
}

function tooManyHoles(cause: FactsError): FactsError {
  return new FactsError({
    problem: `the history could not be read: ${cause.problem}`,
    remedy: 'it needs a clone with all contents; where it was cloned with a filter, clone it again without `--filter`',
    cause,
  });
}
