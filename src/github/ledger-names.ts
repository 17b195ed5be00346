import type { Unknown } from '../change/facts.ts';
import { isUnknown } from '../change/facts.ts';
import type { ChangeRecord, OutcomeRecord } from '../decision/record.ts';
import { idOf, parseRecord } from '../decision/record.ts';
import type { RecordName } from '../decision/record-file.ts';
import { monthFolder, parseRecordPath } from '../decision/record-file.ts';
import { attempt } from './attempt.ts';
import type { GitHub } from './client.ts';
import type { Ledger } from './ledger-branch.ts';
import { pathIn } from './ledger-branch.ts';
import { ask, literal, partOf } from './query.ts';

/** A record whose name was seen. */
export type NamedRecord = RecordName & { readonly oid: string };

type Listing = {
  readonly operation: string;
  /** What of the branch is looked at, such as one of its commits; left out: its tip. */
  readonly commit?: string;
  /** Folders as `monthFolder` gives them. */
  readonly months: readonly string[];
};

type Folder = { readonly entries?: readonly { readonly name: string; readonly oid: string }[] };

/** The names of the records of some months, newest first. */
export async function listRecords(
  github: GitHub,
  ledger: Ledger,
  { operation, commit = `refs/heads/${ledger.branch}`, months }: Listing,
): Promise<readonly NamedRecord[] | Unknown> {
  const folders = months.map((month) => pathIn(ledger, month));
  const texts = folders.map(
    (folder, index) =>
      `${alias(index)}: object(expression: ${literal(`${commit}:${folder}`)}) { ... on Tree { entries { name oid } } }`,
  );
  const reply = await ask(github, ledger.repository, { operation, text: texts.join(' ') });
  if (isUnknown(reply)) return reply;
  const names: NamedRecord[] = [];
  for (const [index, folder] of folders.entries()) {
    const found = partOf<Folder>(reply, partAt(index, operation));
    if (isUnknown(found)) return found;
    for (const { name, oid } of found?.entries ?? []) {
      const record = parseRecordPath(`${folder}/${name}`);
      if (record !== null) names.push({ ...record, oid });
    }
  }
  return names.toSorted((one, other) => (one.path < other.path ? 1 : -1));
}

type Names = { readonly entries?: readonly { readonly name: string }[] };

/** Every month of which there are records, newest first; none where there is no ledger. */
export async function listMonths(
  github: GitHub,
  ledger: Ledger,
  operation: string,
): Promise<readonly string[] | Unknown> {
  const years = await namesIn(github, ledger, { operation, folders: [''] });
  if (isUnknown(years)) return years;
  const folders = years.filter((name) => /^\d{4}$/.test(name));
  if (folders.length === 0) return [];
  const months = await namesIn(github, ledger, { operation, folders });
  if (isUnknown(months)) return months;
  return months.filter((name) => /^\d{4}\/\d{2}$/.test(name)).toSorted((one, other) => (one < other ? 1 : -1));
}

type Folders = { readonly operation: string; readonly folders: readonly string[] };

/** What some folders hold, each name with its folder. */
async function namesIn(
  github: GitHub,
  ledger: Ledger,
  { operation, folders }: Folders,
): Promise<readonly string[] | Unknown> {
  const texts = folders.map((folder, index) => {
    const place = literal(`refs/heads/${ledger.branch}:${pathIn(ledger, folder).replace(/\/$/, '')}`);
    return `${alias(index)}: object(expression: ${place}) { ... on Tree { entries { name } } }`;
  });
  const reply = await ask(github, ledger.repository, { operation, text: texts.join(' ') });
  if (isUnknown(reply)) return reply;
  const names: string[] = [];
  for (const [index, folder] of folders.entries()) {
    const found = partOf<Names>(reply, partAt(index, operation));
    if (isUnknown(found)) return found;
    names.push(...(found?.entries ?? []).map(({ name }) => (folder === '' ? name : `${folder}/${name}`)));
  }
  return names;
}

/** The month of an instant and those before it, newest first, as folders. */
export function monthsBefore(instant: string, count: number): readonly string[] {
  const last = new Date(instant);
  return Array.from({ length: count }, (_, back) =>
    monthFolder(new Date(Date.UTC(last.getUTCFullYear(), last.getUTCMonth() - back, 1)).toISOString()),
  );
}

/** Reads one record of whatever size; null for what is none, or was changed after it was written. */
export async function readRecord(
  github: GitHub,
  { repository }: Ledger,
  { operation, oid }: { readonly operation: string; readonly oid: string },
): Promise<ChangeRecord | null | Unknown> {
  const blob = await attempt(operation, async () => await github.rest.git.getBlob({ ...repository, file_sha: oid }));
  return isUnknown(blob) ? blob : recordIn(Buffer.from(blob.data.content, 'base64').toString('utf8'));
}

type Text = { readonly isTruncated?: boolean; readonly text?: string | null };

/** Reads outcomes, which are small, with one call; those that are none are left out. */
export async function readOutcomes(
  github: GitHub,
  { repository }: Ledger,
  { operation, names }: { readonly operation: string; readonly names: readonly NamedRecord[] },
): Promise<readonly OutcomeRecord[] | Unknown> {
  if (names.length === 0) return [];
  const text = names
    .map(({ oid }, index) => `${alias(index)}: object(oid: ${literal(oid)}) { ... on Blob { isTruncated text } }`)
    .join(' ');
  const reply = await ask(github, repository, { operation, text });
  if (isUnknown(reply)) return reply;
  const outcomes: OutcomeRecord[] = [];
  for (const index of names.keys()) {
    const blob = partOf<Text>(reply, partAt(index, operation));
    if (isUnknown(blob)) return blob;
    const record = blob?.isTruncated === true ? null : recordIn(blob?.text ?? '');
    if (record?.kind === 'outcome') outcomes.push(record);
  }
  return outcomes;
}

function alias(index: number): string {
  return `file${index}`;
}

function partAt(index: number, operation: string) {
  return { path: ['repository', alias(index)], operation, depth: 'all' } as const;
}

function recordIn(text: string): ChangeRecord | null {
  const parsed = parseRecord(jsonIn(text));
  return parsed.ok && idOf(parsed.record) === parsed.record.id ? parsed.record : null;
}

function jsonIn(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // Somebody else's file: no record.
    return null;
  }
}
