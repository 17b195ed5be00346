import { isUnknown } from '../change/facts.ts';
import type { DecisionRecord, OutcomeRecord } from '../decision/record.ts';
import { recordOutcome as recordOf } from '../decision/record.ts';
import type { GitHub } from './client.ts';
import { findDecision } from './find-decision.ts';
import type { Kept } from './ledger.ts';
import { appendToLedger } from './ledger.ts';
import type { Ledger } from './ledger-branch.ts';
import { entryOfOutcome } from './ledger-entry.ts';
import type { Pace } from './pace.ts';
import { isSaidAlready } from './said-already.ts';

/** How a deployment went; without a decision the one that let it pass is sought. */
export type Outcome = Omit<OutcomeRecord, 'schemaVersion' | 'kind' | 'id' | 'repository'> & {
  readonly repository: string;
};

type Recording = { readonly ledger: Ledger; readonly outcome: Outcome; readonly pace: Pace };

/** What became of the record, and the decision that it was put to: its id, and the record if it was sought and found. */
export type RecordedOutcome = {
  readonly kept: Kept;
  readonly decisionId: string | null;
  readonly decision: DecisionRecord | null;
};

/** Puts into the ledger how a deployment went. */
export async function recordOutcome(github: GitHub, { ledger, outcome, pace }: Recording): Promise<RecordedOutcome> {
  const found = outcome.decisionId === null ? await findDecision(github, ledger, outcome) : null;
  if (isUnknown(found)) return { kept: { kind: 'refused', reason: found.unknown }, decisionId: null, decision: null };
  const decisionId = outcome.decisionId ?? found?.id ?? null;
  const record = recordOf({ ...outcome, decisionId });
  const isSaid = async (commit: string) => await isSaidAlready(github, { ledger, commit, outcome: record });
  const entry = entryOfOutcome(record, found?.decision.changeModel ?? null);
  return { kept: await appendToLedger(github, { ledger, entry, pace, isSaid }), decisionId, decision: found };
}
