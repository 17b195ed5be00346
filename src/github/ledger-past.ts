import type { Fact, Unknown } from '../change/facts.ts';
import { isUnknown } from '../change/facts.ts';
import type { GitHub, RepositoryName } from './client.ts';
import { daysBetween } from './deployment-list.ts';
import type { DeploymentFacts, Live } from './deployments.ts';
import type { FactsRequest } from './facts-request.ts';
import type { GoodDeployment } from './good-deployments.ts';
import { goodDeployments } from './good-deployments.ts';
import type { LedgerTrust } from './ledger-trust.ts';
import { ledgerTrust } from './ledger-trust.ts';
import { ask, literal, partOf } from './query.ts';

/**
 * What past deployments tell where GitHub knows of none that succeeded: then the ledger does, if it is trusted. If it is
 * not, it makes nothing lighter, but leaves a doubt that this is the first deployment.
 */
export async function askLedger(
  github: GitHub,
  { past, request }: { readonly past: DeploymentFacts; readonly request: FactsRequest },
): Promise<DeploymentFacts> {
  const { records, repository, deployments } = request;
  if (past.live !== null || records === null || request.subject.kind !== 'deployment') return past;
  const good = await goodDeployments(records.github, records.ledger, {
    repository: `${repository.owner}/${repository.repo}`,
    environments: deployments.environments,
    ownRunId: deployments.ownRunId,
  });
  if (isUnknown(good)) return notKnown(past, `GitHub knows of no deployment, and ${good.unknown}`);
  const [newest] = good;
  if (newest === undefined) return past;
  const trust = await ledgerTrust(records.github, records.ledger);
  if (trust.kind === 'untrusted') return { ...past, doubt: doubtAbout(newest, trust) };
  if (trust.kind === 'unknown')
    return notKnown(past, `${told(newest)}, and whether it is trusted is not known: ${trust.reason}`);
  return await believed(github, { past, good, newest, request });
}

/** What cannot be seen may be anything: also that something newer is live. */
function notKnown(past: DeploymentFacts, reason: string): DeploymentFacts {
  const unknown = { unknown: reason };
  return {
    ...past,
    live: unknown,
    deployments: { ...past.deployments, daysSinceLast: unknown },
    wasLive: () => unknown,
  };
}

function told({ sha, at }: GoodDeployment): string {
  return `the ledger tells of a deployment of ${sha.slice(0, 12)} on ${at.slice(0, 10)}`;
}

function doubtAbout(newest: GoodDeployment, { reasons, remedy }: Extract<LedgerTrust, { kind: 'untrusted' }>): string {
  return `${told(newest)}, but it is not trusted: ${reasons.join(', ')}; ${remedy}`;
}

type Believed = {
  readonly past: DeploymentFacts;
  readonly good: readonly GoodDeployment[];
  readonly newest: GoodDeployment;
  readonly request: FactsRequest;
};

async function believed(github: GitHub, { past, good, newest, request }: Believed): Promise<DeploymentFacts> {
  const trees = await readTrees(github, request.repository, good);
  const live: Live = { sha: newest.sha, since: newest.at };
  const days = Math.round(daysBetween(newest.at, request.deployments.evaluatedAt) * 100) / 100;
  return {
    ...past,
    live,
    source: 'ledger',
    deployments: { ...past.deployments, daysSinceLast: days },
    wasLive: (head) => (good.some(({ sha }) => sha === head.sha) ? true : hadTree(trees, head.tree)),
  };
}

type Trees = readonly (string | null)[] | Unknown;

function hadTree(trees: Trees, tree: Fact<string>): Fact<boolean> {
  if (isUnknown(tree)) return tree;
  if (isUnknown(trees)) return trees;
  if (trees.includes(tree)) return true;
  return trees.includes(null) ? { unknown: 'the files of an earlier deployment cannot be seen any more' } : false;
}

/** The tree of each commit; null of one that is gone. */
async function readTrees(github: GitHub, repository: RepositoryName, good: readonly GoodDeployment[]): Promise<Trees> {
  const operation = 'reading the commits that were deployed';
  const text = good
    .map(({ sha }, index) => `file${index}: object(expression: ${literal(sha)}) { ... on Commit { tree { oid } } }`)
    .join(' ');
  const reply = await ask(github, repository, { operation, text });
  if (isUnknown(reply)) return reply;
  const trees: (string | null)[] = [];
  for (const index of good.keys()) {
    const path = ['repository', `file${index}`];
    const commit = partOf<{ readonly tree?: { readonly oid: string } }>(reply, { path, operation, depth: 'all' });
    if (isUnknown(commit)) return commit;
    trees.push(commit?.tree?.oid ?? null);
  }
  return trees;
}
