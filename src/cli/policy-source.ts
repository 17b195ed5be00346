import { isAbsolute, relative, resolve } from 'node:path';
import { PolicyError } from '../errors.ts';
import type { PolicyFiles } from '../policy/files.ts';
import { defaultPath, loadPolicy } from '../policy/load.ts';
import type { LoadedPolicy } from '../policy/load.ts';
import { parseRemoteReference } from '../policy/remote-reference.ts';
import type { SoundPolicy } from '../ports.ts';
import { diskFiles } from './disk-files.ts';
import type { Options } from './options.ts';
import { remotePoliciesOf } from './remote-policies.ts';
import { repositoryFiles } from './repository-files.ts';
import { looksBare, repositoryRoot } from './repository-root.ts';
import type { World } from './world.ts';

export const policyOption = {
  kind: 'value',
  value: 'PATH',
  help: 'policy file or folder, `owner/repo//path@ref`, or the name of a shipped one (`.github/change-gate`, else `standard`)',
} as const;

/** Loads the policy that a command line names; throws a `PolicyError` with every problem of an unsound one. */
export async function openPolicy(options: Options, world: World): Promise<SoundPolicy> {
  const { path, files } = await placeOf(options, world);
  // What a shipped policy would warn of, nobody but its makers can mend; without it, it need not be read at all.
  const today = (await isOwn(path ?? defaultPath, files)) ? dayOf(world) : null;
  const loaded = await loadPolicy({ path, today }, files);
  if (!loaded.ok) throw new PolicyError(loaded.problems);
  return { policy: loaded.policy, warnings: loaded.warnings };
}

/** The policy that a command line names and what is doubtful in it today, or what is wrong with it. */
export async function readPolicy(options: Options, world: World): Promise<LoadedPolicy> {
  const { path, files } = await placeOf(options, world);
  return await loadPolicy({ path, today: dayOf(world), namedFiles: 'sought' }, files);
}

function dayOf(world: World): string {
  return world.now().slice(0, 10);
}

async function isOwn(path: string, files: PolicyFiles): Promise<boolean> {
  if (parseRemoteReference(path) !== null) return true;
  return (await files.list(path)) !== null || (await files.read(path)) !== null;
}

type PolicyPlace = { readonly path: string | null; readonly files: PolicyFiles };

async function placeOf(options: Options, world: World): Promise<PolicyPlace> {
  const { path, files } = await placeHere(options, world);
  return { path, files: { ...files, ...remotePoliciesOf(world) } };
}

async function placeHere(options: Options, { cwd }: World): Promise<PolicyPlace> {
  const named = options.value('policy');
  const root = repositoryRoot(resolve(cwd, options.value('repo') ?? '.'));
  const repository = repositoryFiles(root);
  if (named !== null) return { path: pathFrom(cwd, named), files: diskFiles(cwd, repository) };
  return { path: null, files: looksBare(root) ? await filesOfBare(root) : diskFiles(root, repository) };
}

/** A bare repository has no work tree: its policy is that of the branch it stands on. */
async function filesOfBare(root: string): Promise<PolicyFiles> {
  const { committedFiles } = await import('./committed-files.ts');
  return (await committedFiles(root)) ?? diskFiles(root, repositoryFiles(root));
}

/** A path as messages show it: seen from where the user stands, if it lies below. */
function pathFrom(cwd: string, path: string): string {
  if (parseRemoteReference(path) !== null) return path;
  const below = relative(cwd, resolve(cwd, path));
  return below === '' || below.startsWith('..') || isAbsolute(below) ? path : below;
}
