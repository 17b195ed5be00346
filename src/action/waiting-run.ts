import { isUnknown } from '../change/facts.ts';
import { FactsError } from '../errors.ts';
import { mergeBase } from '../git/merge-base.ts';
import type { Repository } from '../git/repository.ts';
import type { DeployingRun } from '../github/waiting-runs.ts';
import { readRun } from '../github/waiting-runs.ts';
import { findNamed, isRefName } from './commit-names.ts';
import type { GateEvent, RunContext } from './event.ts';
import { fetchCommits } from './fetch-commits.ts';
import { recordOf, textOf } from './payload.ts';
import { isForecast } from './record-decision.ts';
import type { Setting } from './scene.ts';
import { openClone } from './scene.ts';

type Known = Pick<Setting, 'inputs' | 'runner' | 'github'> & {
  readonly event: GateEvent;
  readonly context: Pick<RunContext, 'eventName' | 'payload'>;
};

/** The event of another run that this one is to answer for, as that run met it; any other event as it is. */
export async function withWaitingRun({ event, context, ...known }: Known): Promise<GateEvent> {
  const id = numbers[context.eventName ?? '']?.(context.payload) ?? null;
  if (id === null) return event;
  if (known.github === null) throw unread(id, 'there is no `token`');
  const run = await readRun(await known.github(), { owner: event.owner, repo: event.repository }, id);
  if (isUnknown(run)) throw unread(id, run.unknown);
  return await eventOfRun({ event, ...known }, run);
}

/**
 * What a waiting run would deploy. What begins it may be a pull request, but what waits is a deployment, and nothing of
 * the pull request's is believed.
 */
export async function eventOfRun(
  setting: Pick<Setting, 'inputs' | 'runner'> & { readonly event: GateEvent },
  run: DeployingRun,
): Promise<GateEvent> {
  return {
    ...setting.event,
    name: isForecast({ name: run.event }) ? 'deployment' : run.event,
    head: run.head,
    branch: await provenBranch(setting, run),
    actor: run.actor,
    pull: null,
    mergeGroup: null,
    deployment: null,
    run,
  };
}

/** How the events that are about another run name it. */
const numbers: Readonly<Record<string, (payload: unknown) => number | null>> = {
  workflow_run: (payload) => numberOf(recordOf(recordOf(payload)['workflow_run'])['id']),
  deployment_protection_rule: (payload) => {
    const [, id] = /\/actions\/runs\/(\d+)\//u.exec(textOf(recordOf(payload)['deployment_callback_url']) ?? '') ?? [];
    return id === undefined ? null : Number(id);
  },
};

function numberOf(value: unknown): number | null {
  return typeof value === 'number' ? value : null;
}

/** A run does not tell a branch from a tag of its name, whose commit could be anybody's: the branch must hold the commit. */
async function provenBranch(
  { inputs, runner }: Pick<Setting, 'inputs' | 'runner'>,
  { ref, head }: DeployingRun,
): Promise<string | null> {
  if (ref === null || !isRefName(ref)) return null;
  const clone = await openClone(runner.workspace);
  const needs = { commits: [head], branches: [ref], names: [], token: inputs.token };
  const { repository } = await fetchCommits(clone, needs);
  const [tip = null, commit = null] = await findNamed(repository, [`refs/remotes/origin/${ref}`, head]);
  if (tip === null || commit === null) return null;
  return (await holds(repository, { tip, commit })) ? ref : null;
}

async function holds(
  repository: Repository,
  { tip, commit }: { readonly tip: string; readonly commit: string },
): Promise<boolean> {
  try {
    return (await mergeBase(repository, { one: tip, other: commit })) === commit;
  } catch (error) {
    // Where it cannot be seen, the default branch's policy judges.
    if (error instanceof FactsError) return false;
    throw error;
  }
}

function unread(id: number, reason: string): FactsError {
  return new FactsError({
    problem: `the run ${id}, which is to be answered for, could not be read: ${reason}`,
    remedy: 'give the token `actions: read`',
  });
}
