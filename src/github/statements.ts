import type { Declaration, Fact } from '../change/facts.ts';
import { isUnknown } from '../change/facts.ts';
import { isPerson, loginOf, sameLogin } from './actor.ts';
import type { Command } from './commands.ts';
import { isNamedBy, parseCommand } from './commands.ts';
import type { GraphComment, GraphReview } from './pull-lists.ts';
import type { PullParts } from './pull.ts';

/** An approval that stands: the last word of its author. */
export type Standing = { readonly by: string; readonly sha: string; readonly at: string };

/** A declaration that somebody made in a comment, and when. */
export type Declared = Declaration & { readonly by: string; readonly at: string };

/** What people said on one pull request. */
export type Statements = {
  readonly approvals: Fact<readonly Standing[]>;
  readonly declarations: readonly Declared[];
  /** Commands that do not count, and why. */
  readonly ignored: readonly string[];
};

type Setting = {
  /** The commit to be deployed. */
  readonly head: string;
  /** The account of the gate, whose own reviews never count. */
  readonly viewer: string;
};

/** Reads reviews and command comments: the last word of each person counts, and comments only as they were first written. */
export function statementsOn(parts: PullParts, setting: Setting): Statements {
  const { reviews, comments } = parts;
  if (isUnknown(comments)) return { approvals: comments, declarations: [], ignored: [] };
  const heads = [setting.head, ...(isUnknown(parts.pull) ? [] : [parts.pull.headRefOid])];
  const read = comments.flatMap((comment) => readComment(comment, { ...setting, heads, tip: parts.tip }));
  const words = read.flatMap((each) => ('word' in each ? [each.word] : []));
  return {
    approvals: isUnknown(reviews) ? reviews : lastWords([...words, ...reviews.flatMap((one) => wordOf(one, setting))]),
    declarations: read.flatMap((each) => ('declared' in each ? [each.declared] : [])),
    ignored: read.flatMap((each) => ('ignored' in each ? [each.ignored] : [])),
  };
}

/** A word for a commit, or against the change (null). */
type Word = { readonly by: string; readonly sha: string | null; readonly at: string };

/** Dismissed and withdrawn words take back what their author said before; plain comments do not. */
function lastWords(words: readonly Word[]): readonly Standing[] {
  const last = new Map<string, Word>();
  for (const word of words) {
    const known = last.get(word.by.toLowerCase());
    if (known === undefined || replaces(word, known)) last.set(word.by.toLowerCase(), word);
  }
  return [...last.values()].flatMap(({ by, sha, at }) => (sha === null ? [] : [{ by, sha, at }]));
}

/** Of two words at one instant the one against counts. */
function replaces(word: Word, known: Word): boolean {
  const [at, knownAt] = [Date.parse(word.at), Date.parse(known.at)];
  return at === knownAt ? word.sha === null : at > knownAt;
}

function wordOf({ author, state, submittedAt, commit }: GraphReview, { viewer }: Setting): readonly Word[] {
  const by = loginOf(author);
  if (by === null || submittedAt === null || !isPerson(author) || sameLogin(by, viewer)) return [];
  return [{ by, at: submittedAt, sha: state === 'APPROVED' ? (commit?.oid ?? null) : null }];
}

type Read = { readonly word: Word } | { readonly declared: Declared } | { readonly ignored: string };

type Place = Setting & { readonly heads: readonly string[]; readonly tip: PullParts['tip'] };

function readComment(comment: GraphComment, place: Place): readonly Read[] {
  const command = parseCommand(comment.body);
  const by = loginOf(comment.author);
  if (command === null || by === null || comment.isMinimized) return [];
  if (!isPerson(comment.author) || sameLogin(by, place.viewer)) return [ignored(by, 'it is no person')];
  if (comment.lastEditedAt !== null || comment.includesCreatedEdit) {
    return [ignored(by, 'the comment was edited after it was written')];
  }
  return [obey(command, { by, at: comment.createdAt }, place)];
}

function obey(command: Command, { by, at }: { by: string; at: string }, place: Place): Read {
  switch (command.kind) {
    case 'mistaken':
      return ignored(by, command.problem);
    case 'approve': {
      const sha = place.heads.find((each) => isNamedBy(command.sha, each));
      return sha === undefined ? ignored(by, `${command.sha} is not the head`) : { word: { by, at, sha } };
    }
    case 'rollback':
      if (!isNamedBy(command.sha, place.head)) return ignored(by, `${command.sha} is not what is to be deployed`);
      return { declared: { lane: 'rollback', reason: command.reason, incident: null, by, at } };
    case 'emergency': {
      const late = reasonAgainst(at, place.tip);
      if (late !== null) return ignored(by, late);
      return { declared: { lane: 'emergency', reason: command.reason, incident: command.incident, by, at } };
    }
  }
}

/** An emergency holds for the head at the time, so that nothing slips in later. */
function reasonAgainst(at: string, tip: PullParts['tip']): string | null {
  if (isUnknown(tip)) return `when the head was pushed is not known: ${tip.unknown}`;
  return Date.parse(at) >= Date.parse(tip.since) ? null : 'the emergency was declared for an earlier head';
}

function ignored(by: string, why: string): Read {
  return { ignored: `a command of ${by} does not count: ${why}` };
}
