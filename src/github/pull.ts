import type { Fact, Unknown } from '../change/facts.ts';
import { isUnknown } from '../change/facts.ts';
import type { Actor } from './actor.ts';
import { actorText } from './actor.ts';
import type { GitHub, RepositoryName } from './client.ts';
import type { GraphCommit } from './commit.ts';
import { firstPage, readWholeList } from './list.ts';
import type { CommitNode, GraphClosing, GraphComment, GraphReview } from './pull-lists.ts';
import { alias, below, listsOf } from './pull-lists.ts';
import type { Reply } from './query.ts';
import { partOf } from './query.ts';

/** A pull request as it stands. */
export type GraphPull = {
  readonly number: number;
  readonly title: string;
  readonly body: string;
  /** When its text was last edited; null if never. */
  readonly lastEditedAt: string | null;
  readonly author: Actor;
  readonly headRefName: string;
  readonly baseRefName: string;
  readonly headRefOid: string;
  readonly merged: boolean;
};

/** A pull request with its lists; what could not be read is unknown, each for itself. */
export type PullParts = {
  readonly number: number;
  readonly pull: Fact<GraphPull>;
  readonly labels: Fact<readonly string[]>;
  readonly commits: Fact<readonly GraphCommit[]>;
  readonly reviews: Fact<readonly GraphReview[]>;
  readonly comments: Fact<readonly GraphComment[]>;
  /** Numbers of the issues of its repository that it says it closes. */
  readonly closes: Fact<readonly number[]>;
  /** Since when its head stands, as far as GitHub saw it. */
  readonly tip: Fact<{ readonly since: string }>;
};

/** GitHub tells of no more commits of a pull request than this. */
const mostCommits = 250;

/** What is asked of a pull request, below `repository`. */
export function pullText(number: number): string {
  const { labels, commits, reviews, comments, closes } = listsOf(number);
  const own = `number title body lastEditedAt author ${actorText} headRefName baseRefName headRefOid merged`;
  const lists = [firstPage(labels), firstPage(commits), firstPage(reviews), firstPage(comments), firstPage(closes)];
  return [below(number, `${own} ${tipText}`), ...lists].join('\n');
}

type Source = { readonly github: GitHub; readonly repository: RepositoryName; readonly reply: Reply };

/** Reads a pull request out of a reply that `pullText` asked for, with what further pages its lists have. */
export async function readPull(source: Source, number: number): Promise<PullParts> {
  const lists = listsOf(number);
  const [labels, commits, reviews, comments, closes] = await Promise.all([
    readWholeList(source, lists.labels),
    readWholeList(source, lists.commits),
    readWholeList(source, lists.reviews),
    readWholeList(source, lists.comments),
    readWholeList(source, lists.closes),
  ]);
  return {
    number,
    pull: ownPart(source.reply, number),
    labels: isUnknown(labels) ? labels : labels.map(({ name }) => name),
    commits: wholeCommits(commits),
    reviews,
    comments,
    closes: ownIssues(closes, source.repository),
    tip: tipPart(source.reply, number),
  };
}

/** A pull request of which nothing could be read. */
export function unknownPull(number: number, unknown: Unknown): PullParts {
  return {
    number,
    pull: unknown,
    labels: unknown,
    commits: unknown,
    reviews: unknown,
    comments: unknown,
    closes: unknown,
    tip: unknown,
  };
}

function ownPart(reply: Reply, number: number): Fact<GraphPull> {
  const part = { path: ['repository', alias(number)], operation: `reading pull request #${number}` };
  const pull = partOf<GraphPull>(reply, { ...part, depth: 'itself' });
  if (pull !== null) return pull;
  // Something in it that was refused may have taken the whole along.
  const reason = partOf<GraphPull>(reply, { ...part, depth: 'all' });
  return reason ?? { unknown: `GitHub knows no pull request #${number}` };
}

/** Dates in commits are their author's word, so the first check on the commit counts too: GitHub starts those at the push. */
const tipText =
  'tip: commits(last: 1) { nodes { commit { committedDate checkSuites(first: 10) { nodes { createdAt } } } } }';

type Tip = {
  readonly nodes: readonly {
    readonly commit: {
      readonly committedDate: string;
      readonly checkSuites: { readonly nodes: readonly { readonly createdAt: string }[] } | null;
    };
  }[];
};

function tipPart(reply: Reply, number: number): PullParts['tip'] {
  const operation = `reading the head of pull request #${number}`;
  const tip = partOf<Tip>(reply, { path: ['repository', alias(number), 'tip'], operation, depth: 'all' });
  if (isUnknown(tip)) return tip;
  const commit = tip?.nodes[0]?.commit;
  if (commit === undefined) return { unknown: `pull request #${number} has no commits` };
  const [firstCheck = ''] = (commit.checkSuites?.nodes ?? []).map(({ createdAt }) => createdAt).toSorted();
  return { since: firstCheck > commit.committedDate ? firstCheck : commit.committedDate };
}

function ownIssues(listed: Fact<readonly GraphClosing[]>, { owner, repo }: RepositoryName): PullParts['closes'] {
  if (isUnknown(listed)) return listed;
  const own = `${owner}/${repo}`.toLowerCase();
  return listed.flatMap(({ number, repository }) => (repository.nameWithOwner.toLowerCase() === own ? [number] : []));
}

function wholeCommits(listed: Fact<readonly CommitNode[]>): Fact<readonly GraphCommit[]> {
  if (isUnknown(listed)) return listed;
  const commits = listed.map(({ commit }) => commit);
  if (commits.length >= mostCommits) return { unknown: `GitHub tells of no more than ${mostCommits} commits` };
  const crowded = commits.find(({ authors }) => authors.pageInfo.hasNextPage);
  return crowded === undefined ? commits : { unknown: `commit ${crowded.oid} has more authors than are looked at` };
}
