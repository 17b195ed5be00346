import { GateError, InputError, PolicyError } from '../errors.ts';
import type { Problem } from '../errors.ts';
import { runGate } from '../gate.ts';
import { annotationsOfProblems } from '../report/annotations.ts';
import { renderNotJudged } from '../report/not-judged.ts';
import { version } from '../version.ts';
import { gatherChange } from './gather.ts';
import { comment } from './comment.ts';
import { mayProceed } from './proceed.ts';
import { publishLocally } from './publish.ts';
import { readInputs } from './read-inputs.ts';
import { realEvent, realRunner } from './real-runner.ts';
import type { Runner } from './runner.ts';
import { openScene } from './scene.ts';

/** Runs the action on the runner that the process is on. */
export async function main(): Promise<void> {
  const runner = realRunner();
  try {
    await run(runner);
  } catch (error) {
    await reportFailure(error, runner);
  }
}

async function run(runner: Runner): Promise<void> {
  const inputs = readInputs((name) => runner.input(name));
  if (inputs.token !== null) runner.mask(inputs.token);
  const scene = await openScene({ inputs, event: realEvent(), runner });
  const { decision } = await runGate({
    loadPolicy: () => scene.loadPolicy(),
    gatherFacts: () => gatherChange(scene),
    publish: async (passage) => {
      const notes = await comment(scene, passage);
      await publishLocally({ ...passage, inputs, notes, runUrl: runner.runUrl }, runner);
    },
  });
  if (!mayProceed(inputs, decision)) runner.fail(exitCodes[decision.outcome]);
}

const exitCodes = { approved: 0, 'needs-approval': 10, blocked: 11 } as const;

/** Says what went wrong in every place that needs no permission; sets no output, so that nothing reads it as approval. */
async function reportFailure(error: unknown, runner: Runner): Promise<void> {
  const failure = failureOf(error);
  for (const { level, message, ...place } of annotationsOfProblems(failure.problems))
    runner.annotate(level, message, place);
  runner.annotate('error', [failure.problem, ...(failure.remedy === null ? [] : [failure.remedy])].join('\n'), {
    title: 'change-gate could not judge',
  });
  runner.fail(error instanceof GateError ? error.exitCode : 1);
  await runner.writeSummary(renderNotJudged(failure, { marker: null, runUrl: runner.runUrl }));
}

type Failure = { readonly problem: string; readonly remedy: string | null; readonly problems: readonly Problem[] };

function failureOf(error: unknown): Failure {
  if (error instanceof GateError) {
    const problems = error instanceof PolicyError || error instanceof InputError ? error.problems : [];
    return { problem: error.problem, remedy: error.remedy, problems };
  }
  const stack = error instanceof Error ? (error.stack ?? error.message) : String(error);
  return {
    problem: `change-gate ${version} failed: this is a bug, please report it with these lines\n${stack}`,
    remedy: null,
    problems: [],
  };
}
