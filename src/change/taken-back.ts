import type { Message } from './title.ts';
import { isReland, isRevert, titleOf } from './title.ts';

/** What a revert says that it takes back, in the three ways in which it may say so. */
export type TakenBack = {
  /** Commits, by 7 digits of their names or more. */
  readonly commits: readonly string[];
  /** Pull requests, by number. */
  readonly pulls: readonly number[];
  /** Changes, by title as `titleKey` gives it. */
  readonly titles: readonly string[];
};

/** What a message says that its change takes back; null: nothing. Bringing back what was reverted takes nothing back. */
export function takenBackBy(message: Message): TakenBack | null {
  if (isReland(message)) return null;
  if (isRevert(message)) return namedByRevert(message);
  const commits = [...message.body.matchAll(revertedInside)].map(([, name = '']) => name);
  return commits.length === 0 ? null : { commits, pulls: [], titles: [] };
}

function namedByRevert(message: Message): TakenBack {
  const title = titleOf(message);
  const text = `${title}\n${message.body}`;
  const said = withoutOwnNumber(title);
  const titles = [...said.matchAll(quotedTitle), ...message.body.matchAll(quotedLine)].map(([, quoted = '']) => quoted);
  const pulls = [revertedPull, linkedPull].flatMap((form) => [...`${said}\n${message.body}`.matchAll(form)]);
  return {
    commits: [...text.matchAll(revertedCommits)].flatMap(([names]) => names.match(commitName) ?? []),
    pulls: pulls.map(([, number]) => Number(number)),
    titles: [...new Set(titles.map(titleKey))].filter((key) => key !== ''),
  };
}

/** A title as titles are compared: without the numbers of pull requests, in lower case. */
export function titleKey(title: string): string {
  return withoutOwnNumber(title).toLowerCase().replaceAll(/\s+/g, ' ').trim();
}

/** The numbers of pull requests that a change is known by: at the end of its title, or in a merge's subject. */
export function pullNumbersOf({ subject }: Message): readonly number[] {
  const [, merged] = /^Merge pull request #(\d{1,9}) from /.exec(subject) ?? [];
  const [, squashed] = /\(#(\d{1,9})\)\s*$/.exec(subject) ?? [];
  return [merged, squashed].flatMap((number) => (number === undefined ? [] : [Number(number)]));
}

function withoutOwnNumber(title: string): string {
  return title.replace(/(?:\s*\((?:#|GH-|!)\d{1,9}\))+\s*$/, '');
}

const quotedTitle = /\brevert(?:s|ed|ing)?(?:\([^)]{1,60}\))?!?:?\s+["“'](.{1,300})["”']/gi;
const quotedLine = /^revert:?\s+["“](.{1,300})["”]/gim;
const commitName = /\b[0-9a-f]{7,64}\b/g;
/** `git revert` writes one; people list several. */
const revertedCommits =
  /\brevert(?:s|ed|ing)?:?\s+(?:(?:the\s+)?(?:commits?|merges?)\s+)?(?:[0-9a-f]{7,64}\b(?:,?\s+(?:and\s+|&\s+)?)?)+/gi;
const revertedPull =
  /\brevert(?:s|ed|ing)?:?\s+(?:(?:the\s+)?(?:pull request|PR|MR)\s+)?(?:[\w.-]+\/[\w.-]+)?[#!](\d{1,9})\b/gi;
const linkedPull = /\breverts?\b[^\n]{0,60}\/pull\/(\d{1,9})\b/gi;
/** A squashed branch lists the messages of its commits, and one of them may be a revert. */
const revertedInside = /^[ \t]*(?:\* )?This reverts (?:commit|merge) ([0-9a-f]{7,64})\b/gm;
