import type { ChangeFacts } from '../change/facts.ts';
import { isUnknown } from '../change/facts.ts';
import { rollbackFacts } from '../change/derive.ts';
import { servicesOf } from '../change/services.ts';
import type { Policy } from '../policy/policy.ts';
import { localFacts } from '../schedule/local.ts';

export type CompleteFacts = ChangeFacts & { readonly environment: string };

/**
 * The facts with everything derived from them and the policy: services, tier, local time, the rollback plan's group.
 * Where no environment was named, the one where a mistake costs most.
 */
export function completeFacts(policy: Policy, facts: ChangeFacts): CompleteFacts {
  return {
    ...facts,
    ...servicesOf(facts, policy.services),
    environment: isUnknown(facts.environment) ? 'production' : facts.environment,
    change: { ...facts.change, isRollback: isProvenRollback(facts) },
    rollback: isUnknown(facts.plan) ? facts.rollback : rollbackFacts(facts.plan),
    local: localFacts(facts.evaluatedAt, policy.schedule?.timezone ?? 'UTC'),
  };
}

function isProvenRollback({ declared, wasLiveBefore }: ChangeFacts): ChangeFacts['change']['isRollback'] {
  if (declared?.lane !== 'rollback') return false;
  return wasLiveBefore ?? false;
}
