import { isUnknown } from '../change/facts.ts';
import { wildcardMatcher } from '../change/glob.ts';
import type { ConditionFacts, SeenFacts } from '../condition/condition.ts';
import { evaluateCondition } from '../condition/condition.ts';
import type { Assumption } from '../finding/finding.ts';
import type { JudgedChange, Rule } from './rule.ts';

/** The part of a rule that says which changes it is for. */
export type Scope = Partial<Pick<Rule, 'environments' | 'services' | 'changeTypes' | 'riskLevels' | 'when'>>;

/** Whether a rule bears on a change, the facts that decided it, and those that are unknown and left it undecided. */
export type Applicability = {
  readonly applies: boolean;
  readonly facts: SeenFacts;
  readonly assumed: readonly Assumption[];
};

/** Judges a rule that restricts: any of the services is enough, and where it is undecided it applies. */
export function restricts(scope: Scope, change: JudgedChange): Applicability {
  const services = servicesVerdict(scope, change, 'some');
  return applicability(judge(scope, change, services), 'restricting');
}

/** The same for one service of the change alone; null stands for a change that touches none. */
export function restrictsService(scope: Scope, change: JudgedChange, service: string | null): Applicability {
  return applicability(judge(scope, change, serviceVerdict(scope, service)), 'restricting');
}

/** Judges a rule that permits: it takes all of the services, and where it is undecided it does not apply. */
export function permits(scope: Scope, change: JudgedChange): Applicability {
  const services = servicesVerdict(scope, change, 'every');
  return applicability(judge(scope, change, services), 'permitting');
}

/** The facts that conditions see: what rests on an unknown fact is unknown to them, too. */
export function conditionFacts({ facts, changeType, changeTypeAssumed, risk }: JudgedChange): ConditionFacts {
  return {
    ...facts,
    change: { ...facts.change, type: changeTypeAssumed ? { unknown: 'it rests on an unknown fact' } : changeType },
    risk: riskFacts(risk),
  };
}

type Verdict = {
  readonly is: 'true' | 'false' | 'undecided';
  readonly facts: SeenFacts;
  readonly assumed: readonly Assumption[];
};

const holds: Verdict = { is: 'true', facts: {}, assumed: [] };

/** Every key must hold. The condition comes last, and only if nothing else decides. */
function judge(scope: Scope, change: JudgedChange, services: Verdict): Verdict {
  const keys = [environmentVerdict(scope, change), services, typeVerdict(scope, change), levelVerdict(scope, change)];
  const failed = keys.find(({ is }) => is === 'false');
  if (failed !== undefined) return failed;
  const condition = scope.when === undefined ? holds : evaluateCondition(scope.when, conditionFacts(change));
  return condition.is === 'false' ? condition : both(keys, condition);
}

function both(keys: readonly Verdict[], condition: Verdict): Verdict {
  const all = [...keys, condition];
  return {
    is: all.some(({ is }) => is === 'undecided') ? 'undecided' : 'true',
    facts: Object.assign({}, ...all.map(({ facts }) => facts)),
    assumed: all.flatMap(({ assumed }) => assumed),
  };
}

function applicability({ is, facts, assumed }: Verdict, kind: 'restricting' | 'permitting'): Applicability {
  const applies = is === 'true' || (is === 'undecided' && kind === 'restricting');
  return { applies, facts, assumed };
}

function environmentVerdict({ environments }: Scope, { facts }: JudgedChange): Verdict {
  if (environments === undefined) return holds;
  const { environment } = facts;
  if (isUnknown(environment)) return undecided('environment', environment.unknown);
  return verdict(matchesAny(environments, environment), { environment });
}

/** A change that touches no service meets only rules that name none. */
function servicesVerdict({ services }: Scope, { facts }: JudgedChange, needed: 'some' | 'every'): Verdict {
  if (services === undefined) return holds;
  const touched = facts.services;
  if (isUnknown(touched)) return undecided('services', touched.unknown);
  const matching = touched.filter((service) => matchesAny(services, service));
  const isIn = matching.length > 0 && (needed === 'some' || matching.length === touched.length);
  return verdict(isIn, { services: touched });
}

function serviceVerdict({ services }: Scope, service: string | null): Verdict {
  if (services === undefined) return holds;
  if (service === null) return verdict(false, { services: [] });
  return verdict(matchesAny(services, service), { services: [service] });
}

function typeVerdict({ changeTypes }: Scope, { changeType }: JudgedChange): Verdict {
  return changeTypes === undefined ? holds : verdict(changeTypes.includes(changeType), { 'change.type': changeType });
}

function levelVerdict({ riskLevels }: Scope, { risk }: JudgedChange): Verdict {
  if (riskLevels === undefined) return holds;
  if (risk === null) return undecided('risk.level', notAssessed);
  return verdict(riskLevels.includes(risk.level), { 'risk.level': risk.level });
}

function riskFacts(risk: JudgedChange['risk']): ConditionFacts['risk'] {
  if (risk !== null && !risk.isAssumed) return { score: risk.score, level: risk.level };
  const unknown = { unknown: risk === null ? notAssessed : 'it rests on an unknown fact' };
  return { score: unknown, level: unknown };
}

const notAssessed = 'the risk is not assessed yet';

function verdict(isIn: boolean, facts: SeenFacts): Verdict {
  return { is: isIn ? 'true' : 'false', facts, assumed: [] };
}

function undecided(fact: string, reason: string): Verdict {
  return { is: 'undecided', facts: { [fact]: { unknown: reason } }, assumed: [{ fact, reason }] };
}

function matchesAny(patterns: readonly string[], value: string): boolean {
  return patterns.some((pattern) => wildcardMatcher(pattern)(value));
}
