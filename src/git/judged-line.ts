import { FactsError } from '../errors.ts';
import type { LineCommit } from './line-log.ts';
import { readLine } from './line-log.ts';
import type { Repository } from './repository.ts';
import { runGit } from './run.ts';

type Reading = {
  readonly mailmap: string | null;
  readonly head: string;
  /** The last commit that is not read; null: all are. */
  readonly after: string | null;
};

/** A clone with a few holes is read around them; one with more was made without contents. */
const mostHoles = 100;

/** Reads the line with its lines counted; of a commit whose contents are not all in the clone, names alone. */
export async function* readJudged(
  repository: Repository,
  { mailmap, head, after }: Reading,
): AsyncGenerator<LineCommit> {
  let last = after;
  for (let holes = 0; ; holes += 1) {
    try {
      for await (const each of readLine(repository, { revisions: rangeOf(head, last), mailmap, what: 'lines' })) {
        yield each;
        last = each.commit.sha;
      }
      return;
    } catch (cause) {
      if (!(cause instanceof FactsError)) throw cause;
      if (holes >= mostHoles) throw tooManyHoles(cause);
      const next = await commitAfter(repository, { head, last });
      if (next === null) throw cause;
      // Its size is unknown then, which counts as the worse case.
      for await (const each of readLine(repository, { revisions: ['-1', next], mailmap, what: 'names' })) yield each;
      last = next;
      if (next === head) return;
    }
  }
}

function rangeOf(head: string, last: string | null): readonly string[] {
  return last === null ? [head] : [head, `^${last}`];
}

async function commitAfter(
  repository: Repository,
  { head, last }: { readonly head: string; readonly last: string | null },
): Promise<string | null> {
  const output = await runGit(repository.place, {
    arguments: ['rev-list', '--first-parent', '--reverse', ...rangeOf(head, last), '--'],
  });
  const end = output.indexOf('\n');
  return end === -1 ? null : output.slice(0, end);
}

function tooManyHoles(cause: FactsError): FactsError {
  return new FactsError({
    problem: `the history could not be read: ${cause.problem}`,
    remedy: 'it needs a clone with all contents; where it was cloned with a filter, clone it again without `--filter`',
    cause,
  });
}
