import type { ChangeFacts, Declaration, Fact } from '../change/facts.ts';
import { isUnknown } from '../change/facts.ts';
import { unknownFacts } from '../change/unknown-facts.ts';
import type { GitFacts } from '../git/gather.ts';
import type { GitHubFacts } from '../github/facts.ts';
import type { EvidenceFacts } from '../policy/read-evidence.ts';
import type { Policy } from '../policy/policy.ts';
import { findBase } from './base.ts';
import { enforcementOf, seeEnforcement } from './enforcement.ts';
import type { GateEvent } from './event.ts';
import { gatherFromGit } from './git-facts.ts';
import { askGitHub } from './github-facts.ts';
import type { ActionInputs } from './inputs.ts';
import { pastOfModels } from './model-pasts.ts';
import { approvalsSince, findPlan } from './plan.ts';
import type { PullRequest } from './pull-request.ts';
import { seeRunningElsewhere } from './running-elsewhere.ts';
import { seeRunning } from './running.ts';
import type { Scene } from './scene.ts';

/** The facts of a change, and what the reader should know about how they were gathered. */
export type Gathered = {
  readonly facts: ChangeFacts;
  readonly notes: readonly string[];
  /** The account that the token acts as; null if that is not known. */
  readonly viewer: string | null;
};

/** Gathers the facts of the change that an event is about: those of git, over them those of GitHub and the event. */
export async function gatherChange(scene: Scene, policy: Policy): Promise<Gathered> {
  const enforcement = await seeEnforcement(scene);
  const asking = askGitHub(scene, policy, enforcement);
  const seeing = seeGit(scene, asking);
  const [github, { git, notes: gitNotes }, evidence, past] = await Promise.all([
    asking,
    seeing,
    evidenceFor(policy, async () => (await import('./evidence.ts')).gatherEvidence(scene, policy, seeing)),
    pastOfModels(scene, policy),
  ]);
  const { inputs, event } = scene;
  const { plan, since } = findPlan(scene, { git, github });
  const running = await seeRunning(scene, { github, policy });
  const told = github === null ? withoutGitHub(event) : factsOfGitHub(github, event);
  const facts = {
    ...git.facts,
    ...told,
    ...past,
    ...(running !== null && { running }),
    ...evidence,
    ...declarationOf(inputs, { event, github }),
    approvals: approvalsSince(told.approvals, since),
    ...(isForecast(event) ? {} : lineageOf(git, github)),
    ...enforcementOf(enforcement, github),
    environment: inputs.environment ?? { unknown: 'the input `environment` was not given' },
    change: { ...git.facts.change, ...told.change },
    plan,
  };
  const notes = [...gitNotes, ...(github?.ignoredCommands ?? []), ...firstDeploymentNotes(inputs, facts)];
  const elsewhere = await seeRunningElsewhere(scene, policy, facts);
  return { facts: { ...facts, ...elsewhere }, notes, viewer: knownOrNull(github?.viewer) };
}

/** Where checks are all the evidence that is asked for, nothing is read, nor the code that reads. */
async function evidenceFor({ evidence }: Policy, gather: () => Promise<EvidenceFacts>): Promise<EvidenceFacts> {
  return evidence.every((rule) => 'checks' in rule) ? {} : await gather();
}

type Seen = { readonly git: GitFacts; readonly notes: readonly string[] };

async function seeGit(scene: Scene, asking: Promise<GitHubFacts | null>): Promise<Seen> {
  const base = await findBase(scene, asking);
  const notes = base.kind === 'elsewhere' ? [`${base.reason}; GitHub's comparison stands in for it`] : [];
  return { git: await gatherFromGit(scene, base), notes };
}

type Told = Pick<
  ChangeFacts,
  | 'makers'
  | 'parts'
  | 'deployments'
  | 'operations'
  | 'approvals'
  | 'checks'
  | 'wasLiveBefore'
  | 'incidents'
  | 'closes'
  | 'reviews'
> & {
  readonly change: Partial<ChangeFacts['change']>;
};

function factsOfGitHub(github: GitHubFacts, { branch, pull }: GateEvent): Told {
  const { makers, parts, approvals, checks, deployments, wasLiveBefore, incidents, closes, reviews } = github;
  const landsOn = pull === null && branch !== null ? { branch, baseBranch: branch } : {};
  return {
    makers,
    parts,
    approvals,
    checks,
    deployments,
    wasLiveBefore,
    operations: notCounted,
    incidents,
    closes,
    reviews,
    change: { ...landsOn, ...github.change },
  };
}

/** Which of them count for the change the policy says, when it is judged. */
const notCounted = {
  ...unknownFacts('follows from `incidents` and `reviews`').operations,
  errorBudgetRemaining: { unknown: 'no rule of the policy measures it' },
};

/** The facts that GitHub alone knows, without a token to ask it with. */
function withoutGitHub(event: GateEvent): Told {
  const { makers, deployments, operations, approvals, checks, change } = unknownFacts(noToken);
  return {
    makers,
    deployments,
    operations,
    approvals,
    checks,
    change: { authors: change.authors, ...factsOfEvent(event) },
  };
}

const noToken = 'only GitHub knows it, and there is no `token` to ask with';

function factsOfEvent({ pull, branch }: GateEvent): Partial<ChangeFacts['change']> {
  if (pull !== null) return factsOfPull(pull);
  return branch === null ? {} : { branch };
}

function factsOfPull({ author, authorIsPerson, ...pull }: PullRequest): Partial<ChangeFacts['change']> {
  const { title, labels, branch, baseBranch } = pull;
  return {
    title,
    labels,
    branch,
    baseBranch,
    author: author ?? { unknown: 'the account of the author was deleted' },
    isBot: authorIsPerson ? false : { unknown: 'the signatures of the commits were not looked at' },
  };
}

type Speaking = { readonly event: GateEvent; readonly github: GitHubFacts | null };

/** What was declared for this run goes before what somebody declared in a comment. */
function declarationOf(
  { declared, reason, incident }: ActionInputs,
  { event, github }: Speaking,
): { readonly declared?: Declaration } {
  if (declared !== null) return { declared: { lane: declared, reason, incident, by: event.actor } };
  const commented = github?.declared ?? null;
  return commented === null ? {} : { declared: commented };
}

/** The reason is for who reviews the run later: nothing else asks for it. */
function firstDeploymentNotes(
  { isFirstDeployment, reason }: ActionInputs,
  { baseSource }: Pick<ChangeFacts, 'baseSource'>,
): readonly string[] {
  if (!isFirstDeployment || baseSource === 'merge-base') return [];
  if (baseSource === 'first-deployment') {
    return [`the input \`first-deployment\` says that nothing is live yet: ${reason ?? ''}`];
  }
  const isLive = baseSource === 'deployment' || baseSource === 'ledger';
  return isLive ? ['something is live already, so the input `first-deployment` says nothing'] : [];
}

/** Git sees the commits themselves; where it cannot, GitHub tells. Who cannot see what is live sees nothing newer either. */
function lineageOf({ facts }: GitFacts, github: GitHubFacts | null): Pick<ChangeFacts, 'lineage'> {
  if (facts.lineage !== undefined && !isUnknown(facts.lineage)) return {};
  if (github === null) return {};
  const told = github.lineage ?? (isUnknown(github.live) ? github.live : undefined);
  return told === undefined ? {} : { lineage: told };
}

/** What is judged from where it parted is compared with nothing that is live. */
function isForecast({ pull, mergeGroup }: GateEvent): boolean {
  return pull !== null || mergeGroup !== null;
}

function knownOrNull<T>(fact: Fact<T> | undefined): T | null {
  return fact === undefined || isUnknown(fact) ? null : fact;
}
