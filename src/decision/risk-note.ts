import type { Assumption, Finding } from '../finding/finding.ts';
import { finding } from '../finding/finding.ts';
import type { RiskAssessment } from '../risk/factor.ts';

/** One note for all unknown facts that were counted at their worst in the score. */
export function noteAssumedRisk({ contributions }: RiskAssessment): readonly Finding[] {
  const assumed = distinct(contributions.flatMap((contribution) => contribution.assumed));
  if (assumed.length === 0) return [];
  const factors = contributions.filter((contribution) => contribution.assumed.length > 0).length;
  return [
    finding({
      code: 'risk/assumed',
      effect: 'note',
      problem: `${factors} risk ${factors === 1 ? 'factor was' : 'factors were'} counted at the worst, because facts are not known`,
      remedy: 'make them known, or set them by hand with `--assume NAME=VALUE` to see what they would change',
      assumed,
    }),
  ];
}

function distinct(assumed: readonly Assumption[]): readonly Assumption[] {
  return [...new Map(assumed.map((each) => [each.fact, each])).values()];
}
