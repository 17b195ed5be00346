import { FactsError } from '../errors.ts';
import { readLineNames } from './line.ts';
import type { Repository } from './repository.ts';
import { runGit } from './run.ts';

type Wanted = {
  readonly remote: string;
  /** A commit by its sha. */
  readonly head: string;
  /** How many changes on the line of first parents up to the head. */
  readonly changes: number;
};

/**
 * Fetches what the files hold that a line of changes touched, before and after each, into a clone that was made without
 * contents: all in one exchange, since git itself would ask for each change anew.
 */
export async function fetchContents(clone: Repository, { remote, head, changes }: Wanted): Promise<void> {
  const line = await readLineNames(clone, { head, limit: changes, since: null });
  const shas = await touchedBy(clone, line.before === null ? [head] : [head, `^${line.before}`]);
  if (shas.length === 0 || (await areHere(clone, shas))) return;
  const options = ['--quiet', '--no-tags', '--no-recurse-submodules', '--no-write-fetch-head', '--filter=blob:none'];
  await runGit(
    { ...clone.place, missingObjects: 'fetch' },
    { arguments: ['fetch', ...options, '--stdin', '--end-of-options', remote], input: linesOf(shas) },
  );
}

async function touchedBy(clone: Repository, revisions: readonly string[]): Promise<readonly string[]> {
  const shape = ['--first-parent', '-m', '--raw', '--no-renames', '--no-abbrev', '--format=', '--no-color'];
  const output = await runGit(clone.place, { arguments: ['log', ...shape, ...revisions, '--'] });
  const blobs = output.split('\n').flatMap((line) => {
    const [, oldMode = '', newMode = '', old = '', now = ''] = entry.exec(line) ?? [];
    return [...(isFile.test(oldMode) ? [old] : []), ...(isFile.test(newMode) ? [now] : [])];
  });
  return [...new Set(blobs)];
}

const entry = /^:(\d{6}) (\d{6}) ([0-9a-f]+) ([0-9a-f]+) /;
/** Neither nothing nor a submodule. */
const isFile = /^1[02]0/;

async function areHere(clone: Repository, shas: readonly string[]): Promise<boolean> {
  const command = { arguments: ['cat-file', '--batch-check'], input: linesOf(shas) };
  try {
    const output = await runGit({ ...clone.place, missingObjects: 'refuse' }, command);
    return !/ missing$/m.test(output);
  } catch (error) {
    // A clone without contents ends git at the first that it may not fetch.
    if (error instanceof FactsError) return false;
    throw error;
  }
}

function linesOf(shas: readonly string[]): string {
  return shas.map((sha) => `${sha}\n`).join('');
}
