import type { Policy } from '../policy/policy.ts';
import { digestOf } from './digest.ts';
import type { ChangeRecord } from './record.ts';

/** A file of the ledger: its path from the root of the branch, and its text. */
export type LedgerFile = { readonly path: string; readonly text: string };

/** The file of a record: `2026/11/24-100000-decision-production-222222222222-<id>.json`. */
export function recordFile(record: ChangeRecord): LedgerFile {
  return { path: recordPath(record), text: jsonText(record) };
}

/** The file of a policy, which all records of decisions under it share. */
export function policyFile(policy: Policy): LedgerFile {
  return { path: policyPath(digestOf(policy)), text: jsonText(policy) };
}

/** Where the policy with a digest is kept. A colon has no place in file names. */
export function policyPath(digest: string): string {
  return `policies/${digest.replace(/^sha256:/, '')}.json`;
}

/** What the file name of a record tells, so that readers open only those that they need. */
export type RecordName = {
  readonly path: string;
  readonly kind: ChangeRecord['kind'];
  /** As far as file names hold it: compare it with `nameOfPlace`. */
  readonly place: string;
  readonly id: string;
};

/**
 * Reads the path of a record; null for whatever else lies in a ledger. In a ledger of many repositories, those of each lie
 * in a folder of its name.
 */
export function parseRecordPath(path: string): RecordName | null {
  const [, kind, place = '', id = ''] = namePattern.exec(path) ?? [];
  return kind === 'decision' || kind === 'outcome' ? { path, kind, place, id } : null;
}

const namePattern =
  /^(?:[^/]+\/[^/]+\/)?\d{4}\/\d{2}\/\d{2}-\d{6}-(decision|outcome)-([a-z0-9-]+)-([0-9a-f]{20})\.json$/;

/** The folder of the records of a month, `2026/11`, for an instant in it. */
export function monthFolder(instant: string): string {
  return `${instant.slice(0, 4)}/${instant.slice(5, 7)}`;
}

type Place = { readonly environment: string; readonly head: string | null };

/** Environment and head in a file name. Different places may share one: the record itself decides. */
export function nameOfPlace({ environment, head }: Place): string {
  return `${wordOfEnvironment(environment)}-${wordIn(head ?? '', 12)}`;
}

/** How file names begin to tell the place. Different environments may share a word. */
export function wordOfEnvironment(environment: string): string {
  return wordIn(environment, 40);
}

/** Whether a file name may be about an environment: the record itself decides. */
export function mayBeAbout(environment: string, { place }: RecordName): boolean {
  return place.startsWith(`${wordOfEnvironment(environment)}-`);
}

function wordIn(text: string, length: number): string {
  const word = text
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .slice(0, length)
    .replaceAll(/^-+|-+$/g, '');
  return word === '' ? 'unknown' : word;
}

function recordPath(record: ChangeRecord): string {
  const { kind, id } = record;
  const place = kind === 'decision' ? record.decision : record;
  const at = new Date(kind === 'decision' ? record.decision.evaluatedAt : record.at).toISOString();
  return `${monthFolder(at)}/${at.slice(8, 10)}-${at.slice(11, 19).replaceAll(':', '')}-${kind}-${nameOfPlace(place)}-${id}.json`;
}

function jsonText(value: object): string {
  return `${JSON.stringify(value, null, 2)}\n`;
}
