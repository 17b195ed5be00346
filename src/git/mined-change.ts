import type { PathAttributes } from '../change/attributes.ts';
import { botNamed, peopleAmong } from '../change/bot.ts';
import { sizeFacts } from '../change/derive.ts';
import type { ChangedFile, ChangeFacts, Fact, Files } from '../change/facts.ts';
import type { TakenBack } from '../change/taken-back.ts';
import { pullNumbersOf, titleKey } from '../change/taken-back.ts';
import { unknownFacts } from '../change/unknown-facts.ts';
import type { Diff } from './diff.ts';
import { diffedFiles, namesOf } from './diff.ts';
import { mostFiles } from './line-log.ts';
import type { LineCommit } from './line-log.ts';
import type { PathChange, Person } from './log.ts';
import type { Past } from './past.ts';
import type { Brought } from './side-commits.ts';

/** Where the changes of the past are said to have gone. */
export type Target = { readonly environment: string | null; readonly services: readonly string[] | null };

/** A change of the past. */
export type MinedChange = {
  readonly sha: string;
  /** Seconds since 1970. */
  readonly committedAt: number;
  /** What was known when it was made. */
  readonly facts: ChangeFacts;
  readonly title: string;
  readonly isRevert: boolean;
  /** By what later reverts may name it: commits, titles (as keys) and numbers of pull requests. */
  readonly names: {
    readonly commits: readonly string[];
    readonly titles: readonly string[];
    readonly pulls: readonly number[];
  };
  /** What it takes back itself. */
  readonly takesBack: readonly TakenBack[];
};

type Parts = LineCommit & {
  readonly brought: Brought;
  readonly past: Past;
  readonly attributes: PathAttributes | undefined;
  readonly target: Target;
};

/** A change with the facts that a judgement at its own time would have had. */
export function minedChange({ commit, diff, what, isCutShort, brought, past, attributes, target }: Parts): MinedChange {
  const { sha, committedAt, subject } = commit;
  const diffed = diffedFiles(diff, attributes);
  const question = { ...namesOf(diffed), writers: peopleAmong(brought.writers), asOf: committedAt };
  const { author, area } = isCutShort ? unknownFacts(tooMany) : past.facts(question);
  const files = filesOf(
    diffed.map(({ file }) => (what === 'lines' ? file : { ...file, ...notCounted })),
    isCutShort,
  );
  return {
    sha,
    committedAt,
    facts: { ...factsOf({ commit, brought, files, target }), author, area },
    title: brought.title,
    isRevert: brought.isRevert && !brought.isReland,
    names: {
      commits: [sha, ...brought.inner.map((inner) => inner.sha)],
      titles: [...new Set([titleKey(brought.title), ...brought.inner.map(({ title }) => title)])],
      pulls: pullNumbersOf({ subject, body: '' }),
    },
    takesBack: brought.takesBack,
  };
}

/** What happened to paths, as a history that is read by names alone tells it: a rename that changes a byte is none. */
export function pathChangesOf({ entries }: Diff): readonly PathChange[] {
  return entries.flatMap(({ from, to, isExact }): readonly PathChange[] => {
    if (from === to) return [{ path: to, previous: null }];
    if (isExact) return [{ path: to, previous: from }];
    return [from, to].map((path) => ({ path, previous: null }));
  });
}

const tooMany = `it has more than ${mostFiles} files`;
const notCounted = {
  added: { unknown: 'the clone lacks what the files hold' },
  deleted: { unknown: 'the clone lacks what the files hold' },
} as const;
const onlyGitHub = 'git does not keep it';
const derivedLater = 'the gate derives it from the rest';
const nothing = unknownFacts(onlyGitHub);
const derived = unknownFacts(derivedLater);

type Known = Pick<Parts, 'commit' | 'brought' | 'target'> & { readonly files: Files };

function factsOf({ commit, brought, files, target }: Known): ChangeFacts {
  const { sha, parents, committedAt } = commit;
  const { title, isRevert, isReland, commits, oldestAuthoredAt, writers } = brought;
  return {
    ...nothing,
    evaluatedAt: instantOf(committedAt),
    base: parents[0] ?? { unknown: 'the head is the first commit of the repository' },
    head: sha,
    baseSource: 'parent',
    lineage: 'ahead',
    environment: target.environment ?? { unknown: 'not given' },
    services: target.services ?? { unknown: 'not given' },
    tier: { unknown: 'not given' },
    change: {
      ...nothing.change,
      ...sizeFacts(files),
      ...authorOf(writers),
      title,
      isRevert,
      isReland,
      commits,
      isRollback: derived.change.isRollback,
      type: derived.change.type,
      ageHours: hoursBetween(oldestAuthoredAt ?? committedAt, committedAt),
    },
    files,
    rollback: derived.rollback,
    local: derived.local,
  };
}

/** A clock that was set wrong may give a time that no date can say, or behind which none can be sought. */
const lastSeconds = Date.UTC(9999, 0, 1) / 1_000;

function instantOf(seconds: number): string {
  return new Date(Math.min(seconds, lastSeconds) * 1_000).toISOString().replace('.000Z', 'Z');
}

/** Who wrote a change, as far as names tell: a bot if all of it is one bot’s. Logins of people are not in git. */
function authorOf(writers: readonly Person[]): Pick<ChangeFacts['change'], 'author' | 'isBot'> {
  const logins = new Set(writers.map(botNamed));
  const [login = null] = logins;
  const isBot = logins.size === 1 && login !== null;
  const author: Fact<string> = isBot ? login : nothing.change.author;
  return { author, isBot };
}

function filesOf(files: readonly ChangedFile[], isCutShort: boolean): Files {
  return isCutShort ? { unknown: tooMany, seen: [...files] } : files;
}

function hoursBetween(from: number, to: number): number {
  return Math.max(0, Math.round(((to - from) / 3_600) * 100) / 100);
}
