import type { ChangeFacts, Check, Enforcement, Fact, Incident, OpenReview, Unknown } from '../change/facts.ts';
import { isUnknown } from '../change/facts.ts';
import { headTree, readChecks } from './checks.ts';
import type { GitHub } from './client.ts';
import { gatherDeployed } from './deployed.ts';
import type { DeploymentFacts, Live } from './deployments.ts';
import { deploymentFacts } from './deployments.ts';
import { readEnforcement } from './enforcement.ts';
import { readDeploymentList } from './past.ts';
import type { FactsRequest } from './facts-request.ts';
import { gatherPull } from './forecast.ts';
import { readIncidents } from './incidents.ts';
import { refusalOfIssues } from './issue-access.ts';
import { readOpenReviews } from './open-reviews.ts';
import { askLedger } from './ledger-past.ts';
import type { Reply } from './query.ts';
import { readScene, viewerOf } from './scene.ts';
import type { SubjectFacts } from './subject-facts.ts';
import { unknownSubject } from './subject-facts.ts';

/** What GitHub tells of a change. */
export type GitHubFacts = SubjectFacts & {
  readonly checks: Fact<readonly Check[]>;
  readonly deployments: ChangeFacts['deployments'];
  readonly running: DeploymentFacts['running'];
  readonly incidents: Fact<readonly Incident[]>;
  readonly reviews: Fact<readonly OpenReview[]>;
  readonly wasLiveBefore: Fact<boolean>;
  /** What is live in the environment; null: nothing ever was. */
  readonly live: Live;
  /** The account that the token acts as. */
  readonly viewer: Fact<string>;
  /** Left out if nobody asks. */
  readonly enforcement?: Fact<Enforcement>;
};

/** Gathers what GitHub knows of a change. What it refuses is unknown, with the call and the permission that is missing. */
export async function gatherGitHubFacts(github: GitHub, request: FactsRequest): Promise<GitHubFacts> {
  const { repository, subject } = request;
  const pull = subject.kind === 'pull' ? subject.number : null;
  const reply = readScene(github, repository, { ...request, pull, ...placesOf(request) });
  const [facts, enforcement] = await Promise.all([
    gatherFromReply(github, request, reply),
    request.enforcement === null ? null : readEnforcement({ github, repository, reply }, request.enforcement),
  ]);
  return enforcement === null ? facts : { ...facts, enforcement };
}

async function gatherFromReply(
  github: GitHub,
  request: FactsRequest,
  asking: Promise<Fact<Reply>>,
): Promise<GitHubFacts> {
  const { repository, head, incidents } = request;
  const [reply, refusal] = await Promise.all([asking, refusalOfIssues(github, repository, incidents.rule.label)]);
  if (isUnknown(reply)) return nothingKnown(reply, request);
  const reading = readPast(github, { request, reply });
  const [past, subjectFacts, checks, issues] = await Promise.all([
    reading,
    gatherSubject(github, { request, reply, past: reading }),
    readChecks({ github, repository, reply }, { sha: head, ownJob: request.ownJob }),
    refusal === null ? readIssues(github, { request, reply }) : { incidents: refusal, reviews: refusal },
  ]);
  return {
    ...subjectFacts,
    ...factsOfPast(past, { sha: head, tree: headTree(reply) }),
    checks,
    ...issues,
    viewer: viewerOf(reply),
  };
}

/** What the query asks for beside the change. */
function placesOf({ enforcement }: FactsRequest): {
  readonly branch: string | null;
  readonly environment: string | null;
} {
  if (enforcement === null) return { branch: null, environment: null };
  const { branch, environment, purpose } = enforcement;
  return { branch, environment: purpose === 'forecast' ? environment : null };
}

type Read = { readonly request: FactsRequest; readonly reply: Reply };

async function readPast(github: GitHub, { request, reply }: Read): Promise<DeploymentFacts> {
  const { repository, deployments } = request;
  const list = await readDeploymentList({ github, repository, reply }, deployments);
  return await askLedger(github, { past: deploymentFacts(list, deployments), request });
}

async function readIssues(
  github: GitHub,
  { request, reply }: Read,
): Promise<Pick<GitHubFacts, 'incidents' | 'reviews'>> {
  const source = { github, repository: request.repository, reply };
  const [incidents, reviews] = await Promise.all([
    readIncidents(source, request.incidents),
    readOpenReviews(source, request.reviewLabel),
  ]);
  return { incidents, reviews };
}

async function gatherSubject(
  github: GitHub,
  { request, reply, past }: Read & { readonly past: Promise<DeploymentFacts> },
): Promise<SubjectFacts> {
  const { subject } = request;
  if (subject.kind === 'pull') return await gatherPull(github, { request, reply, number: subject.number });
  return await gatherDeployed(github, { request, reply, past: await past, subject });
}

type Past = Pick<GitHubFacts, 'live' | 'deployments' | 'running' | 'wasLiveBefore'>;

function factsOfPast(
  { live, deployments, running, wasLive }: DeploymentFacts,
  head: { readonly sha: string; readonly tree: Fact<string> },
): Past {
  return { live, deployments, running, wasLiveBefore: wasLive(head) };
}

function nothingKnown(reason: Unknown, { head, subject, deployments }: FactsRequest): GitHubFacts {
  const range = subject.kind === 'pull' ? {} : { base: reason, baseSource: reason, lineage: reason };
  return {
    ...unknownSubject(reason),
    ...range,
    ...factsOfPast(deploymentFacts(reason, deployments), { sha: head, tree: reason }),
    checks: reason,
    incidents: reason,
    reviews: reason,
    viewer: reason,
  };
}
