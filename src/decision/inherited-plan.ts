import type { ChangeFacts, Fact } from '../change/facts.ts';
import { isUnknown } from '../change/facts.ts';
import type { Policy } from '../policy/policy.ts';
import type { InheritingPlan, TouchedService } from '../rollback/inherit.ts';
import { inheritPlan } from '../rollback/inherit.ts';

type Catalogue = Pick<Policy, 'services'>;

/** The rollback plan of a change, completed by what the services that it touches say of rollbacks. */
export function completePlan(
  policy: Catalogue,
  { plan, services }: Pick<ChangeFacts, 'plan' | 'services'>,
): InheritingPlan {
  return inheritPlan(plan, touchedServices(services, policy));
}

function touchedServices(services: Fact<readonly string[]>, policy: Catalogue): Fact<readonly TouchedService[]> {
  if (isUnknown(services)) return services;
  return services.map((name) => ({ name, service: serviceNamed(name, policy) }));
}

function serviceNamed(name: string, { services }: Catalogue): Policy['services'][string] | null {
  return Object.hasOwn(services, name) ? (services[name] ?? null) : null;
}
