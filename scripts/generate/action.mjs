// Writes the inputs and outputs of `action.yml` and their tables in the README from the action's registry.
import { readFile } from 'node:fs/promises';
import { loadSource } from '../load-source.mjs';

const marks = { start: '<!-- generated: inputs and outputs -->', end: '<!-- end of generated -->' };

export async function generate() {
  const [{ inputSpecs }, { outputSpecs }] = await Promise.all([
    loadSource('src/action/inputs.ts'),
    loadSource('src/action/outputs.ts'),
  ]);
  const files = [{ path: 'action.yml', content: actionFile(inputSpecs, outputSpecs) }];
  const readme = await readFile(new URL('../../README.md', import.meta.url), 'utf8').catch(() => null);
  if (readme?.includes(marks.start))
    files.push({ path: 'README.md', content: withTables(readme, inputSpecs, outputSpecs) });
  return files;
}

function actionFile(inputSpecs, outputSpecs) {
  return [
    'name: change-gate',
    'description: May this change go to this environment now? If not, why, what unblocks it, and when.',
    'author: change-gate contributors',
    'branding:',
    '  icon: shield',
    '  color: green',
    'inputs:',
    ...Object.entries(inputSpecs).flatMap(([name, spec]) => [
      `  ${name}:`,
      `    description: ${JSON.stringify(spec.description)}`,
      ...(spec.default === '' ? [] : [`    default: ${JSON.stringify(spec.default)}`]),
    ]),
    'outputs:',
    ...Object.entries(outputSpecs).flatMap(([name, description]) => [
      `  ${name}:`,
      `    description: ${JSON.stringify(description)}`,
    ]),
    'runs:',
    '  using: node24',
    '  main: dist/action.js',
    '',
  ].join('\n');
}

function withTables(readme, inputSpecs, outputSpecs) {
  const start = readme.indexOf(marks.start) + marks.start.length;
  const end = readme.indexOf(marks.end);
  const tables = [
    '| input | meaning | default |',
    '|---|---|---|',
    ...Object.entries(inputSpecs).map(
      ([name, spec]) => `| \`${name}\` | ${spec.description} | ${spec.default === '' ? '' : `\`${spec.default}\``} |`,
    ),
    '',
    '| output | meaning |',
    '|---|---|',
    ...Object.entries(outputSpecs).map(([name, description]) => `| \`${name}\` | ${description} |`),
  ];
  return `${readme.slice(0, start)}\n${tables.join('\n')}\n${readme.slice(end)}`;
}
