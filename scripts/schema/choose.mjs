// A union makes a validator report the errors of every member. Here each union becomes a choice: the first member whose
// test holds is the one that the writer meant, and only its errors are reported. Validators only: the published schema
// keeps `anyOf`, and a test holds both to the same answers.
import { _Code } from 'ajv/dist/compile/codegen/code.js';
import { rewrite, without } from './walk.mjs';

const hasAny = (...keys) => `hasAny(data,${JSON.stringify(keys)})`;
const hasAll = (...keys) => keys.map((key) => hasAny(key)).join('&&');
const isSpanLike = (pattern) => `isSpanLike(data,${pattern})`;

// By title, in the order in which they are tried; a member that is not named is what is left.
const meant = new Map([
  ['removal of an inherited rule', hasAny('disabled')],
  ['removal of an inherited item', hasAny('disabled')],
  ['factor with a measure', `(${hasAny('measure')}||${hasAny('points')}&&typeof data.points=="object")`],
  ['error budget', hasAny('slo')],
  ['evidence that cannot be read', hasAny('problem')],
  ['evidence by file', hasAny('file', 'maxAge')],
  ['budgets of an endpoint', hasAny('url')],
  ['budgets by Prometheus', hasAny('prometheus')],
  ['public holidays of a region', hasAny('holidays')],
  ['iCalendar file', hasAny('ics')],
  ['recurrence', hasAny('rrule', 'start', 'duration', 'except')],
  ['key date', `(${hasAny('keyDate', 'shift')}||${isSpanLike('/^[+-]\\d/')})`],
  ['business day', hasAny('businessDays')],
  ['nth weekday', hasAny('nthDays')],
  ['monthly', hasAny('daysOfMonth', 'months')],
  ['dates', hasAny('dates')],
  ['calendar', hasAny('calendar', 'daysBefore', 'daysAfter')],
  ['span of the week', isSpanLike('/^\\s*[A-Za-z]+ /')],
  ['once', isSpanLike('/^\\d{4}-/')],
  ['yearly', isSpanLike('/^\\d{1,2}-\\d/')],
  ['outcome record', `(${hasAny('kind')}&&data.kind=="outcome")`],
  ['list that was cut short', hasAll('unknown', 'seen')],
  ['unknown fact', hasAny('unknown')],
]);

/** What the tests call. */
export const testFunctions = `
function hasAny(data, keys) {
  return typeof data == "object" && data !== null && !Array.isArray(data) && keys.some((key) => Object.hasOwn(data, key));
}
function isSpanLike(data, form) {
  return hasAny(data, ["from", "to"]) && [data.from, data.to].some((end) => typeof end == "string" && form.test(end));
}
`;

/** The keyword that a union becomes, for ajv. */
export const chooseKeyword = {
  keyword: 'choose',
  schemaType: 'array',
  code(context) {
    const { gen, data, schema, parentSchema } = context;
    const apply = (index) => context.subschema({ keyword: 'choose', schemaProp: index }, gen.name('valid'));
    parentSchema.tests.forEach((test, index) => {
      const code = new _Code([test.replaceAll(/\bdata\b/g, `${data}`)]);
      if (index === 0) gen.if(code);
      else gen.elseIf(code);
      apply(index);
    });
    gen.else();
    apply(schema.length - 1);
    gen.endIf();
  },
};

/** A schema in which no union is left: each value is judged by the one member that it was meant to be. */
export function choosingSchema(schema) {
  return rewrite(schema, (node) => (node.anyOf === undefined ? node : choice(node)));
}

function choice({ anyOf, ...others }) {
  const members = withElsewhere(anyOf.map(titled));
  const last = members.find((member) => !isChosenByName(member)) ?? members.find(isWord) ?? members.at(-1);
  const tried = members.filter((member) => member !== last).sort((a, b) => orderOf(a) - orderOf(b));
  return {
    ...without(others, 'description'),
    tests: tried.map((member) => testOf(member, members)),
    choose: [...tried, last],
  };
}

function titled(member) {
  if (member.title !== undefined || member.properties?.unknown === undefined) return member;
  return { title: member.properties.seen === undefined ? 'unknown fact' : 'list that was cut short', ...member };
}

const isWord = (member) => member.enum !== undefined || member.const !== undefined;
const isChosenByName = (member) => isWord(member) || meant.has(member.title);

function testOf(member, members) {
  const words = member.enum ?? [member.const];
  const hasOtherText = members.some((other) => other !== member && other.type === 'string');
  if (isWord(member) && (hasOtherText || member.enum === undefined)) return `${JSON.stringify(words)}.includes(data)`;
  return meant.get(member.title) ?? testOfType(member);
}

function testOfType(member) {
  const { type } = member;
  if (type === 'null') return 'data===null';
  if (type === 'array') return 'Array.isArray(data)';
  if (type === 'object') return hasAny(...Object.keys(member.properties));
  if (type === undefined) throw new Error(`no way to choose ${JSON.stringify(member)}: name it in choose.mjs`);
  return `typeof data=="${type === 'integer' ? 'number' : type}"`;
}

function orderOf(member) {
  if (isWord(member)) return -2;
  return meant.has(member.title) ? [...meant.keys()].indexOf(member.title) : -1;
}

/** Tells each shape which keys belong to its alternatives, for messages. */
function withElsewhere(members) {
  const shapes = members.filter(
    ({ title, properties }) => properties !== undefined && !/^(removal|unknown|list that)/.test(title ?? ''),
  );
  if (shapes.length < 2) return members;
  return members.map((member) => (shapes.includes(member) ? { ...member, elsewhere: keysOf(shapes, member) } : member));
}

function keysOf(shapes, own) {
  const pairs = shapes
    .filter((shape) => shape !== own)
    .flatMap((shape) => Object.keys(shape.properties).map((key) => [key, shape.title]))
    .filter(([key]) => own.properties[key] === undefined);
  return Object.fromEntries(pairs.reverse());
}
