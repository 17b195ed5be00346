import { closest } from '../closest.ts';
import type { SchemaError } from './validate-facts.generated.js';

/** One thing wrong with a facts document, at a JSON pointer. */
export type FactsProblem = { readonly pointer: string; readonly problem: string; readonly remedy: string | null };

/** Says in words how a document does not fit the schema; each thing once. */
export function wordErrors(errors: readonly SchemaError[]): readonly FactsProblem[] {
  const problems = errors.flatMap((error) => wordings[error.keyword]?.(error) ?? [otherwise(error)]);
  const seen = new Map(problems.map((problem) => [`${problem.pointer}\0${problem.problem}`, problem]));
  return [...seen.values()];
}

type Wording = (error: SchemaError) => readonly FactsProblem[];

const wordings: Readonly<Record<string, Wording>> = {
  additionalProperties: ({ instancePath, parentSchema, data }) => {
    const known = keysOf(parentSchema['properties']);
    return keysOf(data)
      .filter((key) => !known.includes(key))
      .map((key) => unknownFact({ pointer: `${instancePath}/${escapeKey(key)}`, key, known }));
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

function unknownFact({ pointer, key, known }: { pointer: string; key: string; known: readonly string[] }) {
  const meant = closest(key, known);
  const remedy = meant === null ? `known here are ${quoted(known)}` : `did you mean \`${meant}\`?`;
  return { pointer, problem: `there is no fact \`${key}\``, remedy };
}

function otherwise({ instancePath, keyword, parentSchema, data }: SchemaError): FactsProblem {
  const expected = limits[keyword]?.(parentSchema[keyword]) ?? `what the schema says of \`${keyword}\``;
  const example = Array.isArray(parentSchema['examples']) ? `for example ${shown(parentSchema['examples'][0])}` : null;
  return { pointer: instancePath, problem: `found ${shown(data)}, expected ${expected}`, remedy: example };
}

const limits: Readonly<Record<string, (limit: unknown) => string>> = {
  minimum: (limit) => `at least ${String(limit)}`,
  maximum: (limit) => `at most ${String(limit)}`,
  minLength: () => 'a text that is not empty',
  maxLength: (limit) => `at most ${String(limit)} characters`,
  maxItems: (limit) => `at most ${String(limit)} items`,
  pattern: () => 'an ISO 8601 date, for an instant with time and offset',
  anyOf: () => 'the value of the fact, or `{ "unknown": "reason" }`',
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
