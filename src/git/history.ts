import type { ChangeFacts } from '../change/facts.ts';
import { unknownFacts } from '../change/unknown-facts.ts';
import { FactsError } from '../errors.ts';
import { tallyHistory } from './history-tally.ts';
import type { HistoryQuestion, HistoryTally } from './history-tally.ts';
import type { Person } from './log.ts';
import { readLog } from './log.ts';
import type { Repository } from './repository.ts';
import { runGit } from './run.ts';

export type HistoryFacts = Pick<ChangeFacts, 'author' | 'area'>;

type Asked = HistoryQuestion & {
  readonly base: string | null;
  /** A `.mailmap`, as an object’s name. */
  readonly mailmap: string | null;
};

/** What the history says once it is known who wrote the change. */
export type HistoryOf = (writers: readonly Person[]) => HistoryFacts;

/**
 * What was known before the change: one pass over the changes up to the base, newest first. A change is a commit on the
 * line of first parents; of a merge it is the work of who wrote its second parent. Names alone are read, no contents.
 */
export async function readHistory(repository: Repository, question: Asked): Promise<HistoryOf> {
  if (repository.isShallow) return unknownHistory('the clone is shallow; run `git fetch --unshallow`');
  const tally = tallyHistory(question);
  const { base, mailmap } = question;
  if (base === null) return tally.facts;
  const reading = { base, mailmap };
  // Never fetch here: a clone without trees would ask its remote once for every commit.
  const here = { ...repository, place: { ...repository.place, missingObjects: 'refuse' as const } };
  try {
    const [writers] = await Promise.all([readMergedWriters(here, reading), readChanges(here, { ...reading, tally })]);
    tally.creditMerged(writers);
  } catch (error) {
    if (!(error instanceof FactsError)) throw error;
    // Trees may be missing in a clone that filters them: what is not known counts as the worse case later.
    return unknownHistory(`the history could not be read (${error.problem}); use a clone with all commits and trees`);
  }
  return tally.facts;
}

type Reading = { readonly base: string; readonly mailmap: string | null };

type Tallying = Reading & { readonly tally: HistoryTally };

async function readChanges(repository: Repository, { base, mailmap, tally }: Tallying): Promise<void> {
  const names = ['--first-parent', '-m', '--name-status', '-M100%', '--ignore-submodules=none'];
  const changes = readLog(repository, { arguments: [...names, base, '--'], mailmap });
  for await (const change of changes) tally.add(change);
}

/** Who wrote what was merged, by the sha of the second parent: two processes, beside the one that reads the changes. */
async function readMergedWriters(
  repository: Repository,
  { base, mailmap }: Reading,
): Promise<ReadonlyMap<string, Person>> {
  const writers = new Map<string, Person>();
  const merges = await runGit(repository.place, {
    arguments: ['log', '--first-parent', '--min-parents=2', '--format=%P', '--no-color', base, '--'],
  });
  const seconds = merges.split('\n').flatMap((parents) => parents.split(' ').slice(1, 2));
  if (seconds.length === 0) return writers;
  const query = { arguments: ['--no-walk=unsorted', '--stdin'], mailmap, input: `${seconds.join('\n')}\n` };
  for await (const { sha, person } of readLog(repository, query)) writers.set(sha, person);
  return writers;
}

function unknownHistory(reason: string): HistoryOf {
  const { author, area } = unknownFacts(reason);
  return () => ({ author, area });
}
