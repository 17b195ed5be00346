import { checkPathPattern, wildcardMatcher } from '../change/glob.ts';
import { closest } from '../closest.ts';
import type { LintProblem, LintRequest } from './lint.ts';
import { rulesOf } from './rules.ts';
import { listed } from './words.ts';

/** Names of things that are not there, and patterns that match nothing. */
export function checkNames({ policy }: LintRequest): readonly LintProblem[] {
  return [...serviceProblems({ policy }), ...patternProblems({ policy })];
}

type Checked = Pick<LintRequest, 'policy'>;

function serviceProblems({ policy }: Checked): readonly LintProblem[] {
  const names = Object.keys(policy.services);
  return Object.entries(policy.services).flatMap(([name, { paths, dependsOn = [] }]) => {
    const key = `services/${name}`;
    const unknown = dependsOn.map((other, index) =>
      names.includes(other)
        ? null
        : unknownName({ key, pointer: `/dependsOn/${index}` }, { what: 'service', name: other, names }),
    );
    const wrong = paths.map((path, index) => {
      const problem = checkPathPattern(path);
      return problem === null ? null : pathProblem({ key, pointer: `/paths/${index}` }, problem);
    });
    return [...unknown, ...wrong].filter((found) => found !== null);
  });
}

function pathProblem(part: LintProblem['part'], problem: string): LintProblem {
  return { part, about: 'value', severity: 'error', code: 'policy/pattern', problem, remedy: null };
}

/** Patterns for services that match none of the catalogue: the rule is never in scope by them. */
function patternProblems({ policy }: Checked): readonly LintProblem[] {
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
