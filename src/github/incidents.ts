import type { Fact } from '../change/facts.ts';
import { isUnknown } from '../change/facts.ts';
import type { GitHub, RepositoryName } from './client.ts';
import { readPages } from './pages.ts';
import type { Reply } from './query.ts';
import { literal, partOf } from './query.ts';

/** Open issues with this label count as open incidents. */
export const incidentLabel = 'incident';

const operation = 'reading the open incidents';

/** What is asked below `repository` for open incidents. */
export const incidentText = `issues(labels: ${literal([incidentLabel])}, states: OPEN, first: 1) { totalCount nodes { number } }`;

/**
 * How many incidents are open. What a token may not see is missing from lists of both APIs, each in its own way: who may
 * read pull requests alone sees no issues over REST, and is refused the first one by GraphQL.
 */
export function openIncidents(reply: Reply, listed: Fact<number>): Fact<number> {
  const path = ['repository', 'issues'];
  const counted = partOf<{ readonly totalCount: number }>(reply, { path, operation, depth: 'all' });
  if (isUnknown(counted)) return counted;
  if (counted === null) return { unknown: 'GitHub told no issues' };
  return isUnknown(listed) ? listed : Math.max(counted.totalCount, listed);
}

/** Counts open incidents over REST, which refuses a token that may look at no list at all. */
export async function listOpenIncidents(github: GitHub, repository: RepositoryName): Promise<Fact<number>> {
  const wanted = { ...repository, labels: incidentLabel, state: 'open', per_page: 100 } as const;
  const issues = await readPages(operation, {
    atMost: 1_000,
    read: async (page) => await github.rest.issues.listForRepo({ ...wanted, page }),
  });
  // Pull requests are issues too.
  return isUnknown(issues) ? issues : issues.filter((issue) => issue.pull_request === undefined).length;
}
