import type { Fact, RunningDeployment } from '../change/facts.ts';
import { isUnknown } from '../change/facts.ts';
import type { Catalogue } from '../change/services.ts';
import type { Effect, Finding, OwnCode } from '../finding/finding.ts';
import { finding, heavier } from '../finding/finding.ts';
import type { JudgedChange } from '../rule/rule.ts';
import type { ConflictRule } from './conflict-rule.ts';
import { lookElsewhere } from './elsewhere.ts';
import { relationOf } from './relation.ts';
import type { Relation } from './relation.ts';
import type { Told } from './words.ts';
import { wordsOfLock, wordsOfUnknownLocks } from './lock-words.ts';
import { wordsOf, wordsOfRest } from './words.ts';

type Setting = { readonly rule: ConflictRule | null; readonly catalogue: Catalogue };

/**
 * Findings for other deployments to the environment that are running: those of the same service, and of one that it depends
 * on or that depends on it. Where it is not known whose they are, each may be either: what is judged more heavily counts too.
 */
export function judgeConflicts({ rule, catalogue }: Setting, change: JudgedChange): readonly Finding[] {
  if (rule === null) return [];
  const { running, deployments } = change.facts;
  const isTold = running !== undefined && !isUnknown(running);
  const elsewhere = lookElsewhere({ rule, catalogue }, change.facts);
  const told = [...(isTold ? running : []), ...elsewhere.running];
  return [
    ...(isTold ? [] : judgeNumber(rule, deployments.inProgress)),
    ...judgeTold({ rule, catalogue }, told, change),
    ...judgeLocks({ rule, catalogue }, change),
    ...elsewhere.unknown.map((unknown) => conflict(rule, 'conflicts/dependency', unknown)),
  ];
}

type Judged = { readonly rule: ConflictRule; readonly catalogue: Catalogue };

function judgeTold(
  { rule, catalogue }: Judged,
  running: readonly RunningDeployment[],
  { facts }: JudgedChange,
): readonly Finding[] {
  const related = running.map((other) => ({ other, relation: relationOf(other, facts, catalogue) }));
  return codes.flatMap((code) =>
    judgeRelated({
      rule,
      code,
      now: facts.evaluatedAt,
      related: related.filter(({ relation }) => isAbout(code, relation, rule)),
    }),
  );
}

type ConflictCode = Extract<OwnCode, `conflicts/${string}`>;
type Related = { readonly other: RunningDeployment; readonly relation: Relation };

const codes = ['conflicts/same-service', 'conflicts/dependency'] as const satisfies readonly ConflictCode[];

function isAbout(code: ConflictCode, { kind }: Relation, rule: ConflictRule): boolean {
  if (kind === 'unknown') return code === 'conflicts/same-service' || isDependencyHeavier(rule);
  return code === `conflicts/${kind}`;
}

function isDependencyHeavier({ sameService, dependency }: ConflictRule): boolean {
  return dependency !== sameService && heavier(dependency, sameService) === dependency;
}

/** A run that was let through will deploy, though nothing shows yet. */
function judgeLocks({ rule, catalogue }: Judged, { facts }: JudgedChange): readonly Finding[] {
  const { locks } = facts;
  if (locks === undefined) return [];
  if (isUnknown(locks)) return [conflict(rule, 'conflicts/same-service', wordsOfUnknownLocks(locks.unknown))];
  const related = locks.map((lock) => ({ lock, relation: relationOf(lock, facts, catalogue) }));
  return codes.flatMap((code) =>
    related
      .filter(({ relation }) => isAbout(code, relation, rule))
      .slice(0, mostTold)
      .map(({ lock, relation }) => conflict(rule, code, wordsOfLock(lock, relation))),
  );
}

type Judging = {
  readonly rule: ConflictRule;
  readonly code: ConflictCode;
  readonly related: readonly Related[];
  readonly now: string;
};

/** So many are told one by one. */
const mostTold = 10;

function judgeRelated({ rule, code, related, now }: Judging): readonly Finding[] {
  const told = related.slice(0, mostTold).map(({ other, relation }) => {
    const { id, repository, startedAt, services } = other;
    const seen = { id, ...(repository !== undefined && { repository }), startedAt, services };
    return conflict(rule, code, {
      ...wordsOf(other, relation, now),
      facts: { running: seen },
      assumed: relation.kind === 'unknown' ? relation.assumed : [],
    });
  });
  const rest = related.length - told.length;
  return rest === 0 ? told : [...told, conflict(rule, code, { ...wordsOfRest(rest), facts: {}, assumed: [] })];
}

function conflict(rule: ConflictRule, code: ConflictCode, told: Told & Partial<Pick<Finding, 'until'>>): Finding {
  return finding({
    code,
    effect: effectOf(rule, code),
    source: rule.source,
    because: becauseOf[code],
    approvers: rule.approvers ?? [],
    ...told,
  });
}

function effectOf(rule: ConflictRule, code: ConflictCode): Effect {
  return code === 'conflicts/same-service' ? rule.sameService : rule.dependency;
}

const becauseOf: Readonly<Record<ConflictCode, string>> = {
  'conflicts/same-service': 'two deployments of one service at a time overwrite each other',
  'conflicts/dependency': 'a service should not change while one that it depends on, or that depends on it, does',
};

/** Where their number is all that is known, each may be of any service. */
function judgeNumber(rule: ConflictRule, inProgress: Fact<number>): readonly Finding[] {
  if (inProgress === 0) return [];
  const told = isUnknown(inProgress) ? unknownNumber(inProgress.unknown) : knownNumber(inProgress);
  const [same, dependency] = codes;
  return [same, ...(isDependencyHeavier(rule) ? [dependency] : [])].map((code) => conflict(rule, code, told));
}

function unknownNumber(reason: string): Told {
  return {
    problem: `whether another deployment to the environment is running is not known (${reason})`,
    remedy: 'look whether one is running; if none is, `--assume deployments.inProgress=0` says so to the command line',
    facts: {},
    assumed: [{ fact: 'deployments.inProgress', reason }],
  };
}

function knownNumber(inProgress: number): Told {
  return {
    problem:
      inProgress === 1
        ? 'another deployment to the environment is running'
        : `${inProgress} other deployments to the environment are running`,
    remedy: 'wait until the other deployment has ended, then run the gate again',
    facts: { 'deployments.inProgress': inProgress },
    assumed: [],
  };
}
