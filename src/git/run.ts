import { spawn } from 'node:child_process';
import type { ChildProcessWithoutNullStreams } from 'node:child_process';
import { existsSync } from 'node:fs';
import { FactsError } from '../errors.ts';
import { settings, variables } from './surroundings.ts';

/** Where git runs, and whether it may ask a remote for objects that a partial clone lacks. */
export type Place = {
  /** The directory in which git starts. */
  readonly directory: string;
  /** The `.git` directory; null while it is sought. */
  readonly gitDirectory: string | null;
  readonly missingObjects: 'refuse' | 'fetch';
  /** Ends git when it is aborted. */
  readonly signal?: AbortSignal;
};

export type GitCommand = {
  readonly arguments: readonly string[];
  /** What git reads from its standard input. */
  readonly input?: string;
  /** `-c` settings of this command alone. */
  readonly settings?: readonly string[];
};

/** Runs git and gives its output, whose bytes are one character each (latin1), since paths need not be UTF-8. */
export async function runGit(place: Place, command: GitCommand): Promise<string> {
  const parts: string[] = [];
  for await (const part of streamGit(place, command)) parts.push(part);
  return parts.join('');
}

/** The output of git as it comes, one character a byte. */
export async function* streamGit(place: Place, command: GitCommand): AsyncGenerator<string> {
  for await (const chunk of streamBytes(place, command)) yield chunk.toString('latin1');
}

/** The output of git as it comes. */
export async function* streamBytes(place: Place, command: GitCommand): AsyncGenerator<Buffer> {
  const child = start(place, command);
  const ended = endOf(child, { place, command });
  // A failure is awaited below; this keeps it from counting as unhandled while output is still read.
  ended.catch(() => undefined);
  try {
    // Without an encoding set all that comes is buffers.
    for await (const chunk of child.stdout) if (Buffer.isBuffer(chunk)) yield chunk;
    await ended;
  } finally {
    if (child.exitCode === null) child.kill();
  }
}

function start(place: Place, command: GitCommand): ChildProcessWithoutNullStreams {
  const own = command.settings ?? [];
  const child = spawn(
    'git',
    ['--no-pager', ...[...settings, ...own].flatMap((one) => ['-c', one]), ...command.arguments],
    {
      cwd: place.directory,
      env: variables(place),
      windowsHide: true,
      ...(place.signal !== undefined && { signal: place.signal }),
    },
  );
  // Git that ends before it read everything closes the pipe; its exit code says what is wrong.
  child.stdin.on('error', () => undefined);
  child.stdin.end(command.input ?? '');
  return child;
}

const longestMessage = 2_000;

type Running = { readonly place: Place; readonly command: GitCommand };

function endOf(child: ChildProcessWithoutNullStreams, { place, command }: Running): Promise<void> {
  let message = '';
  child.stderr.setEncoding('utf8');
  child.stderr.on('data', (text: string) => {
    if (message.length < longestMessage) message += text;
  });
  return new Promise((resolve, reject) => {
    child.on('error', (cause) =>
      reject(place.signal?.aborted === true ? tookTooLong(cause) : notStarted(cause, place)),
    );
    child.on('close', (code, signal) => {
      if (code === 0) resolve();
      else reject(refused({ command, code: code ?? signal, message }));
    });
  });
}

function tookTooLong(cause: Error): FactsError {
  return new FactsError({ problem: 'git took too long and was ended', remedy: 'give it more time', cause });
}

/** Git that is not there and a folder that is not there are the same error. */
function notStarted(cause: Error, { directory }: Place): FactsError {
  if (!existsSync(directory)) {
    return new FactsError({ problem: `there is no folder \`${directory}\``, remedy: 'check the path', cause });
  }
  return new FactsError({
    problem: `git could not be started: ${cause.message}`,
    remedy: 'install git 2.30 or newer and put it on the PATH',
    cause,
  });
}

type Refusal = { readonly command: GitCommand; readonly code: number | string | null; readonly message: string };

function refused({ command, code, message }: Refusal): FactsError {
  const words = message
    .replace(/\s+/g, ' ')
    .trim()
    .replace(/^fatal: /, '')
    .slice(0, 500);
  return new FactsError({
    problem: `\`git ${command.arguments[0] ?? ''}\` failed: ${words || `it said nothing and ended with ${code ?? 'no code'}`}`,
    remedy: 'run the same in the repository to see what git needs',
  });
}
