import type { ChangeFacts, Declaration, Fact, RollbackPlan } from '../change/facts.ts';
import { isUnknown } from '../change/facts.ts';
import { unknownFacts } from '../change/unknown-facts.ts';
import { gatherGitFacts } from '../git/gather.ts';
import type { GitFacts } from '../git/gather.ts';
import { mergeBase } from '../git/merge-base.ts';
import { planOfChange, readPlanFile, readPlanSection } from '../policy/read-plan.ts';
import type { GateEvent, PullRequest } from './event.ts';
import type { ActionInputs } from './inputs.ts';
import type { Scene } from './scene.ts';

/** Gathers the facts of the change that an event is about. */
export async function gatherChange(scene: Scene): Promise<ChangeFacts> {
  const { inputs, event } = scene;
  const base = await baseOf(scene);
  const gathered = await gatherGitFacts({
    repository: scene.runner.workspace,
    base: typeof base === 'string' ? base : null,
    head: scene.head,
    evaluatedAt: scene.runner.now(),
    environment: inputs.environment,
    services: inputs.services,
    missingObjects: 'fetch',
  });
  const facts = isUnknown(base) ? withoutBase(gathered.facts, base.unknown) : gathered.facts;
  return {
    ...facts,
    ...factsOfEvent(facts, event),
    ...declarationOf(inputs, event),
    plan: planOf(gathered, scene),
  };
}

/** On a pull request where it parted from its base branch; otherwise what the input says is live. */
async function baseOf({ inputs, event, head, repository }: Scene): Promise<Fact<string>> {
  if (event.pull !== null) return await mergeBase(repository, { one: event.pull.baseSha, other: head });
  return inputs.base ?? { unknown: 'no `base` was given' };
}

/** Without a base, what the change is made of is unknown: never the last commit alone. */
function withoutBase(facts: ChangeFacts, reason: string): ChangeFacts {
  const nothing = unknownFacts(`what is live is not known: ${reason}`);
  return {
    ...nothing,
    evaluatedAt: facts.evaluatedAt,
    head: facts.head,
    baseSource: { unknown: reason },
    environment: facts.environment,
    services: facts.services,
    change: { ...nothing.change, title: facts.change.title, branch: facts.change.branch },
  };
}

function factsOfEvent(facts: ChangeFacts, { pull, branch, dispatchedBy }: GateEvent): Partial<ChangeFacts> {
  const makers = [...(pull === null ? [] : [pull.author]), ...(dispatchedBy === null ? [] : [dispatchedBy])];
  if (pull === null) return { change: { ...facts.change, ...(branch !== null && { branch }) } };
  return {
    baseSource: 'merge-base',
    makers,
    change: { ...facts.change, ...factsOfPull(pull) },
  };
}

function factsOfPull({
  title,
  author,
  authorIsBot,
  labels,
  branch,
  baseBranch,
}: PullRequest): Partial<ChangeFacts['change']> {
  return {
    title,
    author,
    labels,
    branch,
    baseBranch,
    isBot: authorIsBot ? { unknown: 'the signatures of the commits were not looked at' } : false,
  };
}

function declarationOf(
  { declared, reason, incident }: ActionInputs,
  { dispatchedBy }: GateEvent,
): { declared?: Declaration } {
  return declared === null ? {} : { declared: { lane: declared, reason, incident, by: dispatchedBy } };
}

function planOf({ planFile, facts }: GitFacts, { inputs, event }: Scene): Fact<RollbackPlan | null> {
  if (inputs.rollbackPlan !== null) return readPlanFile({ text: inputs.rollbackPlan, source: 'input rollback-plan' });
  if (planFile?.changedInRange === true) return planOfChange(planFile);
  const section = event.pull === null ? null : readPlanSection({ text: event.pull.body, source: 'pull request' });
  return section ?? (planFile === null ? (facts.plan ?? null) : planOfChange(planFile));
}
