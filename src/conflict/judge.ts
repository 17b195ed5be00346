import { isUnknown } from '../change/facts.ts';
import type { Effect, Finding, OwnCode } from '../finding/finding.ts';
import { finding, heavier } from '../finding/finding.ts';
import type { JudgedChange } from '../rule/rule.ts';
import type { ConflictRule } from './conflict-rule.ts';

/**
 * Findings for other deployments to the environment that are running. Whose they are is not known, so each may be of the
 * same service, or of one that depends on it: where that is judged more heavily, it counts too.
 */
export function judgeConflicts(rule: ConflictRule | null, change: JudgedChange): readonly Finding[] {
  const { inProgress } = change.facts.deployments;
  if (rule === null || inProgress === 0) return [];
  const same = conflict(rule, 'conflicts/same-service', change);
  const mayDepend =
    rule.dependency !== rule.sameService && heavier(rule.dependency, rule.sameService) === rule.dependency;
  return mayDepend ? [same, conflict(rule, 'conflicts/dependency', change)] : [same];
}

type ConflictCode = Extract<OwnCode, `conflicts/${string}`>;

function conflict(rule: ConflictRule, code: ConflictCode, { facts }: JudgedChange): Finding {
  const { inProgress } = facts.deployments;
  return finding({
    code,
    effect: effectOf(rule, code),
    source: rule.source,
    problem: problemOf(inProgress),
    because: becauseOf[code],
    remedy: isUnknown(inProgress) ? look : wait,
    approvers: rule.approvers ?? [],
    facts: isUnknown(inProgress) ? {} : { 'deployments.inProgress': inProgress },
    assumed: isUnknown(inProgress) ? [{ fact: 'deployments.inProgress', reason: inProgress.unknown }] : [],
  });
}

const wait = 'wait until the other deployment has ended, then run the gate again';
const look = 'look whether one is running; if none is, `--assume deployments.inProgress=0` says so to the command line';

function effectOf(rule: ConflictRule, code: ConflictCode): Effect {
  return code === 'conflicts/same-service' ? rule.sameService : rule.dependency;
}

const becauseOf: Readonly<Record<ConflictCode, string>> = {
  'conflicts/same-service': 'two deployments of one service at a time overwrite each other',
  'conflicts/dependency': 'a service should not change while one that it depends on, or that depends on it, does',
};

function problemOf(inProgress: JudgedChange['facts']['deployments']['inProgress']): string {
  if (isUnknown(inProgress))
    return `whether another deployment to the environment is running is not known (${inProgress.unknown})`;
  if (inProgress === 1) return 'another deployment to the environment is running';
  return `${inProgress} other deployments to the environment are running`;
}
