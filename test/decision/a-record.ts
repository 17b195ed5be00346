import { decide } from '../../src/decision/decide.ts';
import type { DecisionRecord, OutcomeRecord } from '../../src/decision/record.ts';
import { recordDecision, recordOutcome } from '../../src/decision/record.ts';
import type { ChangeFacts } from '../../src/change/facts.ts';
import type { Policy } from '../../src/policy/policy.ts';
import { aChange, aPolicy, head } from '../builders.ts';

export const surroundings = {
  repository: 'acme/shop',
  engine: '0.1.0',
  timeZoneData: '2026b',
  run: { url: 'https://github.com/acme/shop/actions/runs/7', id: '7', attempt: 1, actor: 'mia', mode: 'enforce' },
} as const;

/** A decision as it was recorded, with the policy it was made under. */
export async function aDecision(
  parts: Parameters<typeof aChange>[0] = {},
  wanted: Parameters<typeof aPolicy>[0] = 'standard',
): Promise<{ readonly record: DecisionRecord; readonly policy: Policy; readonly facts: ChangeFacts }> {
  const [policy, facts] = [await aPolicy(wanted), aChange(parts)];
  return { record: recordDecision({ policy, facts, decision: decide(policy, facts) }, surroundings), policy, facts };
}

/** A deployment that went well, an hour after it was decided. */
export function anOutcome(parts: Partial<Parameters<typeof recordOutcome>[0]> = {}): OutcomeRecord {
  return recordOutcome({
    repository: 'acme/shop',
    decisionId: null,
    environment: 'production',
    head,
    outcome: 'success',
    at: '2026-11-24T11:00:00Z',
    by: 'mia',
    note: null,
    run: null,
    ...parts,
  });
}
