// Writes what conditions may name, with types, from the schemas of the facts and of the risk assessment.
import { loadSource } from '../load-source.mjs';

export async function generate() {
  const { ofChange, ofFile } = await conditionFacts();
  return [{ path: 'src/condition/fact-types.generated.ts', content: content(ofChange, ofFile) }];
}

/** What conditions may name of a change and of a changed file, with types and meanings. */
export async function conditionFacts() {
  const { factGroups, FactsDocument, ChangedFile } = await loadSource('src/change/facts.schema.ts');
  const { RiskAssessment } = await loadSource('src/risk/assessment.schema.ts');
  const { environment, services, tier, owners, dependencies } = FactsDocument.properties;
  const { score, level } = RiskAssessment.properties;
  const ofChange = {
    ...Object.assign({}, ...Object.entries(factGroups).map(([name, group]) => prefixed(name, group.properties))),
    ...typed({ environment, services, tier, owners, dependencies }),
    ...prefixed('risk', { score, level }),
  };
  return { ofChange, ofFile: typed(ChangedFile.properties) };
}

function prefixed(group, properties) {
  return Object.fromEntries(Object.entries(typed(properties)).map(([name, type]) => [`${group}.${name}`, type]));
}

function typed(properties) {
  return Object.fromEntries(Object.entries(properties).map(([name, schema]) => [name, conditionType(schema)]));
}

/** The type of a fact in conditions and its meaning; `values` if only some texts are possible, bounds of a number. */
function conditionType(schema) {
  const known = alternatives(schema).filter((each) => each.properties?.unknown === undefined);
  const values = known.flatMap((each) => each.enum ?? (each.const === undefined ? [] : [each.const]));
  const meaning = schema.description ?? known[0]?.description ?? schema.anyOf?.[0]?.description ?? '';
  if (values.length > 0) return { type: 'string', values, meaning };
  if (known.length !== 1) throw new Error(`no condition type for ${JSON.stringify(schema)}`);
  const { minimum: least = null, maximum: most = null } = known[0];
  return { type: plainType(known[0]), values: null, least, most, meaning };
}

function alternatives(schema) {
  return schema.anyOf === undefined ? [schema] : schema.anyOf.flatMap(alternatives);
}

function plainType({ type, items }) {
  if (type === 'array' && items.type === 'string') return 'list<string>';
  const plain = { string: 'string', integer: 'int', number: 'double', boolean: 'bool' }[type];
  if (plain === undefined) throw new Error(`no condition type for ${type}`);
  return plain;
}

function content(facts, file) {
  return [
    '// Written by `npm run generate` from src/change/facts.schema.ts and src/risk/assessment.schema.ts.',
    '',
    '/** The facts that conditions may name, with their types. */',
    `export const factTypes = ${table(facts)} as const;`,
    '',
    '/** What conditions may ask of a changed file. */',
    `export const fileTypes = ${table(file)} as const;`,
    '',
  ].join('\n');
}

function table(types) {
  const lines = Object.entries(types).map(([name, { type, values, least = null, most = null }]) => {
    const list = values === null ? 'null' : `[${values.map((value) => `'${value}'`).join(', ')}]`;
    return `  '${name}': { type: '${type}', values: ${list}, least: ${least}, most: ${most} },`;
  });
  return `{\n${lines.join('\n')}\n}`;
}
