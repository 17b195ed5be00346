import type { Fact } from '../change/facts.ts';
import { isUnknown } from '../change/facts.ts';
import type { Policy } from '../policy/policy.ts';
import type { Decision } from './decision.ts';

/** What the catalogue says of the services touched, the most critical first: whom to ask, and where to look. */
export function catalogueEntries(
  touched: Fact<readonly string[]>,
  services: Policy['services'],
): Decision['catalogue'] {
  if (isUnknown(touched)) return [];
  return Object.entries(services)
    .filter(([name]) => touched.includes(name))
    .map(([name, { tier, owner = null, runbook = null, links = [] }]) => ({
      service: name,
      tier,
      owner,
      runbook,
      links,
    }))
    .toSorted((one, other) => one.tier - other.tier);
}
