// Writes the policy reference: prose by people, every table from the schema.
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { loadSource, root } from '../load-source.mjs';
import { plainSchema } from '../schema/plain.mjs';
import { conditionFacts } from './condition-types.mjs';
import { keyTable, shapeTable, table } from '../schema/tables.mjs';

const common = ['id', 'because', 'locked', 'environments', 'services', 'changeTypes', 'riskLevels', 'when'];

export async function generate() {
  const { PolicyFile } = await loadSource('src/policy/policy.schema.ts');
  const { PolicyTestFile } = await loadSource('src/policy-test/policy-test.schema.ts');
  const [policy, tests] = [plainSchema(PolicyFile), plainSchema(PolicyTestFile)];
  const template = await readFile(join(root, 'scripts/schema/policy-reference.md'), 'utf8');
  const filled = template.replaceAll(/<!-- (keys|common|shapes) ?(\S*) ?-->/g, (_all, kind, path) =>
    tableOf(kind, partAt(path.startsWith('tests') ? tests : policy, path)),
  );
  const facts = await conditionFacts();
  const text = filled
    .replace('<!-- facts -->', () => factTable(facts.ofChange))
    .replace('<!-- facts of a file -->', () => factTable(facts.ofFile));
  const note =
    '<!-- Made by `npm run generate` from the schema and scripts/schema/policy-reference.md; do not edit. -->';
  return [{ path: 'docs/policy-reference.md', content: `${note}\n\n${text}` }];
}

function tableOf(kind, part) {
  if (kind === 'shapes') return shapeTable(part.anyOf);
  const shapes = shapesOf(part);
  if (kind === 'common') return keyTable(shapes[0], (key) => common.includes(key));
  const isRule = shapes[0].properties.because !== undefined && shapes[0].properties.id !== undefined;
  const isOwn = (key) => !isRule || !common.includes(key) || (key === 'when' && shapes[0].required.includes(key));
  if (shapes.length === 1) return keyTable(shapes[0], isOwn);
  return shapes.map((shape) => `**${upper(shape.title)}**\n\n${keyTable(shape, isOwn)}`).join('\n\n');
}

const types = {
  string: 'text',
  int: 'whole number',
  double: 'number',
  bool: '`true` · `false`',
  'list<string>': 'list: text',
};

function factTable(facts) {
  const rows = Object.entries(facts).map(([name, { type, values, meaning }]) => {
    const holds = values === null ? types[type] : values.map((value) => `\`${value}\``).join(' · ');
    return [`\`${name}\``, holds, meaning];
  });
  return table(['fact', 'holds', 'meaning'], rows);
}

function upper(text) {
  return text.startsWith('iCal') ? text : text.charAt(0).toUpperCase() + text.slice(1);
}

/** The objects that a part may be, without removals. */
function shapesOf(part) {
  return (part.anyOf ?? [part]).filter(({ title }) => !title?.startsWith('removal'));
}

function partAt(schema, path) {
  if (path === '') return schema;
  return path.split(/\.|(?=\[\])/).reduce((part, step) => {
    if (step === '[]') return part.items;
    if (step === '*') return part.additionalProperties;
    const found = shapesOf(part).find(({ properties }) => properties[step] !== undefined);
    if (found === undefined) throw new Error(`the policy schema has no ${path}`);
    return found.properties[step];
  }, schema);
}
