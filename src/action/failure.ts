import type { Problem } from '../errors.ts';
import { GateError, InputError, PolicyError } from '../errors.ts';
import type { Annotation } from '../report/annotations.ts';
import { annotationsOfProblems } from '../report/annotations.ts';
import { plainText } from '../report/escape.ts';
import { version } from '../version.ts';

/** Why there is no decision, for every place that tells it. */
export type Failure = {
  readonly problem: string;
  readonly remedy: string | null;
  readonly problems: readonly Problem[];
  readonly exitCode: 1 | 2 | 3;
  /** What a bug leaves for those who mend it; null for an error that a user can do something about. */
  readonly stack: string | null;
};

/** What was thrown, in words. */
export function failureOf(error: unknown): Failure {
  if (error instanceof GateError) {
    const problems = error instanceof PolicyError || error instanceof InputError ? error.problems : [];
    return { problem: error.problem, remedy: error.remedy, problems, exitCode: error.exitCode, stack: null };
  }
  return {
    problem: `change-gate ${version} failed: this is a bug`,
    remedy: "please report it with the lines of the job's log",
    problems: [],
    exitCode: 1,
    stack: error instanceof Error ? (error.stack ?? error.message) : String(error),
  };
}

/** A failure beside the files that it is about, then as a whole. */
export function annotationsOfFailure({ problem, remedy, problems }: Failure): readonly Annotation[] {
  const words = [problem, ...(remedy === null ? [] : [remedy])].map((line) => plainText(line, 1_000));
  return [
    ...annotationsOfProblems(problems),
    { level: 'error', title: 'change-gate could not judge, so nothing is approved', message: words.join('\n') },
  ];
}
