import { isRecord, recordIn, type JsonRecord } from './json.ts';

const justNull = { enum: [null] };

/**
 * Changes schemas, in place, where the description says `nullable` in ways a validator takes by the letter: beside a
 * list of values without null, or without a type. It means that null is fine, and GitHub sends it.
 */
export function spellOutNull(node: unknown, seen: Set<object> = new Set()): void {
  if (typeof node !== 'object' || node === null || seen.has(node)) return;
  seen.add(node);
  for (const inner of Object.values(node)) spellOutNull(inner, seen);
  if (!isRecord(node)) return;
  if (node['nullable'] === true) allowNull(node);
  // The same text says that ranges such as `>=2026-11-01` may stand there.
  if (node['name'] === 'created' && node['in'] === 'query') delete recordIn(node, 'schema')['format'];
  if (isRecord(node['head']) && 'merge_commit_sha' in node) letForkBeGone(recordIn(node['head'], 'properties'));
}

/** The fork of a pull request may have been deleted: the description forgets it, GitHub sends null. */
function letForkBeGone(head: JsonRecord): void {
  for (const name of ['repo', 'user']) head[name] = { anyOf: [head[name], justNull] };
}

function allowNull(schema: JsonRecord): void {
  const { enum: listed, allOf, anyOf, oneOf } = schema;
  if (Array.isArray(listed) && !listed.includes(null)) schema['enum'] = [...listed, null];
  if (schema['type'] !== undefined) return;
  delete schema['nullable'];
  if (Array.isArray(oneOf)) schema['oneOf'] = [...oneOf, justNull];
  if (Array.isArray(anyOf)) schema['anyOf'] = [...anyOf, justNull];
  if (!Array.isArray(allOf)) return;
  delete schema['allOf'];
  schema['anyOf'] = [{ allOf }, justNull];
}
