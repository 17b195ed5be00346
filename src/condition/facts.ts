import type { ChangeFacts, Fact } from '../change/facts.ts';
import { isUnknown } from '../change/facts.ts';
import { factTypes, fileTypes } from './fact-types.generated.ts';

/** Where a condition stands, which decides what is already known there. */
export type ConditionStage = 'factor' | 'schedule' | 'standard' | 'rule';

/** The facts that conditions see: those of the change, and its risk. */
export type ConditionFacts = ChangeFacts & {
  readonly risk: {
    readonly score: Fact<number>;
    readonly level: Fact<(typeof factTypes)['risk.level']['values'][number]>;
  };
};

/** `values`: the only texts that it can be; `least` and `most`: the bounds of a number. */
export type ConditionType = {
  readonly type: string;
  readonly values: readonly string[] | null;
  readonly least: number | null;
  readonly most: number | null;
};

/** The type of each fact that a condition may name. */
export const factTypeOf: ReadonlyMap<string, ConditionType> = new Map(Object.entries(factTypes));

/** The type of each thing that a condition may ask of a changed file. */
export const fileTypeOf: ReadonlyMap<string, ConditionType> = new Map(Object.entries(fileTypes));

/** The first parts of dotted fact names: `change`, `author` and so on. */
export const factGroups: ReadonlySet<string> = new Set(
  Object.keys(factTypes).flatMap((name) => (name.includes('.') ? name.split('.').slice(0, 1) : [])),
);

/** Names without a dot, like `environment`, `services` and `tier`, and the list of files. */
export const plainFacts: ReadonlySet<string> = new Set([
  ...Object.keys(factTypes).filter((name) => !name.includes('.')),
  'files',
]);

/** Why a fact may not be named at a stage; null if it may. */
export function whyHidden(name: string, stage: ConditionStage): string | null {
  return hidden.find((each) => each.stages.includes(stage) && each.names.test(name))?.because ?? null;
}

/** The value of a fact by its dotted name; one that is not there is unknown. */
export function factNamed(facts: ConditionFacts, name: string): unknown {
  const [group = '', member] = name.split('.');
  const whole = memberOf(facts, group);
  const value = member === undefined || isUnknown(whole) ? whole : memberOf(whole, member);
  return value ?? { unknown: 'not given' };
}

const hidden: readonly {
  readonly names: RegExp;
  readonly stages: readonly ConditionStage[];
  readonly because: string;
}[] = [
  {
    names: /^risk\./,
    stages: ['factor'],
    because: 'is made from the factors, so a factor cannot see it',
  },
  {
    names: /^change\.type$/,
    stages: ['factor', 'standard'],
    because: 'is decided later, so it cannot be seen here',
  },
  { names: /^local\./, stages: ['schedule'], because: 'is not for schedule rules: say the time with `during`' },
];

function memberOf(whole: unknown, member: string): unknown {
  if (typeof whole !== 'object' || whole === null || !Object.hasOwn(whole, member)) return undefined;
  return Reflect.get(whole, member);
}
