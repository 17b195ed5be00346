import { readdir, readFile } from 'node:fs/promises';
import { isAbsolute, join } from 'node:path';
import type { PolicyFiles } from '../policy/files.ts';

/** Files below a folder of this machine. */
export function diskFiles(root: string): PolicyFiles {
  const place = (path: string) => (isAbsolute(path) ? path : join(root, path));
  return {
    read: async (path) => await unlessMissing(readFile(place(path))),
    list: async (folder) => await unlessMissing(readdir(place(folder))),
  };
}

/** Null for what is not there, or is a folder where a file was asked for, or the other way round. */
async function unlessMissing<T>(reading: Promise<T>): Promise<T | null> {
  try {
    return await reading;
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : null;
    if (code === 'ENOENT' || code === 'EISDIR' || code === 'ENOTDIR') return null;
    throw error;
  }
}
