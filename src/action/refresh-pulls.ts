import { isUnknown } from '../change/facts.ts';
import { GateError } from '../errors.ts';
import type { GitHub } from '../github/client.ts';
import { lastSuccess, listOpenPulls } from '../github/open-pulls.ts';
import type { Policy } from '../policy/policy.ts';
import { runwaysOf } from '../policy/runways.ts';
import { calendarAt } from '../schedule/calendar.ts';
import { lookForComment } from './comment.ts';
import type { GateEvent } from './event.ts';
import { repositoryOf } from './held-comment.ts';
import { assumedEnvironment } from './inputs.ts';
import { judgeQuietly } from './judge-again.ts';
import { seePolicyChange } from './policy-change.ts';
import { pullRequestOf } from './pull-request.ts';
import type { Setting } from './scene.ts';
import { openScene } from './scene.ts';
import { tellDecision } from './tell.ts';

type Refreshed = { readonly count: number; readonly problems: readonly string[] };

/** So many are judged again, those that were last changed. */
const mostPulls = 30;

/**
 * Judges open pull requests again after the schedule opened or closed, and rewrites the answers that stand on them.
 * Where nobody asked for an answer, none is written.
 */
export async function refreshPulls(setting: Setting, github: GitHub): Promise<Refreshed> {
  if (!setting.inputs.wantsComment) return { count: 0, problems: [] };
  const repository = repositoryOf(setting);
  const before = await lastSuccess(github, repository, ownWorkflow());
  if (isUnknown(before)) return { count: 0, problems: [before.unknown] };
  if (before !== null && !(await hasTurned(setting, before))) return { count: 0, problems: [] };
  const pulls = await listOpenPulls(github, repository, { atMost: mostPulls });
  if (isUnknown(pulls)) return { count: 0, problems: [pulls.unknown] };
  let count = 0;
  const problems: string[] = [];
  for (const pull of pulls) {
    const done = await refresh(setting, pull);
    if (done !== null) count += 1;
    problems.push(...(done ?? []));
  }
  return { count, problems };
}

/** The name of the file of the workflow that runs. */
function ownWorkflow(): string {
  const [path = ''] = (process.env['GITHUB_WORKFLOW_REF'] ?? '').split('@');
  return path.slice(path.lastIndexOf('/') + 1);
}

/** Whether the schedule opened or closed since, for changes of no service or of any that the policy knows. */
async function hasTurned(setting: Setting, since: string): Promise<boolean> {
  const scene = await openScene({ ...setting, inputs: { ...setting.inputs, head: null } });
  const { policy } = await scene.loadPolicy();
  const environment = setting.inputs.environment ?? assumedEnvironment;
  const places = [[], ...Object.keys(policy.services).map((service) => [service])];
  return places.some((services) => {
    const [then, now] = [since, setting.runner.now()].map((at) => isOpen(policy, { environment, services }, at));
    return then !== now;
  });
}

type Place = { readonly environment: string; readonly services: readonly string[] };

function isOpen(policy: Policy, place: Place, at: string): boolean {
  return calendarAt({ ...place, schedule: policy.schedule, runways: runwaysOf(policy) }, at).open;
}

/** Rewrites the answer on one pull request; gives what could not be written, or null where none stands there. */
async function refresh(setting: Setting, pull: object): Promise<readonly string[] | null> {
  const forecast = forecastOf(setting, pull);
  const sighting = await lookForComment(forecast);
  if (sighting?.kind === 'seen' && sighting.marked.length === 0) return null;
  try {
    const { scene, passage, gathered } = await judgeQuietly(forecast);
    const policyChange = await seePolicyChange(scene, passage);
    const notes = [...scene.notes, ...gathered.notes];
    const { decision } = passage;
    const sourceUrl = scene.sourceUrls(passage.policy);
    const said = { kind: 'decision', decision, notes, policyChange, sourceUrl } as const;
    return await tellDecision(scene, { said, sighting, viewer: gathered.viewer });
  } catch (error) {
    if (!(error instanceof GateError)) throw error;
    return [error.problem];
  }
}

function forecastOf(setting: Setting, pull: object): Setting {
  const { defaultBranch, head: tip } = setting.event;
  const request = pullRequestOf({ pull_request: pull });
  const head = request?.headSha ?? null;
  // GitHub tells the base of the last push to the pull request; what would judge it now is the tip.
  const isOnTip = request?.baseBranch === defaultBranch && tip !== null;
  const now = request !== null && isOnTip ? { ...request, baseSha: tip } : request;
  const event: GateEvent = { ...setting.event, name: 'pull_request_target', head, branch: null, pull: now };
  return { ...setting, inputs: { ...setting.inputs, head: null, base: null }, event };
}
