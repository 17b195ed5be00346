import type { Fact } from '../change/facts.ts';
import { isUnknown } from '../change/facts.ts';
import { isBotLogin, loginOf, sameLogin } from './actor.ts';
import { broughtBy } from './brought.ts';
import type { GraphCommit } from './commit.ts';
import { distinct, isOfBot, makersOf, writersOf } from './commit.ts';
import type { PullParts } from './pull.ts';
import type { ReadPart, ReadRange } from './range.ts';

/** Who made a change, and whether a bot alone did. */
export type Authorship = {
  readonly author: Fact<string>;
  readonly authors: Fact<readonly string[]>;
  readonly makers: Fact<readonly string[]>;
  readonly isBot: Fact<boolean>;
};

/** Who made what a pull request brings: its author and everybody in its commits. */
export function authorshipOfPull({ number, pull, commits }: PullParts): Authorship {
  if (isUnknown(pull)) return { author: pull, authors: pull, makers: pull, isBot: pull };
  const author = loginOf(pull.author);
  const known = author ?? { unknown: `the author of pull request #${number} has no account any more` };
  if (isUnknown(commits))
    return { author: known, authors: commits, makers: commits, isBot: isBotUnless(known, commits) };
  return {
    author: known,
    authors: distinct(commits.flatMap(writersOf)),
    makers: distinct([...(author === null ? [] : [author]), ...commits.flatMap(makersOf)]),
    isBot: author !== null && isOfBotAlone(commits, author),
  };
}

type Brought = Pick<ReadRange, 'parts' | 'brought'>;

/** Who made what a range brings. Merging makes nobody a maker. */
export function authorshipOfRange({ parts, brought }: Brought): Authorship {
  const told = new Set(parts.flatMap(commitsTold));
  const others = brought.filter(({ oid }) => !told.has(oid));
  return together([...parts.map(authorshipOfPart), ...others.map((commit) => authorshipOfCommits([commit]))]);
}

/** Who made each part of a range, in its order; what no part is seen to bring may have come with any. */
export function makersOfParts({ parts, brought }: Brought): readonly Authorship['makers'][] {
  const { byPart, rest } = broughtBy(parts, brought);
  return parts.map((part, index) => {
    const told = new Set(commitsTold(part));
    const others = [...(byPart[index] ?? []), ...rest].filter(({ oid }) => !told.has(oid));
    return united([authorshipOfPart(part).makers, others.flatMap(makersOf)]);
  });
}

/** The commits of the pull request that brought a part: those of others may have come by another way. */
function commitsTold({ pull }: ReadPart): readonly string[] {
  return pull === null || isUnknown(pull.commits) ? [] : pull.commits.map(({ oid }) => oid);
}

function authorshipOfPart({ commits, pull, isMerge }: ReadPart): Authorship {
  const landed = authorshipOfCommits(commits);
  if (pull === null) return landed;
  const own = authorshipOfPull(pull);
  if (isMerge) return own;
  // Who rebased a pull request stands in its commits as committer, so only their authors count.
  return { ...together([own, { ...landed, makers: landed.authors }]), author: own.author };
}

function authorshipOfCommits(commits: readonly GraphCommit[]): Authorship {
  const authors = distinct(commits.flatMap(writersOf));
  return {
    author: only(authors),
    authors,
    makers: distinct(commits.flatMap(makersOf)),
    isBot: authors.length === 1 && authors.every((author) => isOfBotAlone(commits, author)),
  };
}

function together(all: readonly Authorship[]): Authorship {
  const [authors, makers] = [united(all.map((each) => each.authors)), united(all.map((each) => each.makers))];
  const author = onlyAuthor(all.map((each) => each.author));
  return { author, authors, makers, isBot: allBots(all, author) };
}

/** Without the commits nobody knows of a bot's change that it is one; a person's never is. */
function isBotUnless(author: Fact<string>, reason: { readonly unknown: string }): Fact<boolean> {
  return isUnknown(author) || isBotLogin(author) ? reason : false;
}

function isOfBotAlone(commits: readonly GraphCommit[], bot: string): boolean {
  return commits.length > 0 && commits.every((commit) => isOfBot(commit, bot));
}

function united(lists: readonly Fact<readonly string[]>[]): Fact<readonly string[]> {
  const names: string[] = [];
  for (const list of lists) {
    if (isUnknown(list)) return list;
    names.push(...list);
  }
  return distinct(names);
}

function onlyAuthor(authors: readonly Fact<string>[]): Fact<string> {
  const names: string[] = [];
  for (const author of authors) {
    if (isUnknown(author)) return author;
    names.push(author);
  }
  return only(distinct(names));
}

/** A change of several authors has no author that a rule could speak of. */
function only(names: readonly string[]): Fact<string> {
  const [first, ...others] = names;
  if (first === undefined) return { unknown: 'there is no commit that tells' };
  return others.length === 0 ? first : { unknown: `there are several: ${names.slice(0, 10).join(', ')}` };
}

function allBots(all: readonly Authorship[], author: Fact<string>): Fact<boolean> {
  if (all.some(({ isBot }) => isBot === false)) return false;
  const unknown = all.map(({ isBot }) => isBot).find(isUnknown);
  if (unknown !== undefined) return unknown;
  return all.length > 0 && !isUnknown(author) && all.every((each) => isSameAuthor(each, author));
}

function isSameAuthor({ author }: Authorship, name: string): boolean {
  return !isUnknown(author) && sameLogin(author, name);
}
