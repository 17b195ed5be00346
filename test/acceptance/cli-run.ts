import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { bundleFolder } from './bundle.ts';

export type CliRun = { readonly code: number | null; readonly stdout: string; readonly stderr: string };

export type CliPlace = {
  /** The folder in which the user stands. */
  readonly cwd: string;
  readonly env?: Readonly<Record<string, string>>;
  /** Standard input. */
  readonly input?: string | Uint8Array;
  readonly node?: string;
  readonly bundle?: string;
  /** A line for the shell that the command stands in as `"$0" "$@"`. */
  readonly shell?: string;
};

/** The settings of nobody in particular. */
export const plainEnvironment = {
  PATH: process.env['PATH'] ?? '',
  HOME: '/nonexistent',
  GIT_CONFIG_GLOBAL: '/dev/null',
  GIT_CONFIG_SYSTEM: '/dev/null',
  // A folder above that is a repository by chance is not the one that is tested.
  GIT_CEILING_DIRECTORIES: '/tmp',
} as const;

/** Runs the built command line as a shell would, without a terminal. */
export function runCli(place: CliPlace, ...args: readonly string[]): Promise<CliRun> {
  const { cwd, env = {}, input = '', node = process.execPath, bundle = bundleFolder(), shell } = place;
  const command = [node, join(bundle, 'cli.js'), ...args];
  const [program = node, ...rest] = shell === undefined ? command : ['/bin/sh', '-c', shell, ...command];
  const child = spawn(program, rest, { cwd, env: { ...plainEnvironment, ...env } });
  let [stdout, stderr] = ['', ''];
  child.stdout.setEncoding('utf8').on('data', (text: string) => (stdout += text));
  child.stderr.setEncoding('utf8').on('data', (text: string) => (stderr += text));
  // Who refuses its command line reads no input.
  child.stdin.on('error', () => undefined);
  child.stdin.end(input);
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code) => resolve({ code, stdout, stderr }));
  });
}
