import { readdir, readFile } from 'node:fs/promises';
import { isAbsolute, join } from 'node:path';
import { InputError } from '../errors.ts';
import type { PolicyFiles } from '../policy/files.ts';
import { reasonOf } from './reason.ts';

/** Files below a folder of this machine. */
export function diskFiles(root: string): PolicyFiles {
  const place = (path: string) => (isAbsolute(path) ? path : join(root, path));
  return {
    read: async (path) => await unlessMissing(path, readFile(place(path))),
    list: async (folder) => await unlessMissing(folder, readdir(place(folder))),
  };
}

/** Null for what is not there, or is a folder where a file was asked for, or the other way round. */
async function unlessMissing<T>(path: string, reading: Promise<T>): Promise<T | null> {
  try {
    return await reading;
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
