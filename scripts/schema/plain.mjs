// From what typebox writes to the JSON Schema that people and other programs read.
import { rewrite, visitSchemas, without } from './walk.mjs';

/** A JSON Schema (draft 7) of a typebox schema: enumerations, records with checked keys, unions without nesting. */
export function plainSchema(schema) {
  const copy = JSON.parse(JSON.stringify(schema));
  const expectations = new Map();
  visitSchemas(copy, ({ pattern, expected }) => {
    if (expected !== undefined) expectations.set(pattern, expected);
  });
  return rewrite(copy, (node) => enumeration(flatUnion(record(node, expectations))));
}

function record(node, expectations) {
  const patterns = Object.entries(node.patternProperties ?? {});
  if (patterns.length === 0) return node;
  const { keys } = node;
  const rest = without(node, 'patternProperties', 'keys');
  const [pattern, item] = patterns[0];
  if (pattern === '^.*$') return { ...rest, additionalProperties: item };
  const expected = keys ?? expectations.get(pattern);
  return { ...rest, propertyNames: { type: 'string', pattern, expected }, additionalProperties: item };
}

function flatUnion(node) {
  if (node.anyOf === undefined) return node;
  const anyOf = node.anyOf.flatMap((member) => member.anyOf ?? [member]);
  return { ...node, anyOf };
}

function enumeration(node) {
  if (node.enum !== undefined) return { type: 'string', ...node };
  const { anyOf, ...rest } = node;
  if (anyOf === undefined || !anyOf.every((member) => typeof member.const === 'string')) return node;
  return { type: 'string', enum: anyOf.map((member) => member.const), ...rest };
}

/** The schema as others see it: `expected`, our own keyword, becomes a part of the description. */
export function publishedSchema(schema) {
  return rewrite(schema, ({ expected, ...node }) => {
    if (expected === undefined) return node;
    return { ...node, description: node.description === undefined ? expected : `${node.description}: ${expected}` };
  });
}
