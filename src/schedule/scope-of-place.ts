import type { ChangeType } from '../change/facts.ts';
import { unknownFacts } from '../change/unknown-facts.ts';
import { riskLevels } from '../rule/rule.ts';
import type { JudgedChange, Rule } from '../rule/rule.ts';
import { permits, restricts } from '../rule/scope.ts';
import type { Scope } from '../rule/scope.ts';
import type { InScope } from './in-scope.ts';
import type { Schedule } from './schedule.ts';
import { inScopeOfChange } from './scope-of-change.ts';

/** Where changes of a type go to, when nothing is known of a change itself. */
export type Place = {
  readonly environment: string;
  /** None: rules that name services are left out. */
  readonly services: readonly string[];
  readonly changeType: ChangeType;
};

/** The rules of a schedule that bear on a place, and the ids of those that would for some changes only. */
export type PlaceScope = { readonly inScope: InScope; readonly conditional: readonly string[] };

/** The scope of a place. Rules that ask about the change, by condition or risk level, are left out. */
export function inScopeOfPlace(schedule: Schedule, place: Place): PlaceScope {
  const change = changeIn(place);
  const { windows, freezes, exceptions } = schedule;
  const certain = {
    windows: windows.filter(isCertain),
    freezes: freezes.filter(isCertain),
    exceptions: exceptions.filter(isCertain),
  };
  const conditional = [
    ...[...windows, ...freezes].filter((rule) => !isCertain(rule) && restricts(placeOf(rule), change).applies),
    ...exceptions.filter((rule) => !isCertain(rule) && permits(placeOf(rule), change).applies),
  ];
  return {
    inScope: inScopeOfChange({ ...schedule, ...certain }, change),
    conditional: conditional.map(({ id }) => id),
  };
}

type AskingRule = Pick<Rule, 'riskLevels' | 'when'>;

function isCertain(rule: AskingRule): boolean {
  return rule.when === undefined && (rule.riskLevels ?? riskLevels).length === riskLevels.length;
}

/** The part of a scope that needs no change. */
function placeOf({ environments, services, changeTypes }: Scope): Scope {
  return {
    ...(environments === undefined ? {} : { environments }),
    ...(services === undefined ? {} : { services }),
    ...(changeTypes === undefined ? {} : { changeTypes }),
  };
}

function changeIn({ environment, services, changeType }: Place): JudgedChange {
  const facts = { ...unknownFacts('a calendar knows no change'), evaluatedAt: '1970-01-01T00:00:00Z' };
  return {
    facts: { ...facts, environment, services },
    changeType,
    changeTypeAssumed: false,
    // Any level will do: the rules that are left are for all of them.
    risk: { score: 0, level: 'low', isAssumed: false },
  };
}
