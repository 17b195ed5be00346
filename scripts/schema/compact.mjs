// ajv spells out each error where it can occur. The same errors through two small functions are a quarter of the code.

import { without } from './walk.mjs';

const error =
  /const (err\d+) = \{instancePath(?::(?<path>.*?))?,schemaPath:".*?",keyword:"(?<keyword>\w+)",params:\{(?<params>.*?)\},schema:.*?,parentSchema:(?<parent>\S*?),data(?::(?<data>[^,{}]*?))?(?:,propertyName:(?<key>\w+))?\};if\(vErrors === null\)\{vErrors = \[\1\];\}else \{vErrors\.push\(\1\);\}errors\+\+;/g;
const property = /(?:missingProperty|additionalProperty|propertyName): ?(\S+)$/;
// What is wrong with the key is told already.
const silent = /if\(!valid\d+\)\{vErrors = note\(vErrors,[^;]*?,"propertyNames",[^;]*;errors\+\+;\}/g;
const call =
  /\{instancePath(?::([^{}]*?))?,parentData(?::[^,{}]*)?,parentDataProperty(?::[^,{}]*)?,rootData\}\)\)\)\{vErrors = vErrors === null \? (validate\d+)\.errors : vErrors\.concat\(\2\.errors\);/g;

const length = /if\((func\d+)\((\w+)\) ([<>]) (\d+)\)/g;

const functions = `
function note(errors, instancePath, keyword, parentSchema, data, property) {
  const error = { instancePath, keyword, parentSchema, data, property };
  if (errors === null) return [error];
  errors.push(error);
  return errors;
}
function join(errors, more) {
  if (errors === null) return more;
  for (const error of more) errors.push(error);
  return errors;
}
`;

/** The code of a standalone validator with its errors made by functions; throws if ajv writes them another way. */
export function compact(code) {
  const noted = code.replace(error, (...match) => noteOf(match.at(-1)));
  const joined = noted
    .replace(silent, '')
    .replace(call, (_all, path, name) => `${path ?? 'instancePath'}))){vErrors = join(vErrors,${name}.errors);`);
  const whole = joined.replaceAll(
    '{instancePath="", parentData, parentDataProperty, rootData=data}={}',
    'instancePath=""',
  );
  if (/schemaPath:|parentData|\.concat\(/.test(whole)) throw new Error('ajv writes other code than compact.mjs knows');
  return withoutReferences(whole.replace(length, lengthTest)) + functions;
}

/** Characters are counted only where their number could be wrong: a text has at most as many as code units, at least half as many. */
function lengthTest(...[, count, text, relation, limit]) {
  if (relation === '>') return `if(${text}.length > ${limit} && ${count}(${text}) > ${limit})`;
  return limit === '1' ? `if(${text}.length < 1)` : `if(${text}.length < ${2 * limit} && ${count}(${text}) < ${limit})`;
}

function noteOf({ path = 'instancePath', keyword, params, parent, data = 'data', key }) {
  const named = key ?? property.exec(params)?.[1];
  const rest = named === undefined ? '' : `,${named}`;
  return `vErrors = note(vErrors,${path},"${keyword}",${parent},${data}${rest});errors++;`;
}

/** Messages need the parts of the schema themselves, not what they refer to: that has a part of its own. */
function withoutReferences(code) {
  return code.replace(/const (schema\d+) = (\{.*?\});(?=const |function |export )/g, (_all, name, json) => {
    const schema = without(JSON.parse(json), 'definitions');
    const text = JSON.stringify(schema, (key, value) => {
      if (key === 'tests' && Array.isArray(value)) return undefined;
      return value?.$ref === undefined ? value : 1;
    });
    return `const ${name} = ${text};`;
  });
}
