import type { ChangeFacts } from '../change/facts.ts';
import { mayBeAbout, parseRecordPath } from '../decision/record-file.ts';
import { fetchedLedger, fetchLedger, readLedger } from '../git/ledger.ts';
import type { Repository } from '../git/repository.ts';
import { recordedChange } from '../history/replayed.ts';
import type { PastChange } from '../history/replayed.ts';
import { readRecordFile } from '../history/records.ts';
import { remoteOf } from './fetch-commits.ts';
import { lendToken } from './git-settings.ts';

type Wanted = {
  /** The branch of the ledger. */
  readonly branch: string;
  /** `owner/name`. */
  readonly repository: string;
  readonly environment: string;
  readonly token: string | null;
  readonly atMost: number;
  /** Asked before each record: whether there is no time for more. */
  readonly isSpent: () => boolean;
};

/** Changes that were decided before, the newest first, each with the facts of the last decision about its commit. */
export type RecordedChanges = {
  readonly changes: readonly PastChange[];
  /** How many records cannot be read, or were changed after they were written. */
  readonly broken: number;
  /** Whether the time was over before all that are wanted were read. */
  readonly isCutShort: boolean;
};

/** A change is judged again and again until it passes: so many records are looked through for each change that is wanted. */
const recordsPerChange = 5;

/** Reads the newest recorded changes of an environment from the ledger, fetched anew; null if there is no ledger. */
export async function readRecordedChanges(clone: Repository, wanted: Wanted): Promise<RecordedChanges | null> {
  const remote = await remoteOf(clone);
  if (remote === null) return null;
  await lendToken(clone, wanted.token);
  if (!(await fetchLedger(clone, { remote, branch: wanted.branch }))) return null;
  const { files } = await readLedger(clone, {
    ref: fetchedLedger,
    isWanted: (path) => {
      const name = parseRecordPath(path);
      return name?.kind === 'decision' && mayBeAbout(wanted.environment, name);
    },
    atMost: wanted.atMost * recordsPerChange,
  });
  return await newestOfEach(files, wanted);
}

async function newestOfEach(files: AsyncIterable<File>, wanted: Wanted): Promise<RecordedChanges> {
  const changes = new Map<string, PastChange>();
  let broken = 0;
  for await (const file of files) {
    if (changes.size >= wanted.atMost) break;
    if (wanted.isSpent()) return { changes: [...changes.values()], broken, isCutShort: true };
    const read = readRecordFile(file);
    if (read.kind === 'broken') broken += 1;
    if (read.kind !== 'record' || read.record.kind !== 'decision' || !isAbout(wanted, read.record)) continue;
    const change = recordedChange(read.record);
    if (change !== null && !changes.has(change.sha)) changes.set(change.sha, change);
  }
  return { changes: [...changes.values()], broken, isCutShort: false };
}

type File = { readonly path: string; readonly text: string };
type Told = {
  readonly repository: string | null;
  readonly decision: { readonly environment: string };
  readonly facts: ChangeFacts;
};

function isAbout({ repository, environment }: Wanted, record: Told): boolean {
  return record.repository === repository && record.decision.environment === environment;
}
