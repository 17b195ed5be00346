// One way to walk a JSON Schema: every place where a schema may stand.

const single = ['items', 'additionalProperties', 'propertyNames'];
const listed = ['anyOf', 'choose'];
const named = ['properties', 'patternProperties'];

const isSchema = (value) => typeof value === 'object' && value !== null && !Array.isArray(value);

/** A copy of a schema in which each direct sub-schema is replaced by what `change` makes of it. */
export function mapChildren(schema, change) {
  return Object.fromEntries(
    Object.entries(schema).map(([keyword, value]) => [keyword, mapKeyword(keyword, value, change)]),
  );
}

function mapKeyword(keyword, value, change) {
  if (single.includes(keyword) && isSchema(value)) return change(value, keyword);
  if (listed.includes(keyword)) return value.map((item) => change(item, keyword));
  if (named.includes(keyword)) {
    return Object.fromEntries(Object.entries(value).map(([name, item]) => [name, change(item, name)]));
  }
  return value;
}

/** A copy of an object without some of its keys. */
export function without(object, ...keys) {
  return Object.fromEntries(Object.entries(object).filter(([key]) => !keys.includes(key)));
}

/** Calls `visit` with every schema within a schema, itself last. */
export function visitSchemas(schema, visit, name = 'root') {
  mapChildren(schema, (child, childName) => {
    visitSchemas(child, visit, childName);
    return child;
  });
  visit(schema, name);
}

/** A copy of a schema, changed from the inside to the outside. */
export function rewrite(schema, change) {
  return change(mapChildren(schema, (child) => rewrite(child, change)));
}
