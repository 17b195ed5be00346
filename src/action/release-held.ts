import { isUnknown } from '../change/facts.ts';
import type { Fact } from '../change/facts.ts';
import { wildcardMatcher } from '../change/glob.ts';
import { FactsError, GateError, InputError } from '../errors.ts';
import type { GitHub } from '../github/client.ts';
import type { FailedRun } from '../github/failed-runs.ts';
import type { RunJob } from '../github/failed-runs.ts';
import { listFailedRuns, startAgain } from '../github/failed-runs.ts';
import { plainText } from '../report/escape.ts';
import type { Fate } from '../report/held.ts';
import { renderHeld } from '../report/held.ts';
import { day } from '../schedule/civil.ts';
import { answersDeployments } from './answer.ts';
import type { Held } from './held-comment.ts';
import { commentOnStays, repositoryOf } from './held-comment.ts';
import type { GateRun } from './gate-runs.ts';
import { failedGates, gateRunsAmong } from './gate-runs.ts';
import { judgeRun } from './held-run.ts';
import { assumedEnvironment } from './inputs.ts';
import { isForecast } from './record-decision.ts';
import { refreshPulls } from './refresh-pulls.ts';
import type { Scene, Setting } from './scene.ts';
import { openScene } from './scene.ts';

/** So many runs are judged each time, the newest failures first. */
const mostJudged = 20;
/** Of so many it is asked whether it was their gate that failed. */
const mostLookedAt = 60;
/** So many are started each time, the oldest first; the next time goes on. */
const mostStarted = 5;
/** A day longer than GitHub starts them again, so that who waited in vain is told. */
const daysBack = 31;

/**
 * The command `release-held`: starts the failed gates of runs again that only waited for the schedule and may pass now, and
 * brings the answers on open pull requests up to date after the schedule opened or closed, or the policy was changed.
 */
export async function releaseHeld(setting: Setting): Promise<void> {
  const { inputs, runner } = setting;
  const github = await connected(setting);
  if (answersDeployments(inputs)) {
    const { answerWaiting } = await import('./answer-waiting.ts');
    return await answerWaiting(setting, github);
  }
  const runs = await heldRuns(setting, github);
  const unwritten = await commentOnStays(setting, runs);
  const refreshed = await refreshPulls(setting, github);
  const problems = [...runs.flatMap(problemOf), ...unwritten, ...refreshed.problems];
  const environment = inputs.environment ?? assumedEnvironment;
  const text = renderHeld({ environment, runs, refreshed, problems });
  runner.log(text);
  for (const message of problems)
    runner.annotate({ level: 'error', title: 'change-gate', message: plainText(message) });
  await runner.writeSummary(text);
  if (problems.length > 0) runner.fail(3);
}

async function connected({ github }: Setting): Promise<GitHub> {
  if (github !== null) return await github();
  throw new InputError({
    problem: '`command: release-held` needs the input `token`',
    remedy: 'leave `token` out, so that it is the token of the workflow, and give the job `actions: write`',
  });
}

/** Oldest first, each with what became of it. */
async function heldRuns(setting: Setting, github: GitHub): Promise<readonly Held[]> {
  const judged = await judgeRuns(setting, github);
  const held: Held[] = [];
  let started = 0;
  // One after the other: each deployment should see the one before it.
  for (const { run, fate, gates } of judged.toReversed()) {
    if (fate.kind === 'ready') started += 1;
    if (fate.kind !== 'ready') held.push({ run, fate });
    else if (started > mostStarted) held.push({ run, fate: { kind: 'next-time' } });
    else held.push({ run, fate: await start({ run, gates }, { setting, github }) });
  }
  return held.filter(({ fate }) => fate.kind !== 'other');
}

type Judged = Held & { readonly gates: readonly RunJob[] };

/** Newest first; those whose gate let them pass, and that failed for something else, are left out. */
async function judgeRuns(setting: Setting, github: GitHub): Promise<readonly Judged[]> {
  const candidates = await gateRuns(setting, github);
  const judged: Judged[] = [];
  for (const candidate of candidates.slice(0, mostLookedAt)) {
    if (judged.length === mostJudged) break;
    const { run } = candidate;
    const gates = await failedGates(setting, candidate, github);
    if (isUnknown(gates)) judged.push({ run, gates: [], fate: { kind: 'unjudged', reason: gates.unknown } });
    else if (gates.length > 0) judged.push({ run, gates, fate: await judgeRun(setting, run) });
  }
  return judged;
}

type Ready = Pick<Judged, 'run' | 'gates'>;

/** The gate alone is started, with what needs it; of several, GitHub starts one by itself only. */
async function start(
  { run, gates }: Ready,
  { setting, github }: { readonly setting: Setting; readonly github: GitHub },
): Promise<Fate> {
  const [gate, ...others] = gates;
  const job = others.length === 0 ? (gate?.id ?? null) : null;
  const refusal = await startAgain(github, repositoryOf(setting), { run, job });
  return refusal === null ? { kind: 'started' } : { kind: 'refused', reason: refusal.unknown };
}

/** Runs of the default branch, of releases, which are made of tags, and of the branches that the policy trusts. */
async function failedRuns(setting: Setting, github: GitHub, trusted: readonly string[]): Promise<readonly FailedRun[]> {
  const { event, runner } = setting;
  const since = new Date(Date.parse(runner.now()) - daysBack * day).toISOString().slice(0, 10);
  const branch = event.defaultBranch ?? event.branch ?? '';
  const list = async (which: { readonly branch: string } | { readonly event: string }): Promise<readonly FailedRun[]> =>
    known(await listFailedRuns(github, repositoryOf(setting), { ...which, since }));
  const others = trusted.length === 0 ? [] : ['push', 'workflow_dispatch'];
  const [own, releases, ...ofEvents] = await Promise.all([
    list({ branch }),
    list({ event: 'release' }),
    ...others.map(async (name) => await list({ event: name })),
  ]);
  const isTrusted = (run: FailedRun): boolean => trusted.some((pattern) => wildcardMatcher(pattern)(run.branch));
  const runs = new Map([...own, ...releases, ...ofEvents.flat().filter(isTrusted)].map((run) => [run.id, run]));
  return [...runs.values()]
    .filter(({ event: name, id }) => !isForecast({ name }) && id !== runner.run.id)
    .toSorted((one, other) => Date.parse(other.createdAt) - Date.parse(one.createdAt) || other.id - one.id);
}

async function gateRuns(setting: Setting, github: GitHub): Promise<readonly GateRun[]> {
  const scene = await openScene({ ...setting, inputs: { ...setting.inputs, head: null } });
  const runs = newestOfEach(await failedRuns(setting, github, await trustedBranches(scene)));
  return runs.length === 0 ? [] : await gateRunsAmong(scene, runs, github);
}

/** By a policy that is wrong none is trusted; that it is wrong is told where it should judge. */
async function trustedBranches({ loadPolicy }: Scene): Promise<readonly string[]> {
  try {
    return (await loadPolicy()).policy.trustedBranches;
  } catch (error) {
    if (!(error instanceof GateError)) throw error;
    return [];
  }
}

/** Of several runs about one commit by one workflow, the newest. */
function newestOfEach(runs: readonly FailedRun[]): readonly FailedRun[] {
  const keys = runs.map(({ workflow, head }) => `${workflow} ${head}`);
  return runs.filter((_, index) => keys.indexOf(keys[index] ?? '') === index);
}

function known<T>(fact: Fact<T>): T {
  if (!isUnknown(fact)) return fact;
  throw new FactsError({
    problem: `held changes cannot be released: ${fact.unknown}`,
    remedy: 'give the job `actions: write`',
  });
}

function problemOf({ run, fate }: Held): readonly string[] {
  if (fate.kind === 'refused') return [`run ${run.id} was not started again: ${fate.reason}`];
  return fate.kind === 'unjudged' ? [`run ${run.id} was not judged again: ${fate.reason}`] : [];
}
