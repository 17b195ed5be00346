import { closest } from '../closest.ts';
import type { SchemaError } from './validate-facts.generated.js';

/** One thing wrong with a facts document, at a JSON pointer. */
export type FactsProblem = { readonly pointer: string; readonly problem: string; readonly remedy: string | null };

/** Says in words how a document does not fit the schema; each thing once. `noun` is what its keys are called. */
export function wordErrors(errors: readonly SchemaError[], noun: 'fact' | 'key' = 'fact'): readonly FactsProblem[] {
  const problems = errors.flatMap((error) => wordings[error.keyword]?.(error, noun) ?? [otherwise(error)]);
  const seen = new Map(problems.map((problem) => [`${problem.pointer}\0${problem.problem}`, problem]));
  return [...seen.values()];
}

type Wording = (error: SchemaError, noun: string) => readonly FactsProblem[];

const wordings: Readonly<Record<string, Wording>> = {
  additionalProperties: ({ instancePath, parentSchema, data }, noun) => {
    const known = keysOf(parentSchema['properties']);
    return keysOf(data)
      .filter((key) => !known.includes(key))
      .map((key) => unknownKey({ pointer: `${instancePath}/${escapeKey(key)}`, noun, key, known }));
  },
  required: ({ instancePath, parentSchema, data }) => {
    const given = keysOf(data);
    return wordsOf(parentSchema['required'])
      .filter((key) => !given.includes(key))
      .map((key) => ({
        pointer: instancePath,
        problem: `\`${key}\` is missing`,
        remedy: missingRemedies[key] ?? null,
      }));
  },
  enum: ({ instancePath, parentSchema, data }) => {
    const words = wordsOf(parentSchema['enum']);
    const meant = typeof data === 'string' ? closest(data, words) : null;
    const remedy = meant === null ? null : `did you mean \`${meant}\`?`;
    return [{ pointer: instancePath, problem: `found ${shown(data)}, expected one of ${quoted(words)}`, remedy }];
  },
  type: ({ instancePath, parentSchema, data }) => [
    { pointer: instancePath, problem: `found ${shown(data)}, expected ${typeWords(parentSchema)}`, remedy: null },
  ],
};

const missingRemedies: Readonly<Record<string, string>> = {
  evaluatedAt: 'give the instant at which the change is judged, such as `2026-11-27T15:00:00+01:00`',
};

type UnknownKey = {
  readonly pointer: string;
  readonly noun: string;
  readonly key: string;
  readonly known: readonly string[];
};

function unknownKey({ pointer, noun, key, known }: UnknownKey): FactsProblem {
  const meant = closest(key, known);
  const remedy = meant === null ? `known here are ${quoted(known)}` : `did you mean \`${meant}\`?`;
  return { pointer, problem: `there is no ${noun} \`${key}\``, remedy };
}

function otherwise({ instancePath, keyword, parentSchema, data }: SchemaError): FactsProblem {
  const expected = limits[keyword]?.(parentSchema[keyword]) ?? `what the schema says of \`${keyword}\``;
  const example = Array.isArray(parentSchema['examples']) ? `for example ${shown(parentSchema['examples'][0])}` : null;
  return { pointer: instancePath, problem: `found ${shown(data)}, expected ${expected}`, remedy: example };
}

const limits: Readonly<Record<string, (limit: unknown) => string>> = {
  const: (word) => shown(word),
  minimum: (limit) => `at least ${String(limit)}`,
  maximum: (limit) => `at most ${String(limit)}`,
  minLength: () => 'a text that is not empty',
  maxLength: (limit) => `at most ${String(limit)} characters`,
  maxItems: (limit) => `at most ${String(limit)} items`,
  pattern: (form) => forms[String(form)] ?? 'an ISO 8601 date, for an instant with time and offset',
  anyOf: () => 'the value of the fact, or `{ "unknown": "reason" }`',
};

const forms: Readonly<Record<string, string>> = {
  '^[0-9a-f]{20}$': 'the id of a record: 20 hexadecimal digits',
  '^sha256:[0-9a-f]{64}$': 'a digest: `sha256:` and 64 hexadecimal digits',
};

function typeWords({ type, description }: SchemaError['parentSchema']): string {
  const word = typeof type === 'string' ? (typeNames[type] ?? type) : 'another type';
  return typeof description === 'string' ? `${word}: ${description}` : word;
}

const typeNames: Readonly<Record<string, string>> = {
  string: 'a text',
  integer: 'a whole number',
  number: 'a number',
  boolean: 'true or false',
  array: 'a list',
  object: 'an object',
  null: 'null',
};

const longestShown = 60;

function shown(value: unknown): string {
  const text = JSON.stringify(value) ?? String(value);
  return `\`${text.length > longestShown ? `${text.slice(0, longestShown)}…` : text}\``;
}

function quoted(words: readonly string[]): string {
  return words.map((word) => `\`${word}\``).join(', ');
}

function keysOf(value: unknown): readonly string[] {
  return typeof value === 'object' && value !== null ? Object.keys(value) : [];
}

function wordsOf(value: unknown): readonly string[] {
  return Array.isArray(value) ? value.filter((word) => typeof word === 'string') : [];
}

function escapeKey(key: string): string {
  return key.replaceAll('~', '~0').replaceAll('/', '~1');
}
