import { readdirSync, readFileSync } from 'node:fs';
import { Ajv } from 'ajv';
import { CORE_SCHEMA, load } from 'js-yaml';
import { Type } from 'typebox';
import type { Static } from 'typebox';
import { safeFacts, safePlan } from '../../src/change/safe.ts';
import { Expectation } from '../../src/policy-test/policy-test.schema.ts';

type Parts = Readonly<Record<string, unknown>>;

const closed = { additionalProperties: false } as const;

/** What a policy test may say of the decision; and how many findings a reader is to bear, and how heavy they may be. */
const Expected = Type.Object(
  {
    ...Expectation.properties,
    atMost: Type.Optional(Type.Integer()),
    heaviest: Type.Optional(Type.Union([Type.Literal('note'), Type.Literal('hold'), Type.Literal('block')])),
  },
  closed,
);

const Policy = Type.Union([Type.String(), Type.Record(Type.String(), Type.Unknown())]);
const Facts = Type.Record(Type.String(), Type.Unknown());
const Case = Type.Object({ name: Type.String(), facts: Type.Optional(Facts), expect: Expected }, closed);
const ScenarioFile = Type.Union([
  Type.Object({ name: Type.String(), policy: Policy, facts: Facts, expect: Expected }, closed),
  Type.Object({ name: Type.String(), policy: Policy, facts: Facts, cases: Type.Array(Case, { minItems: 1 }) }, closed),
]);

const isScenarioFile = new Ajv({ allErrors: true, strict: false }).compile<Static<typeof ScenarioFile>>(ScenarioFile);

/** What a scenario says of the decision; each key that is there must hold. */
export type Expected = Static<typeof Expected>;

export type Scenario = {
  readonly file: string;
  readonly name: string;
  /** The name of a shipped policy, or the sections of a policy file. */
  readonly policy: string | Parts;
  /** A facts document: what the file does not say is known and harmless. */
  readonly facts: Parts;
  readonly expect: Expected;
};

const folder = new URL('./', import.meta.url);

/** Every scenario of every file below this folder; a file with `cases` gives one for each. */
export function readScenarios(): readonly Scenario[] {
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.yml'));
  return files.toSorted().flatMap((file) => {
    const read = load(readFileSync(new URL(file, folder), 'utf8'), { schema: CORE_SCHEMA });
    if (!isScenarioFile(read)) throw new Error(`${file}: ${JSON.stringify(isScenarioFile.errors, null, 2)}`);
    const { name, policy, facts } = read;
    if ('expect' in read) return [{ file, name, policy, facts: complete(facts), expect: read.expect }];
    return read.cases.map((each) => ({
      file,
      name: `${name} ${each.name}`,
      policy,
      facts: complete(merged(facts, each.facts ?? {})),
      expect: each.expect,
    }));
  });
}

/** Fills in what a reader need not see: the commit and instant of an approval, the app of a check, the rest of a plan. */
function complete(facts: Parts): Parts {
  return {
    ...facts,
    ...(isParts(facts['plan']) && !('unknown' in facts['plan']) && { plan: { ...safePlan, ...facts['plan'] } }),
    ...(Array.isArray(facts['approvals']) && {
      approvals: facts['approvals'].map((each) => ({ ...approval(facts), ...each })),
    }),
    ...(Array.isArray(facts['checks']) && { checks: facts['checks'].map((each) => ({ ...check, ...each })) }),
  };
}

const approval = ({ head }: Parts) => ({
  permission: 'write',
  teams: [],
  sha: head ?? safeFacts.head,
  at: '2026-11-20T09:00:00Z',
});

const check = { app: 'github-actions', conclusion: 'success', completedAt: '2026-11-20T09:00:00Z' };

/** Groups of facts are merged; lists, unknown facts and everything else are replaced. */
function merged(base: Parts, over: Parts): Parts {
  const entries = Object.entries(over).map(([key, value]) => {
    const under = base[key];
    const isGroup = isParts(under) && isParts(value) && !('unknown' in value) && !('unknown' in under);
    return [key, isGroup ? { ...under, ...value } : value];
  });
  return { ...base, ...Object.fromEntries(entries) };
}

function isParts(value: unknown): value is Parts {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
