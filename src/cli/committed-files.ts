import { readObjects } from '../git/objects.ts';
import { openRepository } from '../git/repository.ts';
import { treeFiles } from '../git/tree-files.ts';
import type { PolicyFiles } from '../policy/files.ts';

/** The files of the commit on which a repository stands; null while it has none. */
export async function committedFiles(directory: string): Promise<PolicyFiles | null> {
  const repository = await openRepository({ directory });
  const [head = null] = await readObjects(repository, ['HEAD^{commit}']);
  return head === null ? null : treeFiles(repository, head.sha);
}
