import type { PathAttributes } from '../change/attributes.ts';
import { parseGitattributes } from '../change/attributes.ts';
import { isUnknown } from '../change/facts.ts';
import { unknownFacts } from '../change/unknown-facts.ts';
import { FactsError } from '../errors.ts';
import { resolveCommit } from './commit.ts';
import { readJudged } from './judged-line.ts';
import type { LineCommit } from './line-log.ts';
import { readLine } from './line-log.ts';
import type { Line } from './line.ts';
import { readLineNames } from './line.ts';
import type { MinedChange, Target } from './mined-change.ts';
import { minedChange, pathChangesOf } from './mined-change.ts';
import { readFilesAt } from './objects.ts';
import { startPast } from './past.ts';
import type { Past } from './past.ts';
import type { Repository } from './repository.ts';
import { boundedBy, openRepository } from './repository.ts';
import { runGit } from './run.ts';
import { readSideCommits } from './side-commits.ts';

export type MineRequest = Target & {
  /** A directory inside a work tree, or a bare repository. */
  readonly repository: string;
  /** Branch, tag or commit; null: `HEAD`. */
  readonly head: string | null;
  /** At most so many changes, the newest; null: all. What came before them still counts as history. */
  readonly limit: number | null;
  /** Only changes from this instant on; seconds since 1970, null: all. */
  readonly since: number | null;
  /** Of more changes before them nothing is read, and what they would tell is unknown. Left out: all are read. */
  readonly mostPast?: number;
  /** Ends the reading when it is aborted. */
  readonly signal?: AbortSignal;
};

/** A history that can be mined. */
export type Mine = {
  /** How many changes `changes` gives. */
  readonly count: number;
  /** The commits on the line of first parents, the oldest first; the changes are the last of them. */
  readonly line: readonly string[];
  /** When the newest change was committed, in seconds since 1970. */
  readonly newest: number;
  /** Whether all that came before counts as history. */
  readonly isWhole: boolean;
  /** The changes on the line of first parents, oldest first, each with what was known when it was made. */
  readonly changes: () => AsyncGenerator<MinedChange>;
};

/**
 * Opens the history of a repository. A few processes read it as streams; memory grows with the paths and people in it,
 * never with what its files hold.
 */
export async function openMine(request: MineRequest): Promise<Mine> {
  const opened = await openRepository({ directory: request.repository });
  const repository = request.signal === undefined ? opened : boundedBy(request.signal, opened);
  if (repository.isShallow) throw shallow();
  const head = await resolveCommit(repository, request.head ?? 'HEAD');
  const line = await readLineNames(repository, { head: head.sha, limit: request.limit, since: request.since });
  const isWhole = line.older.length <= (request.mostPast ?? Infinity);
  const [first = line.head] = isWhole ? [...line.older, ...line.wanted] : line.wanted;
  await checkTrees(opened, first);
  return {
    count: line.wanted.length,
    newest: line.newest,
    isWhole,
    line: [...line.older, ...line.wanted],
    changes: () => mineLine(repository, { request, line, isWhole }),
  };
}

type Mining = { readonly request: MineRequest; readonly line: Line; readonly isWhole: boolean };

async function* mineLine(repository: Repository, { request, line, isWhole }: Mining): AsyncGenerator<MinedChange> {
  const { head, shas, older } = line;
  const after = isWhole ? null : line.before;
  const [mailmapText = null] = await readFilesAt(repository, [{ ref: head, path: '.mailmap' }]);
  const mailmap = mailmapText === null || isUnknown(mailmapText) ? null : `${head}:.mailmap`;
  const [sides, attributesFrom] = await Promise.all([
    readSideCommits(repository, { head, after, mailmap, line: shas }),
    readAttributes(repository, { head, after }),
  ]);
  const past = isWhole ? startPast() : unreadPast(older.length);
  let attributes = after === null ? undefined : attributesFrom.get(after);
  const reading = { older: isWhole ? older : [], wanted: line.wanted, mailmap };
  for await (const { commit, diff, what, isCutShort, isJudged } of readWhole(repository, reading)) {
    const brought = sides.brought(commit);
    const changes = pathChangesOf(diff);
    if (isJudged) yield minedChange({ commit, diff, what, isCutShort, brought, past, attributes, target: request });
    const { committedAt, isRevert } = commit;
    past.add({ committedAt, isRevert, person: brought.person, changes });
    attributes = attributesFrom.has(commit.sha) ? attributesFrom.get(commit.sha) : attributes;
  }
}

type Reading = {
  readonly older: readonly string[];
  readonly wanted: readonly string[];
  readonly mailmap: string | null;
};

/** Of what is only history, names are enough. */
async function* readWhole(
  repository: Repository,
  { older, wanted, mailmap }: Reading,
): AsyncGenerator<LineCommit & { readonly isJudged: boolean }> {
  if (older.length > 0) {
    for await (const commit of readLine(repository, { commits: older, mailmap, what: 'names' })) {
      yield { ...commit, isJudged: false };
    }
  }
  for await (const commit of readJudged(repository, { mailmap, commits: wanted })) yield { ...commit, isJudged: true };
}

type Stretch = { readonly head: string; readonly after: string | null };

/**
 * What `.gitattributes` says of paths from each change of it on, and from the commit after which is read; a change of
 * it is itself judged by what was before.
 */
async function readAttributes(
  repository: Repository,
  { head, after }: Stretch,
): Promise<ReadonlyMap<string, PathAttributes | undefined>> {
  const range = after === null ? [head] : [head, `^${after}`];
  const output = await runGit(repository.place, {
    arguments: ['log', '--first-parent', '--format=%H', '--no-color', ...range, '--', '.gitattributes'],
  });
  const shas = [...(after === null ? [] : [after]), ...output.split('\n').filter((sha) => sha !== '')];
  const texts = await readFilesAt(
    repository,
    shas.map((ref) => ({ ref, path: '.gitattributes' })),
  );
  return new Map(
    shas.map((sha, index) => {
      const text = texts[index] ?? null;
      return [sha, text === null || isUnknown(text) ? undefined : parseGitattributes(text)];
    }),
  );
}

/** Tells nothing: so long a past was not read. */
function unreadPast(changes: number): Past {
  const { author, area } = unknownFacts(`the ${changes} changes before were not read`);
  return { facts: () => ({ author, area }), add: () => undefined };
}

/** In a clone that was made without trees, git fails at the first commit that was not checked out. */
async function checkTrees({ place }: Repository, commit: string): Promise<void> {
  try {
    await runGit(place, { arguments: ['cat-file', '-e', `${commit}^{tree}`] });
  } catch (cause) {
    if (cause instanceof FactsError) throw withoutTrees(cause);
    throw cause;
  }
}

function withoutTrees(cause: FactsError): FactsError {
  return new FactsError({
    problem: 'the clone lacks the lists of files of its past, so what each change touched cannot be seen',
    remedy: 'clone it again without `--filter`',
    cause,
  });
}

function shallow(): FactsError {
  return new FactsError({
    problem: 'the clone is shallow, so what was known before each change cannot be seen',
    remedy: 'run `git fetch --unshallow`, or check out with `fetch-depth: 0`',
  });
}
