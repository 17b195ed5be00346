import { readPath } from './path.ts';
import { runGit } from './run.ts';

/** The paths of the files of a work tree that git tracks or would track, in a folder and below; of all if it is empty. */
export async function worktreePaths(root: string, folder: string): Promise<readonly string[]> {
  const below = folder === '' ? [] : [`:(literal)${folder}`];
  const output = await runGit(
    // Not the bare view: what lies in the work tree and in its index is what is asked for.
    { directory: root, gitDirectory: null, missingObjects: 'refuse' },
    { arguments: ['ls-files', '-z', '--cached', '--others', '--exclude-standard', '--', ...below] },
  );
  // In a merge that is not finished a file is listed more than once.
  return [...new Set(output.split('\0'))].filter((path) => path !== '').map(readPath);
}
