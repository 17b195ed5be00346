import type { Check, Fact } from './facts.ts';
import { isUnknown } from './facts.ts';
import { wildcardMatcher } from './glob.ts';

/** The gate's own check, which never counts: its name is this, or begins with it and a space or slash. */
export const ownCheckPrefix = 'change-gate';

/** The app whose checks count when a rule names none. */
export const defaultCheckApp = 'github-actions';

export type CheckQuestion = {
  readonly checks: Fact<readonly Check[]>;
  readonly patterns: readonly string[];
  readonly app: string;
};

export type CheckAnswer =
  | { readonly state: 'passed'; readonly passed: readonly string[] }
  | { readonly state: 'failed'; readonly failed: readonly Check[]; readonly missing: readonly string[] }
  | { readonly state: 'missing'; readonly missing: readonly string[] }
  | { readonly state: 'unknown'; readonly reason: string };

/**
 * Says whether every pattern has a match and every match succeeded. For each app and full name the newest run counts,
 * and only `success` passes; a run that has not ended is the newest.
 */
export function checksPassed({ checks, patterns, app }: CheckQuestion): CheckAnswer {
  if (isUnknown(checks)) return { state: 'unknown', reason: checks.unknown };
  const runs = newestRuns(checks.filter((check) => check.app === app && !isOwn(check.name)));
  const matches = patterns.map(wildcardMatcher);
  const wanted = runs.filter(({ name }) => matches.some((matchesName) => matchesName(name)));
  const missing = patterns.filter((_, index) => !runs.some(({ name }) => matches[index]?.(name)));
  const failed = wanted.filter(({ conclusion }) => conclusion !== 'success');
  if (failed.length > 0) return { state: 'failed', failed, missing };
  if (missing.length > 0) return { state: 'missing', missing };
  return { state: 'passed', passed: wanted.map(({ name }) => name) };
}

function isOwn(name: string): boolean {
  return name === ownCheckPrefix || name.startsWith(`${ownCheckPrefix} `) || name.startsWith(`${ownCheckPrefix}/`);
}

function newestRuns(checks: readonly Check[]): readonly Check[] {
  const newest = new Map<string, Check>();
  for (const check of checks) {
    const known = newest.get(check.name);
    if (known === undefined || replaces(check, known)) newest.set(check.name, check);
  }
  return [...newest.values()];
}

/** Of two runs that ended at the same instant the one that did not succeed counts. */
function replaces(check: Check, known: Check): boolean {
  const [end, knownEnd] = [endOf(check), endOf(known)];
  return end === knownEnd ? known.conclusion === 'success' : end > knownEnd;
}

function endOf({ completedAt, conclusion }: Check): number {
  return completedAt === null || conclusion === null ? Number.POSITIVE_INFINITY : Date.parse(completedAt);
}
