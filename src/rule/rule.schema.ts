// Schema parts that every kind of rule shares. Development only, like every `*.schema.ts`.
import { Type } from 'typebox';
import type { TSchema } from 'typebox';

export const closed = { additionalProperties: false } as const;

/** A string with a form: `expected` is how a message names that form. */
export function form(pattern: string, expected: string, more: Record<string, unknown> = {}) {
  return Type.String({ pattern, expected, ...more });
}

export function nullable<T extends TSchema>(schema: T) {
  return Type.Union([schema, Type.Null()]);
}

export const InstantUtc = Type.String({ description: 'an instant, ISO 8601 in UTC' });

export function oneOf<const Words extends string[]>(
  words: readonly [...Words],
  description: string,
  more: Record<string, unknown> = {},
) {
  return Type.Enum<Words>(words, { description, ...more });
}

const kebab = ['^[a-z0-9]+(-[a-z0-9]+)*$', 'a kebab-case id like `no-friday`'] as const;
/** The key of a map by ids. */
export const IdKey = form(...kebab);
export const Id = form(...kebab, {
  maxLength: 64,
  description: 'names the rule; it stands in findings and records',
});
export const Because = Type.String({
  minLength: 1,
  maxLength: 1_000,
  description: 'the sentence that a blocked author reads',
});
export const Duration = form('^[1-9]\\d{0,5}(s|m|h|d)$', 'a duration like `30m`, `4h` or `90d`', {
  examples: ['30m', '4h', '90d'],
});
/** A duration that may be nothing. */
export const Runway = form('^(0|[1-9]\\d{0,5})(s|m|h|d)$', 'a duration like `30m`, `4h` or `0m`', {
  examples: ['30m', '0m'],
});
export const Condition = Type.String({
  minLength: 1,
  maxLength: 4_000,
  description: 'a condition in CEL over the facts of the change',
  examples: ['touches("**/migrations/**")', 'change.linesChanged > 200'],
});
export const Patterns = Type.Array(Type.String({ minLength: 1, maxLength: 512 }), { minItems: 1 });

export const Effect = (description: string, fallback: 'block' | 'hold' | 'note') =>
  oneOf(['block', 'hold', 'note'], description, { default: fallback });
export const Approvers = Type.Array(Id, {
  minItems: 1,
  description: 'authorities who may lift a hold of this rule; left out = see "Holds" in the policy reference',
});

const environments = Type.Array(Type.String({ minLength: 1, maxLength: 512 }), {
  minItems: 1,
  description: 'environments that the rule is for, as patterns (`*` any characters, `?` one); left out = any',
});
const services = Type.Array(Type.String({ minLength: 1, maxLength: 512 }), {
  minItems: 1,
  description: 'services that the rule is for, as patterns; left out = any',
});
const changeTypes = Type.Array(oneOf(['standard', 'normal', 'emergency'], 'a change type'), {
  minItems: 1,
  uniqueItems: true,
  description: 'change types that the rule is for',
});
const riskLevels = Type.Array(oneOf(['low', 'medium', 'high', 'critical'], 'a risk level'), {
  minItems: 1,
  uniqueItems: true,
  description: 'risk levels that the rule is for; left out = any',
});

export const scopeOfPlace = { environments: Type.Optional(environments), services: Type.Optional(services) };
export const scopeOfFactor = { ...scopeOfPlace, when: Type.Optional(Condition) };
export const scope = {
  ...scopeOfPlace,
  changeTypes: Type.Optional(changeTypes),
  riskLevels: Type.Optional(riskLevels),
  when: Type.Optional(Condition),
};

export const head = {
  id: Id,
  because: Because,
  locked: Type.Optional(Type.Boolean({ description: 'a policy that extends this one may not override or disable it' })),
};

/** A rule in a list: the rule itself, or the removal of an inherited one. */
export function ruleOrRemoval<T extends TSchema>(rule: T) {
  return Type.Union([rule, Removal]);
}

export const Removal = Type.Object(
  {
    id: Id,
    disabled: Type.Literal(true, { description: 'removes the inherited rule with this id' }),
    because: Type.Optional(Because),
  },
  { ...closed, title: 'removal of an inherited rule' },
);
