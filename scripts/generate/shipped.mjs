// Writes the shipped policies: their texts, so that the bundles need no file, and what loading them gives.
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { loadSource, root } from '../load-source.mjs';

export async function generate() {
  const texts = await shippedTexts();
  const content = textsModule(texts);
  return [
    { path: 'src/policy/shipped.generated.ts', content },
    { path: 'src/policy/compiled.generated.ts', content: compiledModule(await compiled(texts, content)) },
  ];
}

async function shippedTexts() {
  const folder = join(root, 'policies');
  const names = (await readdir(folder)).filter((name) => name.endsWith('.yml') && !name.endsWith('.test.yml')).sort();
  const texts = await Promise.all(names.map((name) => readFile(join(folder, name), 'utf8')));
  return new Map(names.map((name, index) => [name.slice(0, -4), texts[index]]));
}

/** The policies as the gate loads them, with what they extend. */
async function compiled(texts, content) {
  const { composePolicy } = await loadSource('src/policy/compose.ts', { 'shipped.generated.ts': content });
  const files = { read: async () => null, list: async () => null };
  const entries = [...texts.keys()].map(async (name) => {
    const loaded = await composePolicy({ target: { kind: 'shipped', name }, today: null }, files);
    if (!loaded.ok || loaded.warnings.length > 0) throw new Error(`${name}: ${JSON.stringify(loaded)}`);
    return [name, loaded.policy];
  });
  return await Promise.all(entries);
}

function textsModule(texts) {
  const entries = [...texts].map(([name, text]) => `  ${JSON.stringify(name)}: ${JSON.stringify(text)},\n`);
  return `// Made by \`npm run generate\` from policies/; do not edit.

/** The texts of the shipped policies by name. */
export const shippedPolicies: Readonly<Record<string, string>> = {
${entries.join('')}};
`;
}

/** As texts of JSON, which an engine reads faster than source code, and only when it is asked. */
function compiledModule(policies) {
  const entries = policies.map(
    ([name, policy]) => `  ${JSON.stringify(name)}: ${JSON.stringify(JSON.stringify(policy))},\n`,
  );
  return `// Made by \`npm run generate\` from policies/; do not edit.

/** The shipped policies by name, as JSON: loaded, merged with what they extend, and found without fault. */
export const compiledPolicies: Readonly<Record<string, string>> = {
${entries.join('')}};
`;
}
