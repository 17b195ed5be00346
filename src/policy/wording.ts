import { closest } from '../closest.ts';
import { listed, quoted, shown, whereIs, within } from './words.ts';
import type { SchemaError } from './validate-policy.generated.js';

/** A schema error in words. */
export type Words = {
  readonly at: { readonly part: 'key' | 'value'; readonly pointer: string };
  readonly code: string;
  readonly problem: string;
  readonly remedy: string | null;
  /** The known key that an unknown one most likely means. */
  readonly meant?: string | null;
};

/** What a schema error says to the person who wrote the policy. */
export function wordsOf(error: SchemaError): Words {
  const { instancePath, keyword, property } = error;
  const at = { part: 'value', pointer: instancePath } as const;
  if (keyword === 'additionalProperties') return unknownKey(error);
  if (keyword === 'pattern' && property !== undefined) return wrongKey(error, property);
  if (keyword === 'required') return { at, ...missingKey(error) };
  return { at, ...(byKeyword[keyword] ?? misfit)(error) };
}

type Said = Pick<Words, 'code' | 'problem' | 'remedy'>;

const byKeyword: Readonly<Record<string, (error: SchemaError) => Said>> = {
  type: wrongType,
  enum: unknownWord,
  const: (error) => ({ ...unknownWord({ ...error, parentSchema: { enum: [error.parentSchema['const']] } }) }),
  pattern: wrongForm,
  minLength: (error) => outOfRange(error, 'is empty'),
  maxLength: (error) => outOfRange(error, `is longer than ${limit(error, 'maxLength')} characters`),
  minItems: (error) => outOfRange(error, 'is an empty list'),
  maxItems: (error) => outOfRange(error, `has more than ${limit(error, 'maxItems')} entries`),
  uniqueItems: (error) => outOfRange(error, 'names the same word twice'),
  minProperties: (error) => outOfRange(error, 'is empty', knownKeys(error)),
  maxProperties: (error) => outOfRange(error, `has more than ${limit(error, 'maxProperties')} entries`),
  minimum: (error) => outOfRange(error, `is ${shown(error.data)}, less than ${limit(error, 'minimum')}`),
  maximum: (error) => outOfRange(error, `is ${shown(error.data)}, more than ${limit(error, 'maximum')}`),
};

function unknownKey(error: SchemaError): Words {
  const { instancePath, property = '', parentSchema } = error;
  const shape = otherShape(property, parentSchema);
  const meant = shape !== null || property.length > 64 ? null : closest(property, freeKeys(error));
  const problem = `unknown key ${quoted(property)}${within(instancePath)}`;
  const at = { part: 'key', pointer: `${instancePath}/${escaped(property)}` } as const;
  const remedy = didYouMean(meant) ?? shape;
  return { at, code: 'unknown-key', problem, remedy: remedy ?? knownKeys(error), meant };
}

/** Known keys that are not written yet; those of other shapes too. */
function freeKeys({ parentSchema, data }: SchemaError): readonly string[] {
  const keys = [...keysOf(parentSchema['properties']), ...keysOf(parentSchema['elsewhere'])];
  return keys.filter((key) => !Object.hasOwn(Object(data), key));
}

function otherShape(key: string, { title, properties, elsewhere }: SchemaError['parentSchema']): string | null {
  const shape = Object.entries(Object(elsewhere)).find(([name]) => name === key)?.[1];
  if (typeof shape !== 'string') return null;
  return `\`${key}\` belongs to the shape \`${shape}\`; \`${String(title)}\` takes ${listed(keysOf(properties), 'and')}`;
}

function knownKeys({ parentSchema }: SchemaError): string {
  return `known here: ${listed(keysOf(parentSchema['properties']), 'and')}`;
}

function keysOf(table: unknown): readonly string[] {
  return Object.keys(Object(table));
}

function wrongKey({ instancePath, parentSchema }: SchemaError, key: string): Words {
  const problem = `found the key ${quoted(key)}${within(instancePath)}, expected ${formOf(parentSchema)}`;
  const at = { part: 'key', pointer: `${instancePath}/${escaped(key)}` } as const;
  return { at, code: 'wrong-form', problem, remedy: null };
}

function missingKey({ instancePath, property = '', parentSchema }: SchemaError): Said {
  const others = keysOf(parentSchema['elsewhere']);
  const alternatives =
    others.length === 0 || others.length > 5 ? '' : `, or the keys of another shape: ${listed(others, 'or')}`;
  return {
    code: 'missing-key',
    problem: `key \`${property}\` is missing${within(instancePath)}`,
    remedy: `add \`${property}\`${alternatives}`,
  };
}

const typeNames: Readonly<Record<string, string>> = {
  string: 'text',
  integer: 'a whole number',
  number: 'a number',
  boolean: '`true` or `false`',
  array: 'a list',
  object: 'a map of keys',
  null: 'nothing',
};

function wrongType({ instancePath, parentSchema, data }: SchemaError): Said {
  const type = String(parentSchema['type']);
  const expected = parentSchema['expected'] === undefined ? (typeNames[type] ?? type) : formOf(parentSchema);
  const problem = `found ${shown(data)} in ${whereIs(instancePath)}, expected ${expected}`;
  return { code: 'wrong-type', problem, remedy: remedyForType(parentSchema, data) };
}

function remedyForType({ type, expected }: SchemaError['parentSchema'], data: unknown): string | null {
  const isPlain = typeof data === 'string' || typeof data === 'number' || typeof data === 'boolean';
  if (data === null) return 'write a value or remove the key';
  if (type === 'string' && isPlain && expected !== undefined) return 'write it in quotes, in this form';
  if (type === 'string' && isPlain) return `write it in quotes: "${String(data)}"`;
  if (type === 'array' && isPlain) return `write it as a list: [${String(data).slice(0, 60)}]`;
  if ((type === 'number' || type === 'integer') && typeof data === 'string') return 'write a number without quotes';
  return null;
}

function unknownWord({ instancePath, parentSchema, data }: SchemaError): Said {
  const words = Array.isArray(parentSchema['enum']) ? parentSchema['enum'].map(String) : [];
  const meant = typeof data === 'string' && data.length <= 64 ? closest(data, words) : null;
  const expected = words.length === 1 ? `\`${words.join()}\`` : `one of ${listed(words, 'or')}`;
  return {
    code: 'unknown-word',
    problem: `found ${shown(data)} in ${whereIs(instancePath)}, expected ${expected}`,
    remedy: data === false ? 'leave the key out' : didYouMean(meant),
  };
}

function didYouMean(meant: string | null): string | null {
  return meant === null ? null : `did you mean \`${meant}\`?`;
}

function wrongForm({ instancePath, parentSchema, data }: SchemaError): Said {
  const problem = `found ${shown(data)} in ${whereIs(instancePath)}, expected ${formOf(parentSchema)}`;
  return { code: 'wrong-form', problem, remedy: null };
}

function formOf({ expected }: SchemaError['parentSchema']): string {
  return typeof expected === 'string' ? expected : 'another form';
}

function outOfRange({ instancePath }: SchemaError, what: string, remedy: string | null = null): Said {
  return { code: 'out-of-range', problem: `${whereIs(instancePath)} ${what}`, remedy };
}

function limit({ parentSchema }: SchemaError, keyword: string): string {
  return String(parentSchema[keyword]);
}

function misfit({ instancePath, keyword }: SchemaError): Said {
  return { code: 'wrong-form', problem: `${whereIs(instancePath)} does not fit: ${keyword}`, remedy: null };
}

function escaped(key: string): string {
  return key.replaceAll('~', '~0').replaceAll('/', '~1');
}
