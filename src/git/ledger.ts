import { FactsError } from '../errors.ts';
import { utf8 } from './objects.ts';
import type { Repository } from './repository.ts';
import { runGit, streamBytes } from './run.ts';

/** A file of the ledger as it stands on the branch. */
export type StoredFile = { readonly path: string; readonly text: string };

type Remote = { readonly remote: string; readonly branch: string };

/** The name under which a fetched ledger is known in the clone. */
export const fetchedLedger = 'refs/change-gate/ledger';

/**
 * Fetches the branch of the ledger into a clone, as `fetchedLedger`; tells whether there is one. A whole clone gets its
 * whole history: cut off there, the clone itself would count as one whose history is cut off.
 */
export async function fetchLedger(clone: Repository, { remote, branch }: Remote): Promise<boolean> {
  const place = { ...clone.place, missingObjects: 'fetch' } as const;
  const ref = `refs/heads/${branch}`;
  const listed = await runGit(place, { arguments: ['ls-remote', '--quiet', '--end-of-options', remote, ref] });
  if (!listed.split('\n').some((line) => line.endsWith(`\t${ref}`))) return false;
  const options = ['--quiet', '--no-tags', '--no-recurse-submodules', '--no-write-fetch-head', '--no-filter'];
  const depth = clone.isShallow ? ['--depth=1'] : [];
  await runGit(place, {
    arguments: ['fetch', ...options, ...depth, '--end-of-options', remote, `+${ref}:${fetchedLedger}`],
  });
  return true;
}

/** The ref under which a branch is known in a clone: its own or the remote's, whichever has the newer commit; null if there is none. */
export async function findBranch(repository: Repository, branch: string): Promise<string | null> {
  if (/[*?[\\\s]/.test(branch)) return null;
  const refs = [`refs/heads/${branch}`, `refs/remotes/origin/${branch}`, `refs/remotes/${branch}`];
  const listed = await runGit(repository.place, {
    arguments: ['for-each-ref', '--sort=-committerdate', '--format=%(refname)', '--', ...refs],
  });
  // Git takes a name for a folder of refs, too.
  return (
    listed
      .split('\n')
      .map(utf8)
      .find((ref) => refs.includes(ref)) ?? null
  );
}

type Reading = {
  /** The branch, or `fetchedLedger`. */
  readonly ref: string;
  readonly isWanted: (path: string) => boolean;
  /** Of more files than this, those that sort last are read: the newest records. */
  readonly atMost: number;
};

export type LedgerContent = {
  readonly files: AsyncIterable<StoredFile>;
  /** How many of the wanted files are not among them, since there are too many or one is too large. */
  readonly leftOut: number;
};

/** The files of the ledger, newest first, as they come out of one git process. */
export async function readLedger(repository: Repository, { ref, isWanted, atMost }: Reading): Promise<LedgerContent> {
  const wanted = (await listFiles(repository, ref)).filter(({ path }) => isWanted(path));
  const chosen = wanted
    .filter(({ size }) => size <= largestBytes)
    .toSorted((one, other) => (one.path < other.path ? 1 : -1))
    .slice(0, atMost);
  return { files: contentsOf(repository, chosen), leftOut: wanted.length - chosen.length };
}

async function* contentsOf(repository: Repository, entries: readonly Entry[]): AsyncGenerator<StoredFile> {
  if (entries.length === 0) return;
  let next = 0;
  for await (const text of readBlobs(
    repository,
    entries.map(({ sha }) => sha),
  )) {
    const path = entries[next]?.path;
    if (path !== undefined) yield { path, text };
    next += 1;
  }
}

/** A record of 100,000 files fits in; what is larger is none. */
const largestBytes = 30_000_000;

type Entry = { readonly path: string; readonly sha: string; readonly size: number };

async function listFiles(repository: Repository, ref: string): Promise<readonly Entry[]> {
  const output = await runGit(repository.place, {
    arguments: ['ls-tree', '-r', '-l', '-z', '--full-tree', '--end-of-options', ref],
  });
  return output.split('\0').flatMap((line) => {
    const [, sha = '', size = '', path = ''] = /^\d+ blob ([0-9a-f]+) +(\d+)\t(.*)$/s.exec(line) ?? [];
    return sha === '' ? [] : [{ path: utf8(path), sha, size: Number(size) }];
  });
}

/** The texts of blobs, one after another: no more than one and a chunk are held at a time. */
async function* readBlobs(repository: Repository, shas: readonly string[]): AsyncGenerator<string> {
  const command = { arguments: ['cat-file', '--batch'], input: `${shas.join('\n')}\n` };
  let parts: Buffer[] = [];
  let [held, wanted] = [0, 0];
  for await (const chunk of streamBytes(repository.place, command)) {
    parts.push(chunk);
    held += chunk.length;
    if (held < wanted) continue;
    const bytes = parts.length === 1 ? chunk : Buffer.concat(parts);
    let start = 0;
    let blob = nextBlob(bytes, start);
    for (; blob.kind !== 'cut'; blob = nextBlob(bytes, start)) {
      yield bytes.toString('utf8', blob.start, blob.end);
      start = blob.end + 1;
    }
    parts = [bytes.subarray(start)];
    held = bytes.length - start;
    wanted = blob.length;
  }
}

/** Where the next blob begins and ends; if it is cut off, how much there must be before it is whole. */
type Blob =
  | { readonly kind: 'whole'; readonly start: number; readonly end: number }
  | { readonly kind: 'cut'; readonly length: number };

const lineEnding = 10;

function nextBlob(bytes: Buffer, from: number): Blob {
  const lineEnd = bytes.indexOf(lineEnding, from);
  if (lineEnd < 0) return { kind: 'cut', length: 0 };
  const size = / blob (\d+)$/.exec(bytes.toString('latin1', from, lineEnd))?.[1];
  if (size === undefined) throw lacking();
  const start = lineEnd + 1;
  const end = start + Number(size);
  return end < bytes.length ? { kind: 'whole', start, end } : { kind: 'cut', length: end + 1 - from };
}

function lacking(): FactsError {
  return new FactsError({
    problem: 'the clone lacks files of the ledger',
    remedy: 'fetch the branch of the ledger whole: `git fetch --refetch --no-filter`',
  });
}
