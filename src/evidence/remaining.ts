import type { Fact } from '../change/facts.ts';
import { isUnknown } from '../change/facts.ts';
import type { Sight } from './budget.ts';
import { budgetsOf } from './budget.ts';
import type { Catalogue } from './concern.ts';
import { concernOf } from './concern.ts';
import type { EvidenceRule, SloEvidence } from './evidence-rule.ts';
import { isForEnvironment } from './sources.ts';

/** The smallest remaining budget of the services of a change, over all rules that measure one. */
export function remainingBudget(
  rules: readonly EvidenceRule[],
  catalogue: Catalogue,
  facts: Sight & { readonly environment: string },
): Fact<number> {
  const asked = rules.filter((rule) => 'slo' in rule).filter((rule) => isForEnvironment(rule, facts.environment));
  const judged = asked.map((rule) => budgetsOf({ rule, catalogue }, facts));
  const [reason] = [...judged.flatMap(({ unknown }) => unknown), ...unmeasured(asked, facts)];
  if (reason !== undefined) return { unknown: reason };
  return Math.min(1, ...judged.flatMap(({ measured }) => measured.map(({ remaining }) => remaining)));
}

/** Services of which no rule measures a budget: how much of one they have left is not known either. */
function unmeasured(rules: readonly SloEvidence[], { services }: Sight): readonly string[] {
  const none = 'no rule of the policy measures it';
  if (rules.length === 0 || isUnknown(services)) return rules.length === 0 ? [none] : [];
  const isCovered = (service: string): boolean =>
    rules.some((rule) => concernOf(rule, {}, { services: [service] }).services.length > 0);
  return services.filter((service) => !isCovered(service)).map((service) => `no rule measures that of \`${service}\``);
}
