import { GateError, InputError, PolicyError } from '../errors.ts';
import { forTerminal } from '../report/escape.ts';
import { renderProblems } from '../report/problems.ts';
import { version } from '../version.ts';
import { exitCodes } from './command.ts';
import { textFrom } from './text-from.ts';
import type { World } from './world.ts';

/** Says on standard error what went wrong and what to do, and gives the exit code. */
export function reportError(error: unknown, world: World): number {
  if (error instanceof GateError) {
    world.printError(wordsOf(error, world));
    return error.exitCode;
  }
  const stack = error instanceof Error ? (error.stack ?? error.message) : String(error);
  world.printError(
    `change-gate ${version} failed: this is a bug, please report it with these lines\n${forTerminal(stack)}\n`,
  );
  return exitCodes.bug;
}

function wordsOf(error: GateError, world: World): string {
  const problems = error instanceof PolicyError || error instanceof InputError ? error.problems : [];
  const { color } = world.errorOutput;
  const listed = problems.length === 0 ? '' : `${renderProblems(problems, { color, textOf: textFrom(world.cwd) })}\n`;
  const remedy = error.remedy === null ? '' : `  ${forTerminal(error.remedy)}\n`;
  return `${listed}error: ${forTerminal(error.problem)}\n${remedy}`;
}
