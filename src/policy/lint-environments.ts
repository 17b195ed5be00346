import { closest } from '../closest.ts';
import type { LintProblem, LintRequest } from './lint.ts';
import { rulesOf } from './rules.ts';

/** Names that nearly everybody uses; what is nearly one of them is probably meant to be it. */
const usual = ['production', 'staging', 'development'];

/** Patterns for environments that misspell a usual name: a policy does not list its environments, so more is not known. */
export function checkEnvironments({ policy }: Pick<LintRequest, 'policy'>): readonly LintProblem[] {
  return rulesOf(policy).flatMap(({ key, rule }) =>
    (rule.environments ?? []).flatMap((name, index) => {
      const meant = misspelt(name);
      if (meant === null) return [];
      return {
        part: { key, pointer: `/environments/${index}` },
        about: 'value',
        severity: 'warning',
        code: 'policy/unknown-name',
        problem: `no environment is usually called \`${name}\``,
        remedy: `did you mean \`${meant}\`?`,
      } as const;
    }),
  );
}

/** The usual name that a word of about its length misspells; a part of one, or one with more to it, is a name of its own. */
function misspelt(name: string): string | null {
  if (!/^[a-z]{7,14}$/u.test(name) || usual.includes(name)) return null;
  const meant = closest(name, usual);
  if (meant === null || Math.abs(meant.length - name.length) > 1) return null;
  return name.startsWith(meant) || meant.startsWith(name) ? null : meant;
}
