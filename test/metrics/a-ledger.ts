import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { LedgerFile } from '../../src/decision/record-file.ts';
import { recordFile } from '../../src/decision/record-file.ts';
import type { DecisionRecord, OutcomeRecord } from '../../src/decision/record.ts';
import { recordDecision } from '../../src/decision/record.ts';
import { decide } from '../../src/decision/decide.ts';
import type { Policy } from '../../src/policy/policy.ts';
import type { aChange } from '../builders.ts';
import { aChange as change, aPolicy } from '../builders.ts';
import { anOutcome, surroundings } from '../decision/a-record.ts';
import { temporaryDirectory, temporaryRepository } from '../git/temporary-repository.ts';
import { branchOf } from './ledger-branch.ts';

const boardPolicy = await aPolicy({
  schedule: {
    timezone: 'UTC',
    freezes: [{ id: 'board', because: 'the board says so today', when: 'change.commits > 9' }],
  },
});

type Parts = Parameters<typeof aChange>[0];
type Around = { readonly repository?: string; readonly mode?: 'enforce' | 'advise'; readonly policy?: Policy };

/** The record of a decision: approved, unless the change has more than nine commits. */
export function aDecided(
  parts: Parts = {},
  { repository = 'acme/shop', mode = 'enforce', policy = boardPolicy }: Around = {},
): DecisionRecord {
  const facts = change(parts);
  const run = { ...surroundings.run, mode };
  return recordDecision({ policy, facts, decision: decide(policy, facts) }, { ...surroundings, repository, run });
}

/** How the deployment of a decision went, an hour later unless told. */
export function theOutcome(
  decided: DecisionRecord,
  parts: Partial<Parameters<typeof anOutcome>[0]> = {},
): OutcomeRecord {
  const { environment, head, evaluatedAt } = decided.decision;
  const at = new Date(Date.parse(evaluatedAt) + 3_600_000).toISOString().replace('.000Z', 'Z');
  return anOutcome({
    repository: decided.repository,
    decisionId: decided.id,
    environment,
    head: head ?? '',
    at,
    ...parts,
  });
}

/** Different commits by number. */
export function commit(number: number): string {
  return String(number).padStart(2, '0').repeat(20);
}

export function filesOf(...records: readonly (DecisionRecord | OutcomeRecord)[]): readonly LedgerFile[] {
  return records.map(recordFile);
}

/** A repository with these files on the branch of the ledger. */
export function aRepository(files: readonly LedgerFile[], branch = 'change-records'): string {
  const { directory } = temporaryRepository();
  branchOf(directory, files, branch);
  return directory;
}

/** A folder with these files. */
export function aFolder(files: readonly LedgerFile[]): string {
  const folder = temporaryDirectory();
  for (const { path, text } of files) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
  return folder;
}
