import type { ChangeRecord } from '../decision/record.ts';
import { recordFile } from '../decision/record-file.ts';
import type { Ledger } from '../github/ledger-branch.ts';
import { pathIn } from '../github/ledger-branch.ts';
import type { LookBack } from '../report/post-review.ts';

/** Where a record can be read on the web. */
export function placeOfRecord(
  record: ChangeRecord,
  { ledger, serverUrl }: { readonly ledger: Ledger; readonly serverUrl: string },
): NonNullable<LookBack['record']> {
  const { owner, repo } = ledger.repository;
  const path = pathIn(ledger, recordFile(record).path);
  const parts = [owner, repo, 'blob', ...ledger.branch.split('/'), ...path.split('/')];
  return { path, url: `${serverUrl}/${parts.map(encodeURIComponent).join('/')}` };
}
