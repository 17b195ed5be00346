import { readdirSync, readFileSync } from 'node:fs';
import { isAbsolute, join } from 'node:path';
import { InputError } from '../errors.ts';
import type { PolicyFiles, RepositoryFiles } from '../policy/files.ts';
import { reasonOf } from './reason.ts';

/** Files below a folder of this machine. Nothing else is going on meanwhile, so they are read at once: that is faster. */
export function diskFiles(root: string, repository: RepositoryFiles): PolicyFiles {
  const place = (path: string) => (isAbsolute(path) ? path : join(root, path));
  return {
    read: async (path) => unlessMissing(path, () => readFileSync(place(path))),
    list: async (folder) => unlessMissing(folder, () => readdirSync(place(folder))),
    repository,
  };
}

/** What could be read; null for what is not there, or is a folder where a file was asked for, or the other way round. */
export function unlessMissing<T>(path: string, read: () => T): T | null {
  try {
    return read();
  } catch (cause) {
    const code = cause instanceof Error && 'code' in cause ? cause.code : null;
    if (code === 'ENOENT' || code === 'EISDIR' || code === 'ENOTDIR') return null;
    throw new InputError({
      problem: `the policy \`${path}\` cannot be read: ${reasonOf(cause)}`,
      remedy: 'check the path and who may read it',
      cause,
    });
  }
}
