import type { Problem } from '../errors.ts';
import type { Finder, Part } from './finder.ts';
import { checkAuthorities } from './lint-authorities.ts';
import { checkConditions } from './lint-conditions.ts';
import { checkDates } from './lint-dates.ts';
import { checkEnvironments } from './lint-environments.ts';
import { checkEvidence } from './lint-evidence.ts';
import { checkNames } from './lint-names.ts';
import { checkOverlap } from './lint-overlap.ts';
import { checkReach } from './lint-reach.ts';
import { checkSchedule } from './lint-schedule.ts';
import { checkScopes } from './lint-scopes.ts';
import { checkScores } from './lint-scores.ts';
import { checkServices } from './lint-services.ts';
import { checkSupport } from './lint-support.ts';
import type { Policy } from './policy.ts';
import { inOrder } from './problems.ts';

/** What is checked, and when: `today` is a date like `2026-11-27`, null if the day does not matter. */
export type LintRequest = { readonly policy: Policy; readonly today: string | null };

/** Something wrong with a part of a policy. */
export type LintProblem = Pick<Problem, 'severity' | 'code' | 'problem' | 'remedy'> & {
  readonly part: Part;
  /** What the problem is about: the key of the part, its value, or the character of its text at this offset. */
  readonly about: 'key' | 'value' | number;
};

/** Everything that a schema cannot see in a policy, in the order of the files. */
export function lintPolicy(request: LintRequest, finder: Finder): readonly Problem[] {
  const found = checks.flatMap((check) => check(request));
  return inOrder(found.map((problem) => located(problem, finder)));
}

const checks: readonly ((request: LintRequest) => readonly LintProblem[])[] = [
  checkConditions,
  checkScopes,
  checkNames,
  checkServices,
  checkEnvironments,
  checkAuthorities,
  checkDates,
  checkScores,
  checkEvidence,
  checkReach,
  checkOverlap,
  checkSchedule,
  checkSupport,
];

function located({ part, about, ...words }: LintProblem, finder: Finder): Problem {
  if (typeof about === 'number') return { ...finder.within(part, about), ...words };
  return { ...(about === 'key' ? finder.ofKey(part) : finder.ofValue(part)), ...words };
}
