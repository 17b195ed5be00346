// Writes the texts of the shipped policies, so that the bundles need no file.
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { root } from '../load-source.mjs';

export async function generate() {
  const folder = join(root, 'policies');
  const names = (await readdir(folder)).filter((name) => name.endsWith('.yml') && !name.endsWith('.test.yml')).sort();
  const texts = await Promise.all(names.map((name) => readFile(join(folder, name), 'utf8')));
  const entries = names.map(
    (name, index) => `  ${JSON.stringify(name.slice(0, -4))}: ${JSON.stringify(texts[index])},\n`,
  );
  const content = `// Made by \`npm run generate\` from policies/; do not edit.

/** The texts of the shipped policies by name. */
export const shippedPolicies: Readonly<Record<string, string>> = {
${entries.join('')}};
`;
  return [{ path: 'src/policy/shipped.generated.ts', content }];
}
