import type { DecisionRecord, OutcomeRecord } from '../decision/record.ts';
import { nameOfPlace, policyFile, recordFile } from '../decision/record-file.ts';
import type { Policy } from '../policy/policy.ts';
import type { Entry } from './ledger-branch.ts';

// Messages hold nothing that others wrote: GitHub would link and obey it.

/** A decision as the ledger gets it, with the policy that it was made under. */
export function entryOfDecision(record: DecisionRecord, policy: Policy): Entry {
  const { outcome } = record.decision;
  const message = `${outcome} ${nameOfPlace(record.decision)}`;
  return { record: recordFile(record), shared: [policyFile(policy)], message };
}

/** An outcome as the ledger gets it. */
export function entryOfOutcome(record: OutcomeRecord): Entry {
  return { record: recordFile(record), shared: [], message: `${record.outcome} ${nameOfPlace(record)}` };
}
