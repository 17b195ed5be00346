// Writes the published JSON Schemas, and a module that holds them for the command that prints them.
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { loadSource, root } from '../load-source.mjs';
import { hoist } from '../schema/hoist.mjs';
import { jsonText } from '../schema/json.mjs';
import { plainSchema, publishedSchema } from '../schema/plain.mjs';

const targets = [
  { name: 'policy', source: 'src/policy/policy.schema.ts', schema: 'PolicyFile', path: 'policies/policy.schema.json' },
  { name: 'facts', source: 'src/change/facts.schema.ts', schema: 'FactsDocument', path: 'schemas/facts.schema.json' },
  {
    name: 'decision',
    source: 'src/decision/decision.schema.ts',
    schema: 'Decision',
    path: 'schemas/decision.schema.json',
  },
  {
    name: 'test',
    source: 'src/policy-test/policy-test.schema.ts',
    schema: 'PolicyTestFile',
    path: 'schemas/test.schema.json',
  },
  {
    name: 'record',
    source: 'src/decision/record.schema.ts',
    schema: 'ChangeRecord',
    path: 'schemas/record.schema.json',
  },
  {
    name: 'metrics',
    source: 'src/metrics/metrics.schema.ts',
    schema: 'Metrics',
    path: 'schemas/metrics.schema.json',
  },
  {
    name: 'deployments',
    source: 'src/metrics/deployments.schema.ts',
    schema: 'DeploymentsFile',
    path: 'schemas/deployments.schema.json',
  },
];

export async function generate() {
  const names = await partNames();
  const schemas = await Promise.all(
    targets.map(async ({ name, source, schema, path }) => {
      const module = await loadSource(source);
      return { name, path, schema: hoist(published(module[schema]), { names }) };
    }),
  );
  return [
    ...schemas.map(({ path, schema }) => ({ path, content: jsonText(schema) })),
    { path: 'src/policy/schemas.generated.ts', content: schemaModule(schemas) },
  ];
}

const published = (schema) => publishedSchema(plainSchema(schema));

/** The names that the sources give to parts, by the JSON of the part. */
async function partNames() {
  const files = (await readdir(join(root, 'src'), { recursive: true })).filter((file) => file.endsWith('.schema.ts'));
  const names = new Map();
  for (const file of files.sort()) {
    const parts = Object.entries(await loadSource(`src/${file}`));
    for (const [name, part] of parts.filter(([, value]) => value?.['~kind'] !== undefined)) {
      names.set(JSON.stringify(published(part)), name);
    }
  }
  return names;
}

function schemaModule(schemas) {
  const entries = schemas.map(({ name, schema }) => `  ${name}: ${JSON.stringify(schema)},\n`);
  const names = schemas.map(({ name }) => `'${name}'`).join(' | ');
  return `// Made by \`npm run generate\` from the schemas; do not edit.

/** The published JSON Schemas. */
export const schemas: Readonly<Record<${names}, object>> = {
${entries.join('')}};
`;
}
