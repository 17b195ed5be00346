import type { Repository } from './repository.ts';
import { readObjects } from './objects.ts';
import { runGit } from './run.ts';

/** The files of one commit, as those who load policies read them. */
export interface TreeFiles {
  read(path: string): Promise<Uint8Array | null>;
  list(folder: string): Promise<readonly string[] | null>;
}

/** Reads files as a commit has them, whatever lies in the work tree. */
export function treeFiles(repository: Repository, commit: string): TreeFiles {
  return {
    read: async (path) => {
      const [object = null] = await readObjects(repository, [`${commit}:${path}`]);
      return object?.type === 'blob' ? Buffer.from(object.content, 'latin1') : null;
    },
    list: async (folder) => {
      const output = await runGit(repository.place, {
        arguments: ['ls-tree', '-z', '--name-only', '--end-of-options', commit, `${folder.replace(/\/+$/, '')}/`],
      });
      const names = output.split('\0').filter((path) => path !== '');
      return names.length === 0 ? null : names.map((path) => path.slice(path.lastIndexOf('/') + 1));
    },
  };
}
