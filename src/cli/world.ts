import { readFileSync } from 'node:fs';

/** What a command needs from the process around it. */
export interface World {
  readonly argv: readonly string[];
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly cwd: string;
  /** The current instant, ISO 8601 in UTC. */
  now(): string;
  /** Standard input to its end. */
  readInput(): string;
  print(text: string): void;
  printError(text: string): void;
  /** Whether people read the output in colour, and how wide their terminal is. */
  readonly output: { readonly color: 'none' | 'ansi'; readonly width: number };
}

/** The real process. */
export function realWorld(): World {
  ignoreClosedPipe();
  return {
    argv: process.argv.slice(2),
    env: process.env,
    cwd: process.cwd(),
    now: () => new Date().toISOString(),
    readInput: () => readFileSync(0, 'utf8'),
    print: (text) => process.stdout.write(text),
    printError: (text) => process.stderr.write(text),
    output: { color: wantsColor() ? 'ansi' : 'none', width: process.stdout.columns ?? 80 },
  };
}

function wantsColor(): boolean {
  const { NO_COLOR, FORCE_COLOR, TERM } = process.env;
  if (NO_COLOR !== undefined && NO_COLOR !== '') return false;
  if (FORCE_COLOR !== undefined) return FORCE_COLOR !== '0';
  return process.stdout.isTTY === true && TERM !== 'dumb';
}

/** `change-gate | head` closes our output early: that is no failure of ours. */
function ignoreClosedPipe(): void {
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error;
  });
}
