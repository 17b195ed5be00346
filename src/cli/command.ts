import type { Options, OptionSpecs } from './options.ts';
import type { World } from './world.ts';

/** One command of the command line. `run` gives the exit code. */
export type Command = {
  readonly summary: string;
  readonly usage: string;
  readonly options: OptionSpecs;
  /** What may stand there without an option, in order; left out = nothing, `PATH...` at the end = any number. */
  readonly words?: readonly string[];
  readonly run: (options: Options, world: World) => Promise<number>;
};

/** Exit codes that other programs rely on. */
export const exitCodes = { success: 0, bug: 1, wrongInput: 2, cannotTell: 3, needsApproval: 10, blocked: 11 } as const;
