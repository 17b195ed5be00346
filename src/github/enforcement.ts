import type { Enforcement, Fact } from '../change/facts.ts';
import { isUnknown } from '../change/facts.ts';
import { readBranchState } from './branch-rules.ts';
import type { GitHub, RepositoryName } from './client.ts';
import type { Target } from './deployment-branches.ts';
import { wayAround, wayAroundAtAGlance } from './deployment-branches.ts';
import type { Reply } from './query.ts';
import type { OwnRepository, RunningWorkflow } from './required-workflow.ts';
import { isRequired } from './required-workflow.ts';

/** What tells whether the answer of a run binds. */
export type EnforcementQuery = {
  readonly environment: string;
  /** Which branches may deploy is told apart only where something is to be deployed. */
  readonly purpose: 'forecast' | 'deployment';
  /** The branch that the run is about, or that its change is to land on; null for a tag. */
  readonly branch: string | null;
  /** Null: the runner does not say which workflow runs. */
  readonly workflow: RunningWorkflow | null;
  readonly own: OwnRepository;
  /** Why the run by itself keeps nobody from editing its workflow. */
  readonly lacking: readonly string[];
};

type Source = { readonly github: GitHub; readonly repository: RepositoryName; readonly reply: Promise<Fact<Reply>> };

/** Whether a ruleset or the environment keeps the author of a change from editing the workflow that judges it. */
export async function readEnforcement(source: Source, query: EnforcementQuery): Promise<Fact<Enforcement>> {
  const target = readTarget(source, query);
  const [required, around] = await Promise.all([
    target.then((found) => isDemanded(found, query)),
    wayAroundIn(source, query, target),
  ]);
  if (required === true) return { by: 'required-workflow', lacking: [] };
  if (around === null) return { by: 'protected-environment', lacking: [] };
  if (isUnknown(around)) return around;
  return isUnknown(required) ? required : { by: 'nothing', lacking: [...query.lacking, around] };
}

async function wayAroundIn(
  { github, repository, reply }: Source,
  { environment, purpose }: EnforcementQuery,
  target: Promise<Target | null>,
): Promise<Fact<string | null>> {
  const place = { github, repository, environment };
  const told = purpose === 'forecast' ? await reply : null;
  return told === null || isUnknown(told)
    ? await wayAround(place, target)
    : await wayAroundAtAGlance({ ...place, reply: told }, target);
}

async function readTarget(
  { github, repository, reply }: Source,
  { branch: name }: EnforcementQuery,
): Promise<Target | null> {
  if (name === null) return null;
  const told = await reply;
  if (isUnknown(told)) return { name, state: { rules: told, protection: told } };
  return { name, state: await readBranchState({ github, repository, reply: told }, name) };
}

function isDemanded(target: Target | null, { workflow, own }: EnforcementQuery): Fact<boolean> {
  if (target === null || workflow === null) return false;
  const { rules } = target.state;
  if (isUnknown(rules)) return rules;
  return rules.some(({ workflows }) => workflows.some((required) => isRequired(workflow, required, own)));
}
