import type { LoggedCommit } from './log.ts';
import { format, headerFields, mark, parseCommit } from './log.ts';
import { parseDiffTokens } from './diff.ts';
import type { Diff } from './diff.ts';
import type { Repository } from './repository.ts';
import { streamGit } from './run.ts';

/** A commit on the line of first parents, and how it differs from its first parent. */
export type LineCommit = {
  readonly commit: LoggedCommit;
  readonly diff: Diff;
  /** There were more files than are read. */
  readonly isCutShort: boolean;
  /** Whether lines were counted. */
  readonly what: What;
};

/** With `names` no content is read, no line is counted, and renames are only those that change nothing. */
type What = 'lines' | 'names';

/** The most files of one commit that are read; what is beyond is not seen, and the change says so. */
export const mostFiles = 20_000;

type Query = {
  /** The commits, in the order in which they are to come. */
  readonly commits: readonly string[];
  readonly mailmap: string | null;
  readonly what: What;
};

/** Reads commits on the line of first parents, in one process and as they come. Naming them spares git a walk. */
export async function* readLine(repository: Repository, { commits, mailmap, what }: Query): AsyncGenerator<LineCommit> {
  const renames = what === 'lines' ? ['-M', '-l1000', '--numstat', '--diff-algorithm=myers'] : ['-M100%'];
  const shape = ['--first-parent', '-m', '--raw', '--no-ext-diff', '--no-textconv', '--no-relative'];
  const command = {
    arguments: ['log', '-z', `--format=${format}`, '--no-color', '--no-decorate', '--no-notes', ...shape].concat(
      renames,
      ['--ignore-submodules=none', '--no-walk=unsorted', '--stdin', '--'],
    ),
    input: `${commits.join('\n')}\n`,
    settings: [`mailmap.blob=${mailmap ?? ''}`],
  };
  const reader = startReader(what);
  let rest = '';
  for await (const chunk of streamGit(repository.place, command)) {
    const tokens = (rest + chunk).split('\0');
    rest = tokens.pop() ?? '';
    for (const token of tokens) {
      const commit = reader.read(token);
      if (commit !== null) yield commit;
    }
  }
  const last = reader.end();
  if (last !== null) yield last;
}

interface Reader {
  readonly read: (token: string) => LineCommit | null;
  readonly end: () => LineCommit | null;
}

/** A commit is its header, then its changes with one path or two, then their counts. */
function startReader(what: What): Reader {
  let header: string[] = [];
  let diff: string[] = [];
  let wanted = 0;
  let isKept = true;
  let seen = { raw: 0, counts: 0 };

  function end(): LineCommit | null {
    if (header.length === 0) return null;
    const commit = {
      commit: parseCommit(header, []),
      diff: parseDiffTokens(diff),
      what,
      isCutShort: Math.max(seen.raw, seen.counts) > mostFiles,
    };
    header = [];
    diff = [];
    seen = { raw: 0, counts: 0 };
    return commit;
  }

  /** Both parts come in the same order, so that the same files are kept of each. */
  function readDiff(token: string): void {
    if (wanted > 0) {
      wanted -= 1;
    } else if (token.startsWith(':')) {
      wanted = /[RC]\d*$/.test(token) ? 2 : 1;
      isKept = ++seen.raw <= mostFiles;
    } else {
      wanted = token.endsWith('\t') ? 2 : 0;
      isKept = ++seen.counts <= mostFiles;
    }
    if (isKept) diff.push(token);
  }

  function read(token: string): LineCommit | null {
    const isInHeader = header.length > 0 && header.length < headerFields;
    if (isInHeader) {
      header.push(token);
      return null;
    }
    if (wanted === 0 && token.startsWith(mark)) {
      const before = end();
      header.push(token);
      return before;
    }
    readDiff(wanted === 0 && token.startsWith('\n') ? token.slice(1) : token);
    return null;
  }

  return { read, end };
}
