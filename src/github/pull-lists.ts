import type { Actor } from './actor.ts';
import { actorText } from './actor.ts';
import type { GraphCommit } from './commit.ts';
import { commitText } from './commit.ts';
import type { ListQuery } from './list.ts';
import { pageInfo } from './list.ts';

/** A review that says yes or no, or did before it was dismissed. */
export type GraphReview = {
  readonly state: string;
  readonly submittedAt: string | null;
  readonly author: Actor;
  readonly commit: { readonly oid: string } | null;
};

export type GraphComment = {
  readonly author: Actor;
  readonly body: string;
  readonly createdAt: string;
  /** Null: it stands as it was written. */
  readonly lastEditedAt: string | null;
  readonly includesCreatedEdit: boolean;
  readonly isMinimized: boolean;
};

export type CommitNode = { readonly commit: GraphCommit };

/** An issue that a pull request says it closes, which may lie in another repository. */
export type GraphClosing = { readonly number: number; readonly repository: { readonly nameWithOwner: string } };

type Lists = {
  readonly labels: ListQuery<{ readonly name: string }>;
  readonly commits: ListQuery<CommitNode>;
  readonly reviews: ListQuery<GraphReview>;
  readonly comments: ListQuery<GraphComment>;
  readonly closes: ListQuery<GraphClosing>;
};

/** The lists of one pull request. */
export function listsOf(number: number): Lists {
  return {
    labels: listOf(number, { name: 'labels', of: 'labels', text: 'name', atMost: 200 }),
    commits: listOf(number, { name: 'commits', of: 'commits', text: `commit { ${commitText} }`, atMost: 300 }),
    reviews: listOf(number, {
      name: 'reviews',
      of: 'reviews',
      filter: 'states: [APPROVED, CHANGES_REQUESTED, DISMISSED], ',
      text: `state submittedAt author ${actorText} commit { oid }`,
      atMost: 500,
    }),
    comments: listOf(number, {
      name: 'comments',
      of: 'comments',
      text: `author ${actorText} body createdAt lastEditedAt includesCreatedEdit isMinimized`,
      atMost: 1_000,
    }),
    closes: {
      ...listOf(number, { name: 'closes', of: 'issues', text: 'number repository { nameWithOwner }', atMost: 200 }),
      operation: `reading the issues that pull request #${number} closes`,
      text: (page) =>
        below(
          number,
          `closes: closingIssuesReferences(${page}) { nodes { number repository { nameWithOwner } } ${pageInfo} }`,
        ),
    },
  };
}

type ListOfPull = {
  readonly name: string;
  readonly of: string;
  readonly filter?: string;
  readonly text: string;
  readonly atMost: number;
};

function listOf<Node>(number: number, { name, of, filter = '', text, atMost }: ListOfPull): ListQuery<Node> {
  return {
    operation: `reading the ${of} of pull request #${number}`,
    path: [alias(number), name],
    text: (page) => below(number, `${name}(${filter}${page}) { nodes { ${text} } ${pageInfo} }`),
    atMost,
  };
}

/** What the answer calls a pull request, so that several can be asked for at once. */
export function alias(number: number): string {
  return `pullRequest${number}`;
}

/** Text within a pull request. */
export function below(number: number, text: string): string {
  return `${alias(number)}: pullRequest(number: ${number}) { ${text} }`;
}
