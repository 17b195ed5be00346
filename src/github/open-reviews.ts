import type { Fact, OpenReview } from '../change/facts.ts';
import { isUnknown } from '../change/facts.ts';
import type { GitHub, RepositoryName } from './client.ts';
import { openTasks } from './issue-text.ts';
import type { ListQuery } from './list.ts';
import { firstPage, pageInfo, readWholeList } from './list.ts';
import type { Reply } from './query.ts';
import { literal } from './query.ts';

type GraphIssue = {
  readonly number: number;
  readonly title: string;
  readonly body: string;
  readonly createdAt: string;
  readonly assignees: { readonly nodes: readonly ({ readonly login: string } | null)[] | null };
};

/** What is asked below `repository` for post-implementation reviews, by the name that the answer gives it. */
export function reviewText(label: string): { readonly name: string; readonly text: string } {
  return { name, text: firstPage(listOf(label)) };
}

type Source = { readonly github: GitHub; readonly repository: RepositoryName; readonly reply: Reply };

/** The post-implementation reviews that nobody has closed, oldest first. */
export async function readOpenReviews(source: Source, label: string): Promise<Fact<readonly OpenReview[]>> {
  const issues = await readWholeList(source, listOf(label));
  return isUnknown(issues) ? issues : issues.map(reviewOf);
}

const name = 'openReviews';

function listOf(label: string): ListQuery<GraphIssue> {
  const filter = `labels: ${literal([label])}, states: OPEN, orderBy: { field: CREATED_AT, direction: ASC }`;
  const text = 'number title body createdAt assignees(first: 10) { nodes { login } }';
  return {
    operation: 'reading the open post-implementation reviews',
    path: [name],
    text: (page) => `${name}: issues(${filter}, ${page}) { nodes { ${text} } ${pageInfo} }`,
    atMost: 1_000,
  };
}

const mostMeasures = 100;

function reviewOf({ number, title, body, createdAt: openedAt, assignees }: GraphIssue): OpenReview {
  const owner = assignees.nodes?.find((assignee) => assignee !== null)?.login ?? null;
  const measures = openTasks(body).slice(0, mostMeasures);
  return { number, title, openedAt, owner, measures: measures.map((words) => words.slice(0, 1_000)) };
}
