import type { Color } from '../report/paint.ts';
import { FactsError } from '../errors.ts';

/** What a command needs from the process around it. */
export interface World {
  readonly argv: readonly string[];
  readonly env: Readonly<Record<string, string | undefined>>;
  /** The folder in which the user stands; throws a `FactsError` if it is gone. */
  readonly cwd: string;
  /** The current instant, ISO 8601 in UTC. */
  now(): string;
  /** Standard input, as it comes. */
  readonly input: AsyncIterable<Uint8Array>;
  print(text: string): void;
  printError(text: string): void;
  /** Whether people read the output in colour, and how wide their terminal is. */
  readonly output: { readonly color: Color; readonly width: number };
  readonly errorOutput: { readonly color: Color; readonly isTerminal: boolean };
}

/** The real process. */
export function realWorld(): World {
  endWithOutput();
  return {
    argv: process.argv.slice(2),
    env: process.env,
    get cwd() {
      return currentFolder();
    },
    now: () => new Date().toISOString(),
    get input() {
      return process.stdin;
    },
    print: (text) => process.stdout.write(text),
    printError: (text) => process.stderr.write(text),
    output: { color: colorOf(process.stdout), width: process.stdout.columns ?? 80 },
    get errorOutput() {
      return { color: colorOf(process.stderr), isTerminal: process.stderr.isTTY };
    },
  };
}

function currentFolder(): string {
  try {
    return process.cwd();
  } catch (cause) {
    throw new FactsError({
      problem: 'the folder you stand in is gone',
      remedy: 'change to a folder that exists',
      cause,
    });
  }
}

function colorOf(stream: NodeJS.WriteStream): Color {
  const { NO_COLOR, FORCE_COLOR, TERM } = process.env;
  if (NO_COLOR !== undefined && NO_COLOR !== '') return 'none';
  if (FORCE_COLOR !== undefined) return FORCE_COLOR === '0' ? 'none' : 'ansi';
  return stream.isTTY && TERM !== 'dumb' ? 'ansi' : 'none';
}

/** `change-gate | head` closes our output early, which is no failure of ours; an answer that cannot be written is one. */
function endWithOutput(): void {
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code === 'EPIPE') return;
    process.stderr.write(`error: the answer could not be written: ${error.message}\n`);
    process.exit(1);
  });
  process.stderr.on('error', () => undefined);
}
