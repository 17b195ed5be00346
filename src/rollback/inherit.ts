import type { Fact, RollbackPlan } from '../change/facts.ts';
import { isUnknown } from '../change/facts.ts';
import type { Service } from '../catalogue/service.ts';
import { worthOf } from './placeholder.ts';
import { isBlank } from './quality.ts';
import { standingPlan } from './standing.ts';
import { isUntouchedTemplate } from './template.ts';
import type { Giving } from './together.ts';
import { together } from './together.ts';

/** A service that a change touches, by its name; null for one that the catalogue does not have. */
export type TouchedService = { readonly name: string; readonly service: Service | null };

/** What a plan inherits: the fields, and the services whose defaults they are. */
export type Inherited = { readonly fields: readonly string[]; readonly services: readonly string[] };

/** The plan of a change, with what it inherits; null if that is nothing. */
export type InheritingPlan = { readonly plan: Fact<RollbackPlan | null>; readonly inherited: Inherited | null };

/**
 * Completes a plan by the defaults of the services that the change touches: only what every one of them says, and of how it
 * is done only where the plan has their strategy. A change without a plan has one only if each service has a standing one.
 */
export function inheritPlan(
  plan: Fact<RollbackPlan | null>,
  services: Fact<readonly TouchedService[]>,
): InheritingPlan {
  if (isUnknown(plan) || isUnknown(services)) return { plan, inherited: null };
  const giving = givingOf(services);
  if (giving === null) return { plan, inherited: null };
  if (plan === null || isUntouchedTemplate(plan.text) || isBlank(plan)) {
    const standing = standingPlan(giving);
    return standing === null ? { plan, inherited: null } : standing;
  }
  return completed(plan, giving);
}

/** Null if one of them gives nothing, or if there is none. */
function givingOf(services: readonly TouchedService[]): readonly Giving[] | null {
  const giving = services.flatMap(({ name, service }) => {
    if (service?.rollback === undefined) return [];
    const { owner = service.owner, ...rest } = service.rollback;
    return [{ name, source: service.source, given: { ...rest, ...(owner !== undefined && { owner }) } }];
  });
  return giving.length === services.length && giving.length > 0 ? giving : null;
}

function completed(plan: RollbackPlan, giving: readonly Giving[]): InheritingPlan {
  const given = together(giving);
  const isDoneSo = plan.strategy !== null && giving.every((each) => each.given.strategy === plan.strategy);
  const how = isDoneSo ? given : { ...given, steps: null, minutesToRestore: null, verification: null };
  const added = {
    ...(isMissing(plan.owner) && how.owner !== null && { owner: how.owner }),
    ...(isMissing(plan.trigger) && how.trigger !== null && { trigger: how.trigger }),
    ...(plan.steps.length === 0 && how.steps !== null && { steps: how.steps }),
    ...(plan.minutesToRestore === null && how.minutesToRestore !== null && { minutesToRestore: how.minutesToRestore }),
    ...(isMissing(plan.verification) && how.verification !== null && { verification: how.verification }),
  };
  const fields = Object.keys(added).map((field) => (field === 'minutesToRestore' ? 'timeToRestore' : field));
  if (fields.length === 0) return { plan, inherited: null };
  return { plan: { ...plan, ...added }, inherited: { fields, services: giving.map(({ name }) => name) } };
}

/** Words like `n/a` say no more than nothing; `TBD` is for the author to replace. */
function isMissing(words: string | null): boolean {
  return words === null || worthOf(words) === 'declined';
}
