import type { Fact } from '../change/facts.ts';
import { isUnknown } from '../change/facts.ts';
import { keyInText } from '../decision/review-key.ts';
import { attempt } from './attempt.ts';
import type { GitHub, RepositoryName } from './client.ts';
import { openTasks } from './issue-text.ts';

/** The issue of a post-implementation review, open or closed. */
export type ListedReview = {
  readonly number: number;
  readonly title: string;
  readonly owner: string | null;
  readonly openedAt: string;
  readonly isOpen: boolean;
  /** What it looks back at; null: somebody opened it by hand. */
  readonly key: string | null;
  /** How much is still to be done. */
  readonly measures: number;
};

const operation = 'reading the post-implementation reviews';

/** All post-implementation reviews of a repository. Asked of REST: GraphQL shows a token without access an empty list. */
export async function listReviews(
  github: GitHub,
  repository: RepositoryName,
  label: string,
): Promise<Fact<readonly ListedReview[]>> {
  const wanted = { ...repository, labels: label, state: 'all', per_page: 100 } as const;
  const issues = await attempt(operation, async () => await github.paginate(github.rest.issues.listForRepo, wanted));
  if (isUnknown(issues)) return issues;
  return issues
    .filter(({ pull_request: pull }) => pull === undefined)
    .map(({ number, title, body, assignees, created_at: openedAt, state }) => ({
      number,
      title,
      owner: assignees?.[0]?.login ?? null,
      openedAt,
      isOpen: state === 'open',
      key: keyInText(body ?? ''),
      measures: openTasks(body ?? '').length,
    }));
}
