import { wildcardMatcher } from '../change/glob.ts';
import { closest } from '../closest.ts';
import type { LintProblem, LintRequest } from './lint.ts';
import { rulesOf } from './rules.ts';
import { listed } from './words.ts';

/** Patterns for services that match none of the catalogue: the rule is never in scope by them. */
export function checkNames({ policy }: Pick<LintRequest, 'policy'>): readonly LintProblem[] {
  const names = Object.keys(policy.services);
  if (names.length === 0) return [];
  return rulesOf(policy).flatMap(({ key, rule }) =>
    (rule.services ?? []).flatMap((pattern, index) => {
      const matches = wildcardMatcher(pattern);
      if (names.some((name) => matches(name))) return [];
      const part = { key, pointer: `/services/${index}` };
      return [{ ...unknownName(part, { what: 'service', name: pattern, names }), severity: 'warning' } as const];
    }),
  );
}

type Naming = { readonly what: string; readonly name: string; readonly names: readonly string[] };

/** A name that stands for nothing, with the one that was most likely meant. */
export function unknownName(part: LintProblem['part'], { what, name, names }: Naming): LintProblem {
  const meant = name.length > 64 ? null : closest(name, names);
  const known = names.length === 0 ? `the policy has no ${what}` : `known are ${listed(names.slice(0, 20), 'and')}`;
  return {
    part,
    about: 'value',
    severity: 'error',
    code: 'policy/unknown-name',
    problem: `there is no ${what} \`${name}\``,
    remedy: meant === null ? known : `did you mean \`${meant}\`?`,
  };
}
