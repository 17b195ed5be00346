import { tokensIn } from '../endpoint/token.ts';
import { runGate } from '../gate.ts';
import type { Passage } from '../ports.ts';
import { forTerminal } from '../report/escape.ts';
import { renderNotJudged } from '../report/not-judged.ts';
import { answerIfAsked, answersDeployments } from './answer.ts';
import { remotePoliciesOf } from './central.ts';
import type { Sighting } from './comment.ts';
import { withNamedPull } from './commented-pull.ts';
import { connection } from './connect.ts';
import { doubtsAbout } from './doubts.ts';
import type { GateEvent } from './event.ts';
import { readEvent } from './event.ts';
import { annotationsOfFailure, failureOf } from './failure.ts';
import type { Gathered } from './gather.ts';
import { followUp } from './follow-up.ts';
import { gatherChange } from './gather.ts';
import { basicCredentials } from './git-settings.ts';
import { keep } from './keep.ts';
import { lockedFacts } from './locked-facts.ts';
import { seePolicyChange } from './policy-change.ts';
import { mayProceed } from './proceed.ts';
import { publishLocally } from './publish.ts';
import { readInputs } from './read-inputs.ts';
import type { KeptDecision } from './record-decision.ts';
import { realRunner } from './real-runner.ts';
import { reviewPull } from './review.ts';
import { findRoute, notesOfRoute } from './route.ts';
import type { Runner } from './runner.ts';
import type { Scene, Setting } from './scene.ts';
import { openScene } from './scene.ts';
import { sightComment, tellDecision, tellFailureOnGitHub } from './tell.ts';

/** Runs the action on the runner that the process is on. */
export async function main(): Promise<void> {
  const runner = realRunner();
  try {
    const setting = await readSetting(runner);
    await commands[setting.inputs.command](setting);
  } catch (error) {
    await tellFailure(error, runner);
  }
}

const commands = { evaluate: judge, 'record-outcome': record, 'release-held': release } as const;

// The code of what is seldom asked for is loaded only then.

async function record(setting: Setting): Promise<void> {
  const { recordOutcome } = await import('./record-outcome.ts');
  await recordOutcome(setting);
}

async function release(setting: Setting): Promise<void> {
  const { releaseHeld } = await import('./release-held.ts');
  await releaseHeld(setting);
}

async function readSetting(runner: Runner): Promise<Setting> {
  const given = readInputs((name) => runner.input(name));
  const { token, policyToken, sloToken, eventsToken } = given;
  keepSecret([token, policyToken, eventsToken], runner);
  for (const secret of sloToken === null ? [] : tokensIn(sloToken)) runner.keepSecret(secret);
  const { apiUrl } = runner;
  const github = connection({ token, apiUrl });
  const central = policyToken === null ? github : connection({ token: policyToken, apiUrl });
  const event = await readSubject({ inputs: given, runner, github });
  const inputs = { ...given, environment: given.environment ?? event.environment };
  return { inputs, event, runner, github, central, remote: remotePoliciesOf({ inputs, central }) };
}

/** The event, with what its payload names by number alone. */
async function readSubject(known: Pick<Setting, 'inputs' | 'runner' | 'github'>): Promise<GateEvent> {
  const context = await known.runner.context();
  const event = readEvent(context);
  if (!answersDeployments(known.inputs)) return await withNamedPull(event, { context, github: known.github });
  const { withWaitingRun } = await import('./waiting-run.ts');
  return await withWaitingRun({ ...known, event, context });
}

function keepSecret(tokens: readonly (string | null)[], runner: Runner): void {
  for (const token of tokens) {
    if (token !== null) for (const secret of [token, basicCredentials(token)]) runner.keepSecret(secret);
  }
}

async function judge(setting: Setting): Promise<void> {
  try {
    const scene = await openScene(setting);
    const sound = await scene.loadPolicy();
    const [gathered, sighting] = await Promise.all([gatherChange(scene, sound.policy), sightComment(setting)]);
    const facts = await lockedFacts(scene, sound.policy, gathered.facts);
    await runGate({
      loadPolicy: async () => sound,
      gatherFacts: async () => facts,
      publish: (passage) => publish(scene, { passage, gathered, sighting }),
    });
  } catch (error) {
    await tellFailureOnGitHub(setting, failureOf(error));
    throw error;
  }
}

const exitCodes = { approved: 0, 'needs-approval': 10, blocked: 11 } as const;

type Judged = { readonly passage: Passage; readonly gathered: Gathered; readonly sighting: Sighting | null };

async function publish(scene: Scene, { passage, gathered, sighting }: Judged): Promise<void> {
  const { inputs, runner } = scene;
  const { decision } = passage;
  const sourceUrl = scene.sourceUrls(passage.policy);
  const { viewer } = gathered;
  const [policyChange, route, reviewed] = await Promise.all([
    seePolicyChange(scene, passage),
    findRoute(scene, decision),
    reviewPull(scene, { passage, viewer }),
  ]);
  const known = [...scene.notes, ...gathered.notes, ...doubtsAbout(inputs, passage)];
  const notes = [...known, ...notesOfRoute(route), ...reviewed];
  const told = { notes, policyChange, sourceUrl };
  const said = { kind: 'decision', decision, ...told } as const;
  const unwritten = await tellDecision(scene, { said, sighting, viewer });
  const { notes: unkept, kept } = await keep(scene, passage);
  // What lets a deployment pass is on record before it does.
  const answered = await answerIfAsked(scene, { passage, viewer });
  const followed = await followUp(scene, { passage, viewer, route, kept });
  const unsent = await sendIfAsked(scene, passage, kept);
  const all = [...notes, ...unwritten, ...unkept, ...answered, ...followed, ...unsent];
  await publishLocally({ ...passage, ...told, route, inputs, notes: all }, runner);
  if (!mayProceed({ inputs, decision, route })) runner.fail(exitCodes[decision.outcome]);
}

async function sendIfAsked(scene: Scene, passage: Passage, kept: KeptDecision['kept']): Promise<readonly string[]> {
  if (scene.inputs.eventsUrl === null) return [];
  const { sendDecision } = await import('./send-event.ts');
  return await sendDecision(scene, passage, { kept });
}

/** Says what went wrong in every place that needs no permission; sets no output, so that nothing reads it as approval. */
async function tellFailure(error: unknown, runner: Runner): Promise<void> {
  const failure = failureOf(error);
  runner.fail(failure.exitCode);
  if (failure.stack !== null) runner.log(forTerminal(failure.stack));
  for (const annotation of annotationsOfFailure(failure)) runner.annotate(annotation);
  await runner.writeSummary(renderNotJudged(failure, { marker: null, runUrl: runner.runUrl }));
}
