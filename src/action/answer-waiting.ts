import { isUnknown } from '../change/facts.ts';
import { decide } from '../decision/decide.ts';
import { FactsError, GateError } from '../errors.ts';
import type { GitHub } from '../github/client.ts';
import type { DeployingRun } from '../github/waiting-runs.ts';
import { listWaitingRuns, readPending } from '../github/waiting-runs.ts';
import { plainText } from '../report/escape.ts';
import type { Answered, AnsweredRun } from '../report/deployment-answer.ts';
import { renderAnswered } from '../report/deployment-answer.ts';
import { answerDeployment } from './answer-deployment.ts';
import { followUp } from './follow-up.ts';
import { sendDecision } from './send-event.ts';
import { repositoryOf } from './held-comment.ts';
import { assumedEnvironment } from './inputs.ts';
import type { Judgement } from './judge-again.ts';
import { judgeQuietly } from './judge-again.ts';
import { keep } from './keep.ts';
import { lockedFacts } from './locked-facts.ts';
import type { Setting } from './scene.ts';
import { tellDecision } from './tell.ts';
import { eventOfRun } from './waiting-run.ts';

/** So many runs are judged each time, those that wait longest first; the next time goes on. */
const mostJudged = 20;

/** The command `release-held` with `approve: deployment-rule` or `deployment-review`: answers every deployment that waits. */
export async function answerWaiting(setting: Setting, github: GitHub): Promise<void> {
  const { inputs, runner } = setting;
  const environment = inputs.environment ?? assumedEnvironment;
  const runs = await runsWaitingFor(setting, github);
  const answered: AnsweredRun[] = [];
  // One after the other: each deployment should see the one before it.
  for (const run of runs.slice(0, mostJudged)) answered.push({ run, answered: await answer(setting, run) });
  const problems = answered.flatMap(problemOf);
  const text = renderAnswered(environment, answered, problems);
  runner.log(text);
  for (const problem of problems)
    runner.annotate({ level: 'error', title: 'change-gate', message: plainText(problem) });
  await runner.writeSummary(text);
  if (problems.length > 0) runner.fail(3);
}

/** The runs that wait for the environment, oldest first. */
async function runsWaitingFor(setting: Setting, github: GitHub): Promise<readonly DeployingRun[]> {
  const environment = setting.inputs.environment ?? assumedEnvironment;
  const runs = await listWaitingRuns(github, repositoryOf(setting));
  if (isUnknown(runs)) throw unread(runs.unknown);
  const waiting: DeployingRun[] = [];
  for (const run of runs.toReversed()) {
    const pending = await readPending(github, repositoryOf(setting), run.id);
    if (isUnknown(pending)) throw unread(pending.unknown);
    if (pending.some((one) => one.environment === environment)) waiting.push(run);
  }
  return waiting;
}

function unread(reason: string): FactsError {
  return new FactsError({
    problem: `the deployments that wait cannot be read: ${reason}`,
    remedy: 'give the token `actions: read`',
  });
}

async function answer(setting: Setting, run: DeployingRun): Promise<Answered> {
  try {
    const event = await eventOfRun(setting, run);
    const inputs = { ...setting.inputs, head: null, base: null };
    const judgement = await withLocks(await judgeQuietly({ ...setting, inputs, event }));
    const { scene, passage, gathered } = judgement;
    const given = await answerDeployment(scene, { passage, viewer: gathered.viewer });
    if (given.kind === 'none') return { kind: 'answered-already' };
    if (given.kind === 'approved' || given.kind === 'rejected') await tell(judgement);
    return given;
  } catch (error) {
    if (!(error instanceof GateError)) throw error;
    return { kind: 'unjudged', reason: error.problem };
  }
}

/** What is let pass takes a lock first: the next one that waits sees no deployment of it yet. */
async function withLocks(judgement: Judgement): Promise<Judgement> {
  const { scene, passage } = judgement;
  const { policy } = passage;
  const facts = await lockedFacts(scene, policy, passage.facts);
  return { ...judgement, passage: { ...passage, facts, decision: decide(policy, facts) } };
}

/** What was answered for good stands beside the commit and in the ledger; what still waits would fill both. */
async function tell({ scene, passage, gathered }: Judgement): Promise<void> {
  const notes = [...scene.notes, ...gathered.notes];
  const sourceUrl = scene.sourceUrls(passage.policy);
  const said = { kind: 'decision', decision: passage.decision, notes, policyChange: null, sourceUrl } as const;
  await tellDecision(scene, { said, sighting: null, viewer: gathered.viewer });
  const { notes: unkept, kept } = await keep(scene, passage);
  const { viewer } = gathered;
  const followed = await followUp(scene, { passage, viewer, route: { kind: 'none' }, kept });
  const unsent = scene.inputs.eventsUrl === null ? [] : await sendDecision(scene, passage, { kept });
  for (const note of [...unkept, ...followed, ...unsent]) scene.runner.log(note);
}

function problemOf({ run, answered }: AnsweredRun): readonly string[] {
  if (answered.kind === 'refused') return [`the deployment of run ${run.id} was not answered: ${answered.reason}`];
  return answered.kind === 'unjudged' ? [`the deployment of run ${run.id} was not judged: ${answered.reason}`] : [];
}
