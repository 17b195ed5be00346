import type { ChangeFacts, Fact } from '../change/facts.ts';
import { isUnknown } from '../change/facts.ts';
import { rollbackFacts } from '../change/derive.ts';
import { incidentFacts } from '../change/incidents.ts';
import { overdueCount } from '../change/reviews.ts';
import { servicesOf } from '../change/services.ts';
import { remainingBudget } from '../evidence/remaining.ts';
import type { Policy } from '../policy/policy.ts';
import type { Inherited } from '../rollback/inherit.ts';
import { localFacts } from '../schedule/local.ts';
import { readDuration } from '../schedule/written.ts';
import { suspendedAmong } from '../standard/suspension.ts';
import { completePlan } from './inherited-plan.ts';

type PlacedFacts = ChangeFacts & { readonly environment: string };

export type CompleteFacts = PlacedFacts & {
  /** What the rollback plan has from the services touched; null if nothing. */
  readonly inherited: Inherited | null;
};

/**
 * The facts with everything derived from them and the policy: services, tier, local time, the rollback plan's group, what
 * incidents, reviews and past standard changes mean for this change. Where no environment was named, the one where a mistake costs most.
 */
export function completeFacts(policy: Policy, facts: ChangeFacts): CompleteFacts {
  const timezone = policy.schedule?.timezone ?? 'UTC';
  const environment = isUnknown(facts.environment) ? 'production' : facts.environment;
  const services = servicesOf(facts, policy.services);
  const { plan, inherited } = completePlan(policy, { ...facts, ...services });
  return {
    ...facts,
    ...services,
    environment,
    ...suspension(policy, { facts, timezone }),
    ...operations(policy, { ...facts, ...services, environment }),
    plan,
    inherited,
    rollback: isUnknown(plan) ? facts.rollback : rollbackFacts(plan),
    local: localFacts(facts.evaluatedAt, timezone),
  };
}

/** What incidents, reviews and measurements mean for the change. A fact that was given is kept. */
function operations(
  policy: Policy,
  facts: Omit<CompleteFacts, 'inherited'>,
): Pick<ChangeFacts, 'change' | 'operations'> {
  const { openIncidents, incidentsLast30d, knownProblems, overdueReviews, errorBudgetRemaining } = facts.operations;
  const { fixesIncident } = facts.change;
  const told = incidentFacts(facts, policy.services);
  const due = { evaluatedAt: facts.evaluatedAt, withinMilliseconds: readDuration(policy.reviews.within) };
  return {
    change: {
      ...facts.change,
      isRollback: isProvenRollback(facts),
      fixesIncident: given(fixesIncident, told?.fixesIncident),
    },
    operations: {
      ...facts.operations,
      openIncidents: given(openIncidents, told?.openIncidents),
      incidentsLast30d: given(incidentsLast30d, told?.incidentsLast30d),
      knownProblems: given(knownProblems, told?.knownProblems),
      overdueReviews: given(overdueReviews, overdueCount(facts.reviews, due)),
      errorBudgetRemaining: given(errorBudgetRemaining, measuredBudget(policy, facts)),
    },
  };
}

function given<T>(fact: Fact<T>, derived: Fact<T> | null | undefined): Fact<T> {
  return isUnknown(fact) ? (derived ?? fact) : fact;
}

/** Null where no rule measures one. */
function measuredBudget({ evidence, services }: Policy, facts: PlacedFacts): Fact<number> | null {
  return evidence.some((rule) => 'slo' in rule) ? remainingBudget(evidence, services, facts) : null;
}

type Seen = { readonly facts: ChangeFacts; readonly timezone: string };

function suspension({ standardChanges }: Policy, { facts, timezone }: Seen): Pick<ChangeFacts, 'suspended'> {
  const { suspended, models, evaluatedAt: at } = facts;
  if (suspended !== undefined || models === undefined) return {};
  return { suspended: isUnknown(models) ? models : suspendedAmong(standardChanges, { past: models, at, timezone }) };
}

function isProvenRollback({ declared, wasLiveBefore }: ChangeFacts): ChangeFacts['change']['isRollback'] {
  if (declared?.lane !== 'rollback') return false;
  return wasLiveBefore ?? false;
}
