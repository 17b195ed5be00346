// Writes the starter files of `init` as texts, so that the bundle needs no file beside it.
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { root } from '../load-source.mjs';

const names = [
  'policy.yml',
  'policy.test.yml',
  'workflow.yml',
  'evidence.yml.example',
  'budget.json.example',
  'post-implementation-review.md',
];

export async function generate() {
  const texts = await Promise.all(names.map((name) => readFile(join(root, 'policies/starter', name), 'utf8')));
  const entries = names.map((name, index) => `  ${JSON.stringify(name)}: ${JSON.stringify(texts[index])},`);
  const content = [
    '// Made by `npm run generate` from policies/starter/; do not edit.',
    '',
    '/** The texts of the starter files by name. */',
    'export const starterFiles = {',
    ...entries,
    '} as const;',
    '',
  ].join('\n');
  const template = [
    '// Made by `npm run generate` from policies/starter/post-implementation-review.md; do not edit.',
    '',
    '/** What a post-implementation review asks where the repository has no template of its own. */',
    `export const reviewTemplate = ${JSON.stringify(texts.at(-1))};`,
    '',
  ].join('\n');
  return [
    { path: 'src/cli/starter.generated.ts', content },
    { path: 'src/report/review-template.generated.ts', content: template },
  ];
}
