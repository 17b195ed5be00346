import { readPath } from './path.ts';
import type { Repository } from './repository.ts';
import { runGit } from './run.ts';

type Range = { readonly base: string; readonly head: string };

/** The paths that differ between two commits, both names of a file that moved; no content is needed to tell. */
export async function changedPaths(repository: Repository, { base, head }: Range): Promise<readonly string[]> {
  const what = ['-r', '-z', '--name-only', '--no-renames', '--ignore-submodules=none', '--no-relative'];
  const output = await runGit(repository.place, {
    arguments: ['diff-tree', ...what, '--end-of-options', base, head, '--'],
  });
  return output
    .split('\0')
    .filter((path) => path !== '')
    .map(readPath);
}
