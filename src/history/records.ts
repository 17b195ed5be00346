import type { LedgerFile } from '../decision/record-file.ts';
import { parseRecordPath } from '../decision/record-file.ts';
import type { ChangeRecord } from '../decision/record.ts';
import { idOf, parseRecord } from '../decision/record.ts';

/** What a file of a ledger turned out to be: others may put files there too. */
export type ReadFile =
  | { readonly kind: 'record'; readonly record: ChangeRecord }
  | { readonly kind: 'foreign' }
  /** Named like a record and none, or one that was changed after it was written. */
  | { readonly kind: 'broken'; readonly path: string; readonly problem: string };

/** Reads a file of a ledger. */
export function readRecordFile({ path, text }: LedgerFile): ReadFile {
  const name = parseRecordPath(path);
  if (name === null) return { kind: 'foreign' };
  const parsed = parseRecord(parseJson(text));
  if (!parsed.ok) return { kind: 'broken', path, problem: problemIn(parsed.problems[0]) };
  const { record } = parsed;
  if (record.id === name.id && record.kind === name.kind && idOf(record) === record.id)
    return { kind: 'record', record };
  return { kind: 'broken', path, problem: 'its id does not fit what it says' };
}

function problemIn(first: { readonly pointer: string; readonly problem: string } | undefined): string {
  return first === undefined ? 'it is no record' : `${first.pointer || 'the document'}: ${first.problem}`;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // Text that is no JSON is no record either, and told as such.
    return null;
  }
}
