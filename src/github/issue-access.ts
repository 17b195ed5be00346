import type { Unknown } from '../change/facts.ts';
import { isUnknown } from '../change/facts.ts';
import { attempt } from './attempt.ts';
import type { GitHub, RepositoryName } from './client.ts';

/**
 * Why a token may look at no list of issues; null if it may. GraphQL shows such a token an empty list, as if there were
 * none, and REST refuses; who may read pull requests alone is refused by GraphQL as soon as there is an issue.
 */
export async function refusalOfIssues(
  github: GitHub,
  repository: RepositoryName,
  label: string,
): Promise<Unknown | null> {
  const wanted = { ...repository, labels: label, state: 'open', per_page: 1 } as const;
  const issues = await attempt('reading the open incidents', async () => await github.rest.issues.listForRepo(wanted));
  if (isUnknown(issues)) return issues;
  return Array.isArray(issues.data)
    ? null
    : { unknown: "GitHub's answer to reading the open incidents could not be read" };
}
