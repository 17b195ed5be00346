import type { Repository } from './repository.ts';
import { readObjects } from './objects.ts';
import { readPath } from './path.ts';
import { runGit } from './run.ts';

/** The files of one commit, as those who load policies read them. */
export interface TreeFiles {
  read(path: string): Promise<Uint8Array | null>;
  list(folder: string): Promise<readonly string[] | null>;
  readonly repository: {
    readAll(paths: readonly string[]): Promise<readonly (Uint8Array | null)[]>;
    pathsBelow(folder: string): Promise<readonly string[]>;
  };
}

/** Reads files as a commit has them, whatever lies in the work tree. */
export function treeFiles(repository: Repository, commit: string): TreeFiles {
  const readAll = async (paths: readonly string[]) => {
    const objects = await readObjects(
      repository,
      paths.map((path) => `${commit}:${path}`),
    );
    return objects.map((object) => (object?.type === 'blob' ? Buffer.from(object.content, 'latin1') : null));
  };
  return {
    read: async (path) => (await readAll([path]))[0] ?? null,
    repository: { readAll, pathsBelow: (folder) => pathsBelow(repository, { commit, folder }) },
    list: async (folder) => {
      const output = await runGit(repository.place, {
        arguments: ['ls-tree', '-z', '--name-only', '--end-of-options', commit, `${folder.replace(/\/+$/, '')}/`],
      });
      const names = output.split('\0').filter((path) => path !== '');
      return names.length === 0 ? null : names.map((path) => path.slice(path.lastIndexOf('/') + 1));
    },
  };
}

type Folder = { readonly commit: string; readonly folder: string };

async function pathsBelow(repository: Repository, { commit, folder }: Folder): Promise<readonly string[]> {
  const below = folder === '' ? [] : [`${folder.replace(/\/+$/, '')}/`];
  const output = await runGit(repository.place, {
    arguments: ['ls-tree', '-r', '-z', '--name-only', '--end-of-options', commit, ...below],
  });
  return output
    .split('\0')
    .filter((path) => path !== '')
    .map(readPath);
}
