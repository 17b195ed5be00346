import { isRecord, type JsonRecord } from './json.ts';

/** The part of a JSON schema that is needed to complete a value. */
export type Schema = {
  readonly type?: string;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly items?: Schema;
  readonly allOf?: readonly Schema[];
  readonly anyOf?: readonly Schema[];
  readonly oneOf?: readonly Schema[];
  readonly nullable?: boolean;
  readonly enum?: readonly unknown[];
  readonly format?: string;
  readonly minimum?: number;
  readonly minLength?: number;
  readonly additionalProperties?: boolean | Schema;
};

export type Completion = {
  readonly value: unknown;
  /** Paths of what was given and the schema does not know: most likely misspelt. */
  readonly unknown: readonly string[];
};

type Walk = { readonly now: string; readonly unknown: string[] };

/** JSON from the description is taken for a schema as it stands: it is GitHub's, and a wrong one shows at once in the checks. */
export function asSchema(value: unknown): Schema | undefined {
  return isRecord(value) ? value : undefined;
}

/** The given value with everything that the schema requires and the giver left out: null where it may be, else the emptiest thing that fits. */
export function complete(schema: Schema, given: unknown, now: string): Completion {
  const walk: Walk = { now, unknown: [] };
  return { value: completed(schema, given, { walk, path: '' }), unknown: walk.unknown };
}

type Place = { readonly walk: Walk; readonly path: string };

function completed(schema: Schema, given: unknown, place: Place): unknown {
  if (given === undefined) return blank(schema, place);
  if (Array.isArray(given)) {
    const items = branchFor(schema, given).items;
    return items ? given.map((item, index) => completed(items, item, at(place, index))) : given;
  }
  return isRecord(given) ? completedObject(branchFor(schema, given), given, place) : given;
}

function completedObject(schema: Schema, given: JsonRecord, place: Place): JsonRecord {
  const properties = schema.properties ?? {};
  const result: JsonRecord = {};
  for (const name of new Set([...(schema.required ?? []), ...Object.keys(given)])) {
    if (given[name] === undefined && !schema.required?.includes(name)) continue;
    const property = properties[name];
    if (property === undefined && schema.properties !== undefined) noteUnknown(schema, name, place);
    result[name] = completed(property ?? {}, given[name], at(place, name));
  }
  return result;
}

function noteUnknown(schema: Schema, name: string, place: Place): void {
  if (schema.additionalProperties === undefined) place.walk.unknown.push(at(place, name).path);
}

function blank(schema: Schema, place: Place): unknown {
  if (mayBeNull(schema)) return null;
  if (schema.enum !== undefined) return schema.enum[0];
  const chosen = branchFor(schema, undefined);
  if (chosen.type === 'string') return blankText(chosen, place);
  if (chosen.type === 'integer' || chosen.type === 'number') return chosen.minimum ?? 0;
  if (chosen.type === 'boolean') return false;
  if (chosen.type === 'array') return [];
  return completedObject(chosen, {}, place);
}

function mayBeNull({ nullable, anyOf = [], oneOf = [] }: Schema): boolean {
  return nullable === true || [...anyOf, ...oneOf].some((branch) => branch.enum?.[0] === null);
}

function blankText(schema: Schema, place: Place): string {
  if (schema.enum !== undefined) return String(schema.enum[0]);
  if (schema.format === 'date-time') return place.walk.now;
  if (schema.format === 'uri') return 'https://github.invalid/';
  return ''.padEnd(schema.minLength ?? 0, '0');
}

/** One flat schema: `allOf` merged, and of alternatives the one that the value looks like. */
function branchFor(schema: Schema, given: unknown): Schema {
  const whole = merged(schema);
  const alternatives = (whole.oneOf ?? whole.anyOf)?.map((branch) => branchFor(branch, given));
  if (alternatives === undefined) return whole;
  const scores = alternatives.map((branch) => likeness(branch, given));
  const best = alternatives[scores.indexOf(Math.max(...scores))] ?? {};
  const { oneOf: _oneOf, anyOf: _anyOf, ...common } = whole;
  return merged({ ...common, allOf: [best] });
}

function merged(schema: Schema): Schema {
  if (schema.allOf === undefined) return schema;
  const { allOf, ...own } = schema;
  return [own, ...allOf.map(merged)].reduce((left, right) => ({
    ...left,
    ...right,
    ...(left.properties || right.properties ? { properties: { ...left.properties, ...right.properties } } : {}),
    required: [...(left.required ?? []), ...(right.required ?? [])],
  }));
}

/** How many of the given keys a schema knows; far below zero if a kind or a listed value tells otherwise. */
function likeness(schema: Schema, given: unknown): number {
  if (Array.isArray(given)) return schema.type === 'array' ? 1 : -100;
  if (!isRecord(given)) return schema.type === 'array' ? -1 : 0;
  if (schema.type === 'array') return -100;
  return Object.entries(given).reduce((score, [name, value]) => score + fit(schema.properties?.[name], value), 0);
}

function fit(property: Schema | undefined, value: unknown): number {
  if (property === undefined) return -1;
  return property.enum !== undefined && !property.enum.includes(value) ? -100 : 1;
}

function at(place: Place, step: string | number): Place {
  return { ...place, path: `${place.path}/${step}` };
}
