import { statSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** The folder at or above `start` that is a work tree; `start` itself outside of one. */
export function repositoryRoot(start: string): string {
  for (let folder = start; ; folder = dirname(folder)) {
    if (isThere(join(folder, '.git'))) return folder;
    if (dirname(folder) === folder) return start;
  }
}

/** Whether a folder is a bare repository, as far as its look tells. */
export function looksBare(folder: string): boolean {
  return ['HEAD', 'objects', 'refs'].every((name) => isThere(join(folder, name)));
}

function isThere(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false }) !== undefined;
}
