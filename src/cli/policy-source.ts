import { statSync } from 'node:fs';
import { dirname, isAbsolute, join, relative, resolve } from 'node:path';
import { PolicyError } from '../errors.ts';
import { loadPolicy } from '../policy/load.ts';
import type { LoadedPolicy } from '../policy/load.ts';
import type { PolicyFiles } from '../policy/files.ts';
import type { SoundPolicy } from '../ports.ts';
import { diskFiles } from './disk-files.ts';
import type { Options } from './options.ts';
import type { World } from './world.ts';

export const policyOption = {
  kind: 'value',
  value: 'PATH',
  help: 'policy file or folder, or the name of a shipped one (.github/change-gate, else standard)',
} as const;

/** Loads the policy that a command line names; throws a `PolicyError` with every problem of an unsound one. */
export async function openPolicy(options: Options, world: World): Promise<SoundPolicy> {
  const loaded = await loadPolicy({ path: pathNamed(options, world), today: null }, filesFor(options, world));
  if (!loaded.ok) throw new PolicyError(loaded.problems);
  return { policy: loaded.policy, warnings: loaded.warnings };
}

/** The policy that a command line names and what is doubtful in it today, or what is wrong with it. */
export async function readPolicy(options: Options, world: World): Promise<LoadedPolicy> {
  const today = world.now().slice(0, 10);
  return await loadPolicy({ path: pathNamed(options, world), today }, filesFor(options, world));
}

function pathNamed(options: Options, { cwd }: World): string | null {
  const named = options.value('policy');
  return named === null ? null : pathFrom(cwd, named);
}

function filesFor(options: Options, { cwd }: World): PolicyFiles {
  if (options.value('policy') !== null) return diskFiles(cwd);
  return diskFiles(repositoryRoot(resolve(cwd, options.value('repo') ?? '.')));
}

/** A path as messages show it: seen from where the user stands, if it lies below. */
function pathFrom(cwd: string, path: string): string {
  const below = relative(cwd, resolve(cwd, path));
  return below === '' || below.startsWith('..') || isAbsolute(below) ? path : below;
}

/** The folder above `start` that is a work tree; `start` itself outside of one. */
function repositoryRoot(start: string): string {
  for (let folder = start; ; folder = dirname(folder)) {
    if (isThere(join(folder, '.git'))) return folder;
    if (dirname(folder) === folder) return start;
  }
}

function isThere(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false }) !== undefined;
}
