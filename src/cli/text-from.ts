import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { repositoryRoot } from './repository-root.ts';

/** Reads the files that problems name, to show the lines that are meant; null for what is not there. */
export function textFrom(cwd: string): (file: string) => string | null {
  const folders = [...new Set([cwd, repositoryRoot(cwd)])];
  const texts = new Map<string, string | null>();
  return (file) => {
    const known = texts.get(file);
    if (known !== undefined) return known;
    const text = folders.reduce<string | null>((found, folder) => found ?? textAt(resolve(folder, file)), null);
    texts.set(file, text);
    return text;
  };
}

function textAt(path: string): string | null {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    // Without its text a problem is shown without the line that it is about: shipped and remote policies have none here.
    return null;
  }
}
