import type { ChangeRecord, DecisionRecord, OutcomeRecord } from '../decision/record.ts';
import type { DeployedHead } from './deployed.ts';

/** How recorded deployments to an environment ended; of what was cancelled nobody knows. */
export function recordedDeployments(records: readonly ChangeRecord[], environment: string): readonly DeployedHead[] {
  const decisions = new Map(
    records.flatMap((record): readonly (readonly [string, DecisionRecord])[] =>
      record.kind === 'decision' ? [[record.id, record]] : [],
    ),
  );
  return records
    .filter((record) => record.kind === 'outcome')
    .filter((record) => record.environment === environment && record.outcome !== 'cancelled')
    .map((record) => deployedHead(record, decisions));
}

function deployedHead(
  { id, head, outcome, at, decisionId }: OutcomeRecord,
  decisions: ReadonlyMap<string, DecisionRecord>,
): DeployedHead {
  return {
    head,
    went: outcome === 'success' ? 'well' : 'badly',
    at,
    source: `ledger:${id}`,
    base: decisions.get(decisionId ?? '')?.decision.base ?? null,
  };
}
