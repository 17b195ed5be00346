import { isReland, isRevert, titleOf } from '../change/title.ts';
import type { Message } from '../change/title.ts';
import { takenBackBy } from '../change/taken-back.ts';
import type { TakenBack } from '../change/taken-back.ts';
import { utf8 } from './objects.ts';
import type { Repository } from './repository.ts';
import { streamGit } from './run.ts';

/** A commit as `git log` shows it. Names and addresses went through the `.mailmap` of the trusted commit. */
export type LoggedCommit = {
  readonly sha: string;
  readonly parents: readonly string[];
  /** Seconds since 1970. */
  readonly authoredAt: number;
  readonly committedAt: number;
  readonly person: Person;
  /** The first line of the message; the title of what a merge brings stands below it. */
  readonly subject: string;
  readonly title: string;
  readonly isRevert: boolean;
  readonly isReland: boolean;
  /** What it says that it takes back; null: nothing. */
  readonly takesBack: TakenBack | null;
  /** With `--name-status`. */
  readonly changes: readonly PathChange[];
};

/** A changed path as git stores it, one character a byte; `previous` is where a renamed file was. */
export type PathChange = { readonly path: string; readonly previous: string | null };

/** Who wrote a commit, as far as git can tell. */
export type Person = { readonly name: string; readonly mail: string };

type Query = {
  readonly arguments: readonly string[];
  /** The `.mailmap` to go by, as an object’s name. */
  readonly mailmap: string | null;
  readonly input?: string;
};

/** Reads commits in one process, as they come. */
export async function* readLog(repository: Repository, query: Query): AsyncGenerator<LoggedCommit> {
  const command = {
    arguments: ['log', '-z', `--format=${format}`, '--no-color', '--no-decorate', '--no-notes', ...query.arguments],
    settings: [`mailmap.blob=${query.mailmap ?? ''}`],
    ...(query.input !== undefined && { input: query.input }),
  };
  const reader = startReader();
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

/** Begins a commit in the output of a log. */
export const mark = '\u0001';
/** The header of a commit in the output of a log, in so many fields. */
export const format = `%x01%H%x00%P%x00%at%x00%ct%x00%aN%x00%aE%x00%s%x00%b`;
export const headerFields = 8;

/** A commit is its header, then for each change a status and a path, or two paths after a rename. */
function startReader(): { read: (token: string) => LoggedCommit | null; end: () => LoggedCommit | null } {
  let header: string[] = [];
  let changes: PathChange[] = [];
  let paths: string[] = [];
  let wanted = 0;

  function end(): LoggedCommit | null {
    const commit = header.length === 0 ? null : parseCommit(header, changes);
    header = [];
    changes = [];
    return commit;
  }

  function readPath(token: string): void {
    paths.push(token);
    if (paths.length < wanted) return;
    const [first = '', second] = paths;
    changes.push(second === undefined ? { path: first, previous: null } : { path: second, previous: first });
    paths = [];
    wanted = 0;
  }

  function read(token: string): LoggedCommit | null {
    if (wanted > 0) {
      readPath(token);
      return null;
    }
    const isHeader = header.length < headerFields && header.length > 0;
    if (isHeader || token.startsWith(mark)) {
      const before = isHeader ? null : end();
      header.push(token);
      return before;
    }
    wanted = renamed.test(token) ? 2 : 1;
    return null;
  }

  return { read, end };
}

const mayRevert = /revert/i;
/** What is taken back stands near the top; a squashed branch may bring a long history below. */
const longestBody = 50_000;

function text(subject: string, body: string): Message {
  return { subject: utf8(subject), body: utf8(body.slice(0, longestBody)) };
}

/** A status; the first of a commit stands on a line of its own. */
const renamed = /^\n?[RC]/;

/** A commit from the fields of its header. */
export function parseCommit(header: readonly string[], changes: readonly PathChange[]): LoggedCommit {
  const [sha = '', parents = '', authoredAt = '', committedAt = '', name = '', mail = '', subject = '', body = ''] =
    header;
  const message = { subject, body };
  return {
    sha: sha.slice(mark.length),
    parents: parents === '' ? [] : parents.split(' '),
    authoredAt: Number(authoredAt),
    committedAt: Number(committedAt),
    person: { name, mail },
    subject: utf8(subject),
    title: utf8(titleOf(message)),
    isRevert: isRevert(message),
    isReland: isReland(message),
    takesBack: mayRevert.test(subject) || mayRevert.test(body) ? takenBackBy(text(subject, body)) : null,
    changes,
  };
}
