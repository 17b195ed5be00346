import type { GitHub } from '../../src/github/client.ts';
import { connect } from '../../src/github/client.ts';
import { gatherGitHubFacts } from '../../src/github/facts.ts';
import type { GitHubFacts } from '../../src/github/facts.ts';
import type { FactsRequest } from '../../src/github/facts-request.ts';
import { shop, start } from '../fake-github/running.ts';
import type { CommitSeed, RepositorySeed, Seed } from '../fake-github/seed.ts';
import type { FakeGitHub } from '../fake-github/server.ts';

export { shop } from '../fake-github/running.ts';

export const now = '2026-11-20T12:00:00Z';

/** A sha that says what it is for: `sha('a1')` is `a1a1a1…`. */
export function sha(sign: string): string {
  return sign.repeat(40).slice(0, 40);
}

/** `minutesAgo(5)`: five minutes before the instant of the tests. */
export function minutesAgo(minutes: number): string {
  return new Date(Date.parse(now) - minutes * 60_000).toISOString().replace('.000Z', 'Z');
}

export function daysAgo(days: number): string {
  return minutesAgo(days * 24 * 60);
}

type RequestParts = Partial<Omit<FactsRequest, 'deployments'>> & {
  readonly deployments?: Partial<FactsRequest['deployments']>;
};

/** A request about pull request #7, whose head is `sha('b')`. */
export function aRequest({ deployments, ...parts }: RequestParts = {}): FactsRequest {
  return {
    repository: shop,
    head: sha('b'),
    subject: { kind: 'pull', number: 7 },
    records: null,
    teams: [],
    ownJob: null,
    dispatchedBy: null,
    conversation: null,
    enforcement: null,
    incidents: {
      rule: {
        label: 'incident',
        problemLabel: 'known-problem',
        serviceLabel: 'service:*',
        serviceField: 'Service',
      },
      evaluatedAt: now,
    },
    reviewLabel: 'post-implementation-review',
    ...parts,
    deployments: {
      environments: ['production'],
      deployers: ['github-actions[bot]'],
      ownRunId: null,
      ownDeployment: null,
      evaluatedAt: now,
      ...deployments,
    },
  };
}

/** What is live, and one commit on the branch `round-total`. */
export const twoCommits: readonly CommitSeed[] = [
  { sha: sha('a'), changes: { 'README.md': '# shop\n' }, date: daysAgo(3) },
  { sha: sha('b'), branch: 'round-total', author: 'ann', changes: { 'total.ts': 'one\n' }, date: daysAgo(1) },
];

type Shop = Omit<RepositorySeed, 'fullName'>;

/** The rest of GitHub. */
type Around = Omit<Seed, 'repositories'> & { readonly others?: readonly RepositorySeed[] };

/** A shop whose pull request #7 by ann has the head `sha('b')`, and a client of it. */
export async function openShop(
  repository: Shop = {},
  { others = [], ...seed }: Around = {},
): Promise<{ fake: FakeGitHub; github: GitHub }> {
  const { fake } = await start({
    now,
    ...seed,
    repositories: [
      {
        fullName: 'acme/shop',
        commits: twoCommits,
        pulls: [{ number: 7, author: 'ann', head: 'round-total', title: 'Round the total once' }],
        collaborators: { ann: 'write', bob: 'write', cid: 'maintain' },
        ...repository,
      },
      ...others,
    ],
  });
  return { fake, github: connect({ token: fake.token, apiUrl: fake.url }) };
}

/** The facts of a shop. */
export async function factsOf(repository: Shop, request: RequestParts = {}, around: Around = {}): Promise<GitHubFacts> {
  const { github } = await openShop(repository, around);
  return await gatherGitHubFacts(github, aRequest(request));
}
