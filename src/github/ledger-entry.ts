import type { DecisionRecord, OutcomeRecord } from '../decision/record.ts';
import { markOf } from '../decision/model-mark.ts';
import { nameOfPlace, policyFile, recordFile } from '../decision/record-file.ts';
import type { Policy } from '../policy/policy.ts';
import type { Entry } from './ledger-branch.ts';

// Messages hold nothing that others wrote: GitHub would link and obey it.

/** A decision as the ledger gets it, with the policy that it was made under. */
export function entryOfDecision(record: DecisionRecord, policy: Policy): Entry {
  const { outcome } = record.decision;
  const message = `${outcome} ${nameOfPlace(record.decision)}`;
  return { record: recordFile(record), marks: [], shared: [policyFile(policy)], message };
}

/** An outcome as the ledger gets it; of a standard change, with the mark by which it is counted. */
export function entryOfOutcome(record: OutcomeRecord, model: string | null): Entry {
  const mark = markOf(record, model);
  const message = `${record.outcome} ${nameOfPlace(record)}`;
  return { record: recordFile(record), marks: mark === null ? [] : [mark], shared: [], message };
}
