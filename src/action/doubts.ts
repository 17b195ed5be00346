import { wildcardMatcher } from '../change/glob.ts';
import { closest } from '../closest.ts';
import type { Policy } from '../policy/policy.ts';
import type { Passage } from '../ports.ts';
import type { ActionInputs } from './inputs.ts';

/** What in the inputs is probably a slip, since the policy knows a word that is nearly the same. */
export function doubtsAbout(
  { environment, services }: Pick<ActionInputs, 'environment' | 'services'>,
  { policy }: Pick<Passage, 'policy'>,
): readonly string[] {
  const known = environmentsOf(policy);
  const catalogue = Object.keys(policy.services);
  return [
    ...(environment === null ? [] : doubt({ input: 'environment', found: environment, known })),
    ...(services ?? []).flatMap((found) => doubt({ input: 'services', found, known: catalogue })),
  ];
}

type Word = { readonly input: string; readonly found: string; readonly known: readonly string[] };

function doubt({ input, found, known }: Word): readonly string[] {
  if (known.some((pattern) => wildcardMatcher(pattern)(found))) return [];
  const near = closest(found, known);
  return near === null
    ? []
    : [`the input \`${input}\` names \`${found}\`, which no rule knows; did you mean \`${near}\`?`];
}

/** The environments that rules name. */
function environmentsOf({ schedule, rollback, standardChanges, evidence, approvals }: Policy): readonly string[] {
  const rules = [
    ...(schedule?.windows ?? []),
    ...(schedule?.freezes ?? []),
    ...(schedule?.exceptions ?? []),
    ...rollback.plans,
    ...standardChanges,
    ...evidence,
    ...approvals,
  ];
  return [...new Set(rules.flatMap(({ environments }) => environments ?? []))];
}
