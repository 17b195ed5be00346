// typebox writes every part where it is used. Parts that occur again become definitions, so that schema, validator and
// reader meet each of them once.
import { mapChildren, visitSchemas } from './walk.mjs';

/** A part that is worth a name: it occurs again and is not short. */
const repeated = (json, count) => count > 1 && json.length >= 70;

/** The schema with its parts in `definitions`; `names` maps the JSON of known parts to their names. */
export function hoist(schema, { names = new Map(), isPart = repeated } = {}) {
  const taken = nameParts(schema, names, isPart);
  const definitions = {};
  const refer = (node, keyword) => {
    // Errors of a key must be told where the key stands.
    if (keyword === 'propertyNames') return node;
    const json = JSON.stringify(node);
    const name = taken.get(json);
    if (name === undefined) return mapChildren(node, refer);
    definitions[name] ??= mapChildren(node, refer);
    return { $ref: `#/definitions/${name}` };
  };
  const whole = mapChildren(schema, refer);
  const sorted = Object.fromEntries(Object.entries(definitions).sort(([a], [b]) => (a < b ? -1 : 1)));
  return { $schema: 'http://json-schema.org/draft-07/schema#', ...whole, definitions: sorted };
}

function nameParts(schema, names, isPart) {
  const seen = new Map();
  visitSchemas(schema, (node, name) => {
    const json = JSON.stringify(node);
    const known = seen.get(json);
    seen.set(json, { node, count: (known?.count ?? 0) + 1, name: known?.name ?? node.title ?? name });
  });
  const taken = new Map();
  const used = new Set();
  for (const [json, { node, count, name }] of seen) {
    if (!isPart(json, count, node)) continue;
    const wanted = names.get(json) ?? pascal(name);
    const free = freeName(wanted, used);
    used.add(free);
    taken.set(json, free);
  }
  return taken;
}

function freeName(wanted, used) {
  if (!used.has(wanted)) return wanted;
  for (let number = 2; ; number++) {
    if (!used.has(`${wanted}${number}`)) return `${wanted}${number}`;
  }
}

function pascal(name) {
  return name
    .split(/[^A-Za-z0-9]+/)
    .map((word) => word.charAt(0).toUpperCase() + word.slice(1))
    .join('');
}
