import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { FactsError, PolicyError } from '../errors.ts';
import { loadPolicy } from '../policy/load.ts';
import type { SoundPolicy } from '../ports.ts';
import type { Options } from './options.ts';
import { diskFiles } from './disk-files.ts';
import type { World } from './world.ts';

/** Where a repository keeps its policy. */
export const policyFolder = '.github/change-gate';

/** The policy that is used when a repository has none. */
export const fallbackPolicy = 'standard';

export const policyOption = {
  kind: 'value',
  value: 'PATH',
  help: `policy file, folder, or the name of a shipped one (${policyFolder}, else ${fallbackPolicy})`,
} as const;

/** Loads the policy that a command line names; throws a `PolicyError` with every problem of an unsound one. */
export async function openPolicy(options: Options, world: World): Promise<SoundPolicy> {
  const root = repositoryRoot(options.value('repo') ?? world.cwd);
  const loaded = await loadPolicy(
    { path: options.value('policy') ?? defaultPath(root), today: world.now().slice(0, 10) },
    diskFiles(options.value('policy') === null ? root : world.cwd),
  );
  if (!loaded.ok) throw new PolicyError(loaded.problems);
  return { policy: loaded.policy, warnings: loaded.warnings };
}

function defaultPath(root: string): string {
  return existsSync(join(root, policyFolder)) ? policyFolder : fallbackPolicy;
}
