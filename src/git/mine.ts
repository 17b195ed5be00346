import type { PathAttributes } from '../change/attributes.ts';
import { parseGitattributes } from '../change/attributes.ts';
import { isUnknown } from '../change/facts.ts';
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
import type { Repository } from './repository.ts';
import { openRepository } from './repository.ts';
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
};

/** A history that can be mined. */
export type Mine = {
  /** How many changes `changes` gives. */
  readonly count: number;
  /** When the newest change was committed, in seconds since 1970. */
  readonly newest: number;
  /** The changes on the line of first parents, oldest first, each with what was known when it was made. */
  readonly changes: () => AsyncGenerator<MinedChange>;
};

/**
 * Opens the history of a repository. A few processes read it as streams; memory grows with the paths and people in it,
 * never with what its files hold.
 */
export async function openMine(request: MineRequest): Promise<Mine> {
  const repository = await openRepository({ directory: request.repository });
  if (repository.isShallow) throw shallow();
  const head = await resolveCommit(repository, request.head ?? 'HEAD');
  const line = await readLineNames(repository, { head: head.sha, limit: request.limit, since: request.since });
  return { count: line.count, newest: line.newest, changes: () => mineLine(repository, { request, line }) };
}

type Mining = { readonly request: MineRequest; readonly line: Line };

async function* mineLine(repository: Repository, { request, line }: Mining): AsyncGenerator<MinedChange> {
  const { head } = line;
  const [mailmapText = null] = await readFilesAt(repository, [{ ref: head, path: '.mailmap' }]);
  const mailmap = mailmapText === null || isUnknown(mailmapText) ? null : `${head}:.mailmap`;
  const [sides, attributesFrom] = await Promise.all([
    readSideCommits(repository, { head, mailmap, line: line.shas }),
    readAttributes(repository, head),
  ]);
  const past = startPast();
  let attributes: PathAttributes | undefined;
  for await (const { commit, diff, what, isCutShort, isJudged } of readWhole(repository, { line, mailmap })) {
    const brought = sides.brought(commit);
    const changes = pathChangesOf(diff);
    if (isJudged) yield minedChange({ commit, diff, what, isCutShort, brought, past, attributes, target: request });
    const { committedAt, isRevert } = commit;
    past.add({ committedAt, isRevert, person: brought.person, changes });
    attributes = attributesFrom.has(commit.sha) ? attributesFrom.get(commit.sha) : attributes;
  }
}

type Reading = { readonly line: Line; readonly mailmap: string | null };

/** Of what is only history, names are enough. */
async function* readWhole(
  repository: Repository,
  { line, mailmap }: Reading,
): AsyncGenerator<LineCommit & { readonly isJudged: boolean }> {
  const { head, before } = line;
  if (before !== null) {
    const older = readLine(repository, { revisions: [before], mailmap, what: 'names' });
    for await (const commit of older) yield { ...commit, isJudged: false };
  }
  for await (const commit of readJudged(repository, { mailmap, head, after: before })) {
    yield { ...commit, isJudged: true };
  }
}

/** What `.gitattributes` says of paths from each change of it on; that change itself is judged by what was before. */
async function readAttributes(
  repository: Repository,
  head: string,
): Promise<ReadonlyMap<string, PathAttributes | undefined>> {
  const output = await runGit(repository.place, {
    arguments: ['log', '--first-parent', '--format=%H', '--no-color', head, '--', '.gitattributes'],
  });
  const shas = output.split('\n').filter((sha) => sha !== '');
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

function shallow(): FactsError {
  return new FactsError({
    problem: 'the clone is shallow, so what was known before each change cannot be seen',
    remedy: 'run `git fetch --unshallow`, or check out with `fetch-depth: 0`',
  });
}
