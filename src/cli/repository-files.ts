import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { FactsError } from '../errors.ts';
import type { RepositoryFiles } from '../policy/files.ts';
import { unlessMissing } from './disk-files.ts';
import { looksBare } from './repository-root.ts';

/** The files of a repository on this machine: of its work tree, or of the commit that a bare one stands on. */
export function repositoryFiles(root: string): RepositoryFiles {
  return looksBare(root) ? filesOfBare(root) : filesOfWorktree(root);
}

function filesOfWorktree(root: string): RepositoryFiles {
  return {
    readAll: async (paths) => paths.map((path) => unlessMissing(path, () => readFileSync(join(root, path)))),
    pathsBelow: async (folder) => {
      const { worktreePaths } = await import('../git/worktree-files.ts');
      try {
        return await worktreePaths(root, folder);
      } catch (error) {
        if (!(error instanceof FactsError)) throw error;
        // Where git does not look after the folder, its files are those that lie there.
        return pathsOnDisk(root, folder);
      }
    },
  };
}

/** Bare repositories are opened when somebody asks. */
function filesOfBare(root: string): RepositoryFiles {
  const opened = async (): Promise<RepositoryFiles | undefined> => {
    const { committedFiles } = await import('./committed-files.ts');
    return (await committedFiles(root))?.repository;
  };
  return {
    readAll: async (paths) => (await (await opened())?.readAll(paths)) ?? paths.map(() => null),
    pathsBelow: async (folder) => (await (await opened())?.pathsBelow(folder)) ?? [],
  };
}

const notOurs: ReadonlySet<string> = new Set(['.git', 'node_modules']);

function pathsOnDisk(root: string, folder: string): readonly string[] {
  const entries = unlessMissing(folder, () => readdirSync(join(root, folder), { withFileTypes: true })) ?? [];
  return entries.flatMap((entry) => {
    const path = folder === '' ? entry.name : `${folder}/${entry.name}`;
    if (entry.isDirectory()) return notOurs.has(entry.name) ? [] : pathsOnDisk(root, path);
    return statSync(join(root, path), { throwIfNoEntry: false })?.isFile() === true ? [path] : [];
  });
}
