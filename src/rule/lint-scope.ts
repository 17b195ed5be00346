import { wildcardMatcher } from '../change/glob.ts';
import type { Scope } from './scope.ts';
import { riskLevels } from './rule.ts';
import type { RiskLevel } from './rule.ts';

/** A key of a rule that would treat a worse change more lightly. */
export type ScopeProblem = {
  readonly key: 'riskLevels' | 'changeTypes';
  readonly problem: string;
  readonly remedy: string;
};

/**
 * What in the scope of a rule would be lighter for a worse change: a rule that restricts must hold for every level above
 * its lowest, and for normal changes if for standard ones; an exception the other way round.
 */
export function scopeProblems(scope: Scope, kind: 'restricting' | 'permitting'): readonly ScopeProblem[] {
  return [...levelProblems(scope, kind), ...typeProblems(scope, kind)];
}

/** A key by which no change is in both scopes; null where one may be. */
export function keyApart(one: Scope, other: Scope): 'environments' | 'services' | 'changeTypes' | 'riskLevels' | null {
  if (arePatternsApart(one.environments, other.environments)) return 'environments';
  if (arePatternsApart(one.services, other.services)) return 'services';
  if (areWordsApart(one.changeTypes, other.changeTypes)) return 'changeTypes';
  return areWordsApart(one.riskLevels, other.riskLevels) ? 'riskLevels' : null;
}

function areWordsApart<Word>(some: readonly Word[] | undefined, others: readonly Word[] | undefined): boolean {
  if (some === undefined || others === undefined) return false;
  return !some.some((word) => others.includes(word));
}

/** Two patterns with wildcards are taken to match something in common. */
function arePatternsApart(some: readonly string[] | undefined, others: readonly string[] | undefined): boolean {
  if (some === undefined || others === undefined) return false;
  return !some.some((one) => others.some((other) => mayMatchTheSame(one, other)));
}

function mayMatchTheSame(one: string, other: string): boolean {
  if (wildcardMatcher(one)(other) || wildcardMatcher(other)(one)) return true;
  return [one, other].every((each) => /[*?]/.test(each));
}

function levelProblems({ riskLevels: named }: Scope, kind: 'restricting' | 'permitting'): readonly ScopeProblem[] {
  if (named === undefined || named.length === 0) return [];
  const ranks = named.map((level) => riskLevels.indexOf(level));
  const wanted: readonly RiskLevel[] =
    kind === 'restricting' ? riskLevels.slice(Math.min(...ranks)) : riskLevels.slice(0, Math.max(...ranks) + 1);
  const missing = wanted.filter((level) => !named.includes(level));
  if (missing.length === 0) return [];
  const problem =
    kind === 'restricting'
      ? `the rule leaves out ${inWords(missing)}, which is worse than a level that it is for`
      : `the exception leaves out ${inWords(missing)}, which is better than a level that it is for`;
  return [{ key: 'riskLevels', problem, remedy: `write \`riskLevels: [${wanted.join(', ')}]\`` }];
}

function typeProblems({ changeTypes }: Scope, kind: 'restricting' | 'permitting'): readonly ScopeProblem[] {
  const [named, missing] =
    kind === 'restricting' ? (['standard', 'normal'] as const) : (['normal', 'standard'] as const);
  if (changeTypes === undefined || !changeTypes.includes(named) || changeTypes.includes(missing)) return [];
  const rule = kind === 'restricting' ? 'the rule' : 'the exception';
  const problem = `${rule} is for \`${named}\` changes and leaves out \`${missing}\` ones, which are ${
    kind === 'restricting' ? 'less' : 'more'
  } proven`;
  return [{ key: 'changeTypes', problem, remedy: `write \`changeTypes: [${[...changeTypes, missing].join(', ')}]\`` }];
}

function inWords(levels: readonly RiskLevel[]): string {
  return levels.map((level) => `\`${level}\``).join(', ');
}
