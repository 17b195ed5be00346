import type { TakenBack } from '../change/taken-back.ts';
import { titleKey } from '../change/taken-back.ts';
import type { LoggedCommit, Person } from './log.ts';
import { readLog } from './log.ts';
import type { RangeFacts } from './range.ts';
import { tallyRange } from './range.ts';
import type { Repository } from './repository.ts';

/** What a change on the line of first parents is made of. */
export type Brought = RangeFacts & {
  /** Who gets the credit: of a merge whoever wrote its second parent. */
  readonly person: Person;
  /** The names and titles of the commits that a merge brought. */
  readonly inner: readonly { readonly sha: string; readonly title: string }[];
  readonly takesBack: readonly TakenBack[];
};

/** Knows what each merge brings; must be asked for every change, the oldest first, as each commit is brought once. */
export interface SideCommits {
  readonly brought: (top: LoggedCommit) => Brought;
}

type Reading = {
  readonly head: string;
  /** What this commit had already is not read; null: all is. */
  readonly after: string | null;
  readonly mailmap: string | null;
  readonly line: ReadonlySet<string>;
};

/** Reads the commits beside the line of first parents. They are kept until a merge brings them. */
export async function readSideCommits(
  repository: Repository,
  { head, after, mailmap, line }: Reading,
): Promise<SideCommits> {
  const waiting = new Map<string, LoggedCommit>();
  const range = after === null ? [head] : [head, `^${after}`];
  for await (const commit of readLog(repository, { arguments: [...range, '--'], mailmap })) {
    if (!line.has(commit.sha)) waiting.set(commit.sha, commit);
  }
  return {
    brought(top) {
      const [, second] = top.parents;
      const person = (second === undefined ? undefined : waiting.get(second)?.person) ?? top.person;
      const inner = takeReachable(waiting, top.parents.slice(1));
      const tally = tallyRange(top.sha);
      for (const commit of [top, ...inner]) tally.add(commit);
      const facts = tally.facts();
      return {
        ...facts,
        person,
        inner: inner.map(({ sha, title }) => ({ sha, title: titleKey(title) })),
        takesBack: takenBack([top, ...inner], facts),
      };
    },
  };
}

/** Of a change that is no revert as a whole, only what its commits name by commit. */
function takenBack(commits: readonly LoggedCommit[], { isRevert, isReland }: RangeFacts): readonly TakenBack[] {
  const all = commits.flatMap(({ takesBack }) => takesBack ?? []);
  if (isReland) return [];
  return isRevert ? all : all.map(({ commits: names }) => ({ commits: names, pulls: [], titles: [] }));
}

/** Takes what can be reached from some commits out of those that wait. */
function takeReachable(waiting: Map<string, LoggedCommit>, from: readonly string[]): readonly LoggedCommit[] {
  const taken: LoggedCommit[] = [];
  const open = [...from];
  for (let sha = open.pop(); sha !== undefined; sha = open.pop()) {
    const commit = waiting.get(sha);
    if (commit === undefined) continue;
    waiting.delete(sha);
    taken.push(commit);
    for (const parent of commit.parents) open.push(parent);
  }
  return taken;
}
