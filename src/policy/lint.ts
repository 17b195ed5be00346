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
import { checkSchedule, checkTimes } from './lint-schedule.ts';
import { checkScopes } from './lint-scopes.ts';
import { checkScores } from './lint-scores.ts';
import { checkServices } from './lint-services.ts';
import { checkSupport } from './lint-support.ts';
import type { Policy, PolicyFile } from './policy.ts';
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
  const found = checks.flatMap(({ check }) => check(request));
  return inOrder(found.map((problem) => located(problem, finder)));
}

/** Sections of a policy that something is missing from; with `extends`, something may be missing from any. */
type Lacking = ReadonlySet<string>;
type Rest = { readonly finder: Finder; readonly lacking: Lacking };

/** The same of a policy with sections that lack something, as far as it does not depend on them. */
export function lintRest(request: LintRequest, { finder, lacking }: Rest): readonly Problem[] {
  const sure = checks.filter(({ needs }) => needs.every((section) => isWhole(section, lacking)));
  const found = [...sure.flatMap(({ check }) => check(request)), ...checkTimes(request)];
  return inOrder(found.map((problem) => located(problem, finder)));
}

/** Tells whether nothing can be missing from a section. */
export function isWhole(section: keyof PolicyFile, lacking: Lacking): boolean {
  return !lacking.has(section) && !lacking.has('extends');
}

type Check = {
  readonly check: (request: LintRequest) => readonly LintProblem[];
  /** Sections that names are sought in, or that are taken together: nothing may be missing there. */
  readonly needs: readonly (keyof PolicyFile)[];
};

const checks: readonly Check[] = [
  { check: checkConditions, needs: [] },
  { check: checkScopes, needs: [] },
  { check: checkNames, needs: ['services'] },
  { check: checkServices, needs: ['services'] },
  { check: checkEnvironments, needs: [] },
  { check: checkAuthorities, needs: ['authorities'] },
  { check: checkDates, needs: [] },
  { check: checkScores, needs: ['risk'] },
  { check: checkEvidence, needs: ['services', 'evidence'] },
  { check: checkReach, needs: ['risk', 'standardChanges', 'emergency'] },
  { check: checkOverlap, needs: ['risk'] },
  { check: checkSchedule, needs: ['schedule'] },
  { check: checkSupport, needs: [] },
];

function located({ part, about, ...words }: LintProblem, finder: Finder): Problem {
  if (typeof about === 'number') return { ...finder.within(part, about), ...words };
  return { ...(about === 'key' ? finder.ofKey(part) : finder.ofValue(part)), ...words };
}
