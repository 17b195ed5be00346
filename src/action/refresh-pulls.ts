import { isUnknown } from '../change/facts.ts';
import { GateError } from '../errors.ts';
import { hasCheck } from '../github/gate-check.ts';
import type { GitHub } from '../github/client.ts';
import { lastSuccess, listOpenPulls } from '../github/open-pulls.ts';
import { checkNameOf } from './check.ts';
import type { Sighting } from './comment.ts';
import { lookForComment } from './comment.ts';
import type { GateEvent } from './event.ts';
import { repositoryOf } from './held-comment.ts';
import { assumedEnvironment } from './inputs.ts';
import { judgeQuietly } from './judge-again.ts';
import { seePolicyChange } from './policy-change.ts';
import { pullRequestOf } from './pull-request.ts';
import { reviewPull, withdrawAfterFailure } from './review.ts';
import type { Setting } from './scene.ts';
import { tellDecision } from './tell.ts';
import { hasTurned } from './turned.ts';

type Refreshed = {
  readonly count: number;
  /** How many were not looked at. */
  readonly left: number;
  readonly problems: readonly string[];
};

/** So many are judged again, those that were last changed. */
const mostPulls = 50;

/**
 * Judges open pull requests again after the schedule opened or closed, or the policy was changed, and rewrites the answers
 * that stand on them. Where nobody asked for an answer, none is written.
 */
export async function refreshPulls(setting: Setting, github: GitHub): Promise<Refreshed> {
  const { wantsComment, wantsCheck } = setting.inputs;
  if (!wantsComment && !wantsCheck) return nothing();
  const repository = repositoryOf(setting);
  const before = await lastSuccess(github, repository, ownWorkflow());
  if (isUnknown(before)) return nothing(before.unknown);
  if (before !== null && !(await hasTurned(setting, before))) return nothing();
  const pulls = await listOpenPulls(github, repository);
  if (isUnknown(pulls)) return nothing(pulls.unknown);
  let count = 0;
  const problems: string[] = [];
  for (const pull of pulls.slice(0, mostPulls)) {
    const done = await refresh(forecastOf(setting, pull));
    if (done !== null) count += 1;
    problems.push(...(done ?? []));
  }
  return { count, left: Math.max(0, pulls.length - mostPulls), problems };
}

function nothing(...problems: readonly string[]): Refreshed {
  return { count: 0, left: 0, problems };
}

/** The name of the file of the workflow that runs. */
function ownWorkflow(): string {
  const [path = ''] = (process.env['GITHUB_WORKFLOW_REF'] ?? '').split('@');
  return path.slice(path.lastIndexOf('/') + 1);
}

/** Rewrites the answers on one pull request; gives what could not be written, or null where none stands there. */
async function refresh(forecast: Setting): Promise<readonly string[] | null> {
  const sighting = await commentOn(forecast);
  const hasNoComment = sighting === null || (sighting.kind === 'seen' && sighting.marked.length === 0);
  if (hasNoComment && !(await hasCheckOn(forecast))) return null;
  const wanted = { ...forecast, inputs: { ...forecast.inputs, wantsComment: !hasNoComment } };
  try {
    const { scene, passage, gathered } = await judgeQuietly(wanted);
    const { viewer } = gathered;
    const [policyChange, reviewed] = await Promise.all([
      seePolicyChange(scene, passage),
      reviewPull(scene, { passage, viewer }),
    ]);
    const notes = [...scene.notes, ...gathered.notes, ...reviewed];
    const { decision } = passage;
    const sourceUrl = scene.sourceUrls(passage.policy);
    const said = { kind: 'decision', decision, notes, policyChange, sourceUrl } as const;
    return await tellDecision(scene, { said, sighting, viewer });
  } catch (error) {
    if (!(error instanceof GateError)) throw error;
    return [error.problem, ...(await withdrawAfterFailure(forecast))];
  }
}

async function commentOn(forecast: Setting): Promise<Sighting | null> {
  return forecast.inputs.wantsComment ? await lookForComment(forecast) : null;
}

/** One that cannot be seen is taken for none: who may not read it may not write it. */
async function hasCheckOn(forecast: Setting): Promise<boolean> {
  const { event, github, inputs } = forecast;
  if (!inputs.wantsCheck || github === null || event.head === null) return false;
  const name = checkNameOf(forecast, inputs.environment ?? assumedEnvironment);
  return (await hasCheck(await github(), repositoryOf(forecast), { name, head: event.head })) === true;
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
