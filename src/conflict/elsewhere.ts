import type { ChangeFacts, Fact, RunningDeployment } from '../change/facts.ts';
import { isUnknown } from '../change/facts.ts';
import type { Catalogue } from '../change/services.ts';
import { relatedServices } from '../change/services.ts';
import type { ConflictRule } from './conflict-rule.ts';
import type { Told } from './words.ts';

type Elsewhere = {
  readonly running: readonly RunningDeployment[];
  /** What is to be said where it is not known whether something is running there. */
  readonly unknown: readonly Told[];
};

type Setting = { readonly rule: ConflictRule; readonly catalogue: Catalogue };

const nothing: Elsewhere = { running: [], unknown: [] };

/** Deployments that other repositories make of services that the change has to do with, if the policy asks for them. */
export function lookElsewhere(
  { rule, catalogue }: Setting,
  { services, runningElsewhere = { unknown: 'nobody looked' } }: Pick<ChangeFacts, 'services' | 'runningElsewhere'>,
): Elsewhere {
  if (rule.acrossRepositories !== true) return nothing;
  const related = relatedElsewhere(services, catalogue);
  if (related.length === 0) return nothing;
  if (!isUnknown(runningElsewhere)) return { running: runningElsewhere, unknown: [] };
  return { running: [], unknown: [unknownElsewhere(related, runningElsewhere.unknown)] };
}

function relatedElsewhere(services: Fact<readonly string[]>, catalogue: Catalogue): readonly string[] {
  return relatedServices(services, catalogue).filter((name) => catalogue[name]?.repository !== undefined);
}

function unknownElsewhere(services: readonly string[], reason: string): Told {
  const names = services.slice(0, 3).map((name) => `\`${name}\``);
  const more = services.length - names.length;
  const told = `${names.join(', ')}${more === 0 ? '' : ` and ${more} more`}`;
  return {
    problem: `whether ${told}, which other repositories deploy, are being deployed is not known (${reason})`,
    remedy:
      'give the input `policy-token` a token with `deployments: read` there; or look, and `--assume runningElsewhere=[]` says that nothing runs',
    facts: {},
    assumed: [{ fact: 'runningElsewhere', reason }],
  };
}
