import type { ChangeFacts, Declaration, Fact, RollbackPlan } from '../change/facts.ts';
import { unknownFacts } from '../change/unknown-facts.ts';
import type { GitFacts } from '../git/gather.ts';
import { gatherGitFacts } from '../git/gather.ts';
import { readRange } from '../git/range.ts';
import { planOfChange, readPlanFile, readPlanSection } from '../policy/read-plan.ts';
import type { Base } from './base.ts';
import { findBase } from './base.ts';
import type { GateEvent } from './event.ts';
import { gatherGitHubFacts } from './github-facts.ts';
import type { ActionInputs } from './inputs.ts';
import type { PullRequest } from './pull-request.ts';
import type { Scene } from './scene.ts';

/** Gathers the facts of the change that an event is about: those of git, over them those of GitHub and the event. */
export async function gatherChange(scene: Scene): Promise<ChangeFacts> {
  const { inputs, event } = scene;
  const base = await findBase(scene);
  const gathered = base.kind === 'unknown' ? await headAlone(scene, base.reason) : await gatherRange(scene, base);
  const github = gatherGitHubFacts(scene);
  return {
    ...gathered.facts,
    ...github,
    ...declarationOf(inputs, event),
    environment: inputs.environment ?? { unknown: 'the input `environment` was not given' },
    change: { ...gathered.facts.change, ...github.change, ...factsOfEvent(event) },
    plan: planOf(gathered, scene),
  };
}

async function gatherRange(scene: Scene, base: Exclude<Base, { kind: 'unknown' }>): Promise<GitFacts> {
  const { inputs, repository, runner } = scene;
  const { facts, planFile } = await gatherGitFacts({
    repository: runner.workspace,
    base: base.kind === 'commit' ? base.sha : null,
    withoutBase: 'nothing-live',
    head: scene.head,
    evaluatedAt: runner.now(),
    environment: inputs.environment,
    services: inputs.services,
    missingObjects: 'fetch',
  });
  const seen = repository.isShallow ? withoutCounts(facts) : facts;
  return { planFile, facts: base.kind === 'commit' ? { ...seen, baseSource: base.source } : seen };
}

/** Where history is cut off, some commits of the range may be out of sight. */
function withoutCounts(facts: ChangeFacts): ChangeFacts {
  const unknown = { unknown: 'the clone is shallow, so commits may be out of sight; check out with `fetch-depth: 0`' };
  return { ...facts, change: { ...facts.change, commits: unknown, ageHours: unknown, isReland: unknown } };
}

/** Without a base, what the change is made of is unknown: never the last commit alone. */
async function headAlone({ inputs, repository, runner, head }: Scene, reason: string): Promise<GitFacts> {
  const nothing = unknownFacts(`what is live is not known: ${reason}`);
  const { title } = await readRange(repository, { base: head, head, mailmap: null });
  const facts = {
    ...nothing,
    evaluatedAt: runner.now(),
    head,
    baseSource: { unknown: reason },
    services: inputs.services ?? nothing.services,
    change: { ...nothing.change, title },
  };
  return { facts, planFile: null };
}

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

function declarationOf(
  { declared, reason, incident }: ActionInputs,
  { actor }: GateEvent,
): { readonly declared?: Declaration } {
  return declared === null ? {} : { declared: { lane: declared, reason, incident, by: actor } };
}

/** The plan that stands closest to the change: the input, its own file, its text, then the standing one. */
function planOf({ planFile, facts }: GitFacts, { inputs, event }: Scene): Fact<RollbackPlan | null> {
  if (inputs.rollbackPlan !== null) return readPlanFile({ text: inputs.rollbackPlan, source: 'input rollback-plan' });
  if (planFile?.changedInRange === true) return planOfChange(planFile);
  const section = event.pull === null ? null : readPlanSection({ text: event.pull.body, source: 'pull request' });
  return section ?? (planFile === null ? facts.plan : planOfChange(planFile));
}
