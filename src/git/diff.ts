import type { PathAttributes } from '../change/attributes.ts';
import { isCodeFile } from '../change/derive.ts';
import type { ChangedFile, Fact, FileKind } from '../change/facts.ts';
import { kindOf } from '../change/kind.ts';
import { FactsError } from '../errors.ts';
import { readPath } from './path.ts';
import type { Repository } from './repository.ts';
import type { GitCommand } from './run.ts';
import { runGit } from './run.ts';

/** A changed file, and its names as git stores them, one character a byte. */
export type DiffedFile = { readonly file: ChangedFile; readonly storedPaths: readonly string[] };

/** The names of changed files, of each the present one first, as git stores them. */
export type ChangedNames = {
  readonly files: readonly (readonly string[])[];
  /** Those that decide what runs; all of them if none does. */
  readonly codeFiles: readonly (readonly string[])[];
};

export function namesOf(diffed: readonly DiffedFile[]): ChangedNames {
  const code = diffed.filter(({ file }) => isCodeFile(file));
  const names = ({ storedPaths }: DiffedFile): readonly string[] => storedPaths;
  return { files: diffed.map(names), codeFiles: (code.length === 0 ? diffed : code).map(names) };
}

type Range = { readonly base: string; readonly head: string; readonly attributes?: PathAttributes };

/** The files that differ between two commits or trees, sorted by path, with the lines added and deleted. */
export async function diffFiles(repository: Repository, range: Range): Promise<readonly DiffedFile[]> {
  try {
    return parseDiff(await runGit(repository.place, diff(range, ['-M', '-l1000', '--numstat'])), range.attributes);
  } catch (error) {
    if (!(error instanceof FactsError)) throw error;
    // A partial clone lacks what the files hold, and names can be had without. If these fail too, that is the error.
    const names = await runGit(repository.place, diff(range, ['-M100%']));
    const reason = `the clone lacks what the files hold; run \`git diff --numstat ${range.base} ${range.head}\` in it to fetch that`;
    return parseDiff(names, range.attributes).map(({ file, storedPaths }) => ({
      file: { ...file, added: { unknown: reason }, deleted: { unknown: reason } },
      storedPaths,
    }));
  }
}

function diff({ base, head }: Range, what: readonly string[]): GitCommand {
  const fixed = ['-r', '-z', '--raw', '--no-ext-diff', '--no-textconv', '--ignore-submodules=none', '--no-relative'];
  return {
    arguments: ['diff-tree', ...fixed, '--diff-algorithm=myers', ...what, '--end-of-options', base, head, '--'],
  };
}

type Counts = { readonly added: number; readonly deleted: number };
type RawEntry = {
  readonly mode: string;
  readonly letter: string;
  /** Of a rename: not a byte of the file was changed. */
  readonly isExact: boolean;
  readonly from: string;
  readonly to: string;
};

function parseDiff(output: string, attributes: PathAttributes | undefined): readonly DiffedFile[] {
  const { entries, counts } = parseDiffTokens(output.split('\0').slice(0, -1));
  return diffedFiles({ entries, counts }, attributes);
}

/** A diff as git tells it: what happened to each path, and how many lines, by the path that it has now. */
export type Diff = { readonly entries: readonly RawEntry[]; readonly counts: ReadonlyMap<string, Counts> };

/** `--raw` gives `:modes shas status`, then one path or two; `--numstat` then counts and a path, or two after an empty one. */
export function parseDiffTokens(tokens: readonly string[]): Diff {
  const entries: RawEntry[] = [];
  const counts = new Map<string, Counts>();
  let next = 0;
  const take = (): string => tokens[next++] ?? '';
  while (next < tokens.length) {
    const token = take();
    if (token.startsWith(':')) {
      const [, mode = '', , , status = ''] = token.split(' ');
      const from = take();
      const to = isPair(status) ? take() : from;
      entries.push({ mode, letter: status.charAt(0), isExact: status.endsWith('100'), from, to });
    } else {
      const [added = '', deleted = '', path = ''] = splitCounts(token);
      const to = path === '' ? (take(), take()) : path;
      counts.set(to, { added: numberOf(added), deleted: numberOf(deleted) });
    }
  }
  return { entries, counts };
}

/** The changed files of a diff, sorted by path. */
export function diffedFiles({ entries, counts }: Diff, attributes: PathAttributes | undefined): readonly DiffedFile[] {
  return entries.map((entry) => changedFile({ entry, counts: counts.get(entry.to), attributes })).sort(byPath);
}

function isPair(status: string): boolean {
  return status.startsWith('R') || status.startsWith('C');
}

/** A path may hold tabs; the first two end the counts. */
function splitCounts(token: string): readonly string[] {
  const first = token.indexOf('\t');
  const second = token.indexOf('\t', first + 1);
  return [token.slice(0, first), token.slice(first + 1, second), token.slice(second + 1)];
}

/** Of a file that git takes for binary the counts are `-`. */
function numberOf(count: string): number {
  return count === '-' ? 0 : Number(count);
}

type Parts = {
  readonly entry: RawEntry;
  readonly counts: Counts | undefined;
  readonly attributes: PathAttributes | undefined;
};

function changedFile({ entry, counts, attributes }: Parts): DiffedFile {
  const path = readPath(entry.to);
  const lines: { added: Fact<number>; deleted: Fact<number> } = counts ?? { added: 0, deleted: 0 };
  const file = { path, status: statuses[entry.letter] ?? 'changed', ...lines, kind: kindOfEntry(entry, attributes) };
  if (entry.from === entry.to) return { file, storedPaths: [entry.to] };
  return { file: { ...file, previousPath: readPath(entry.from) }, storedPaths: [entry.to, entry.from] };
}

const statuses: Readonly<Record<string, ChangedFile['status']>> = {
  A: 'added',
  M: 'modified',
  D: 'removed',
  R: 'renamed',
  C: 'copied',
  T: 'changed',
};

/** A submodule is a dependency: its line names the commit that is used. */
function kindOfEntry({ mode, to }: RawEntry, attributes: PathAttributes | undefined): FileKind {
  return mode === submoduleMode ? 'dependencies' : kindOf(readPath(to), attributes);
}

const submoduleMode = '160000';

function byPath(one: DiffedFile, other: DiffedFile): number {
  return one.file.path < other.file.path ? -1 : 1;
}
