// Writes the defaults that the policy schema names, so that no default is typed a second time.
import { loadSource } from '../load-source.mjs';
import { plainSchema } from '../schema/plain.mjs';

export async function generate() {
  const { PolicyFile } = await loadSource('src/policy/policy.schema.ts');
  const table = defaultsOf(plainSchema(PolicyFile));
  return [{ path: 'src/policy/defaults.generated.ts', content: defaultsModule(table) }];
}

/** The defaults below a schema; those of the items of a list or record stand in place of the list. */
export function defaultsOf(schema) {
  const { properties = {}, items, additionalProperties, anyOf = [] } = schema;
  const inner = [items, additionalProperties, ...anyOf].filter((part) => typeof part === 'object');
  return Object.assign(ownDefaults(properties), ...inner.map(defaultsOf));
}

function ownDefaults(properties) {
  const found = Object.entries(properties)
    // The shapes of time fill in their own.
    .filter(([name]) => name !== 'during')
    .map(([name, part]) => [name, part.default ?? defaultsOf(part)])
    .filter(([, value]) => typeof value !== 'object' || Object.keys(value).length > 0);
  return Object.fromEntries(found);
}

function defaultsModule(table) {
  return `// Made by \`npm run generate\` from the policy schema; do not edit.

/** The values of keys that a policy leaves out, by section; those of a rule stand under the list it is in. */
export const defaults = ${JSON.stringify(table, null, 2)} as const;
`;
}
