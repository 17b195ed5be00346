import { readdirSync, readFileSync } from 'node:fs';
import { Ajv } from 'ajv';
import { CORE_SCHEMA, load } from 'js-yaml';
import { Type } from 'typebox';
import type { Static } from 'typebox';
import { describe, expect, test } from 'vitest';
import { parseFacts } from '../../src/change/parse-facts.ts';
import { decide } from '../../src/decision/decide.ts';
import type { PolicyFiles } from '../../src/policy/files.ts';
import { loadPolicy } from '../../src/policy/load.ts';
import { shippedPolicies } from '../../src/policy/shipped.generated.ts';
import { aPolicy } from '../builders.ts';

const folder = new URL('../../policies/', import.meta.url);
const shipped = readdirSync(folder).filter((name) => name.endsWith('.yml'));
const names = shipped.map((file) => file.replace('.yml', ''));

const StarterTest = Type.Object({
  name: Type.String(),
  facts: Type.Unknown(),
  expect: Type.Object({
    outcome: Type.String(),
    findings: Type.Optional(Type.Array(Type.String())),
    nextOpening: Type.Optional(Type.String()),
  }),
});
const StarterTests = Type.Object({ tests: Type.Array(StarterTest, { minItems: 1 }) });
const isStarterTests = new Ajv().compile<Static<typeof StarterTests>>(StarterTests);

const files: PolicyFiles = {
  read: async (path) => (path === 'policy.yml' ? readFileSync(new URL('starter/policy.yml', folder)) : null),
  list: async () => null,
};

describe('a shipped policy', () => {
  test('is one of the three', () => {
    expect(names.toSorted()).toEqual(['continuous', 'regulated', 'standard']);
    expect(Object.keys(shippedPolicies).toSorted()).toEqual(names.toSorted());
  });

  test.each(names)('%s has nothing that `check` would mention on the day it is shipped', async (name) => {
    const loaded = await loadPolicy({ path: name, today: '2026-11-21' }, files);

    expect(loaded).toMatchObject({ ok: true, warnings: [] });
  });

  test.each(names)('%s can be built on', async (name) => {
    const policy = await aPolicy({ extends: [name], schedule: { timezone: 'Europe/Berlin' } });

    expect(policy.schedule?.timezone).toBe('Europe/Berlin');
    expect({ ...policy, files: [], schedule: { ...policy.schedule, timezone: 'UTC' } }).toEqual({
      ...(await aPolicy(name)),
      files: [],
    });
  });

  test.each(names)('%s says why for each of its rules', async (name) => {
    const policy = await aPolicy(name);
    const rules = [
      ...policy.risk.factors,
      ...(policy.schedule?.windows ?? []),
      ...(policy.schedule?.freezes ?? []),
      ...policy.rollback.plans,
      ...policy.standardChanges,
      ...policy.evidence,
      ...policy.approvals,
    ];

    expect(rules.filter(({ because }) => because.split(' ').length < 5)).toEqual([]);
  });

  test('of risk factors is the same under every name', async () => {
    const [first, ...others] = await Promise.all(names.map((name) => aPolicy(name)));

    for (const other of others) expect(other.risk).toEqual(first?.risk);
  });
});

describe('the starter policy', () => {
  test('has nothing that `check` would mention', async () => {
    const loaded = await loadPolicy({ path: 'policy.yml', today: '2026-11-21' }, files);

    expect(loaded).toMatchObject({ ok: true, warnings: [] });
  });

  test('stays sound when its examples are taken in', async () => {
    const [head = '', ...rest] = starter('policy.yml').split('version: 1');
    const uncommented = rest
      .join('version: 1')
      .replaceAll(/^( *)# ?(?=( *- |authorities|services| *[a-z-]+:))/gm, '$1');

    const policy = await aPolicy(`${head}version: 1${uncommented}`);

    expect(policy.schedule?.freezes.map(({ id }) => id)).toContain('trade-fair');
    expect(policy.authorities['peers']?.members).toEqual(['alice', 'bob']);
    expect(Object.keys(policy.services)).toEqual(['payments-api']);
  });

  test.each(starterTests())('keeps what its test says: $name', async ({ facts, expect: expected }) => {
    const parsed = parseFacts(facts, { missing: 'safe' });
    if (!parsed.ok) throw new Error(JSON.stringify(parsed.problems));

    const decision = decide(await aPolicy(starter('policy.yml')), parsed.facts);

    expect(decision.outcome).toBe(expected.outcome);
    expect(decision.findings.map(({ code }) => code)).toEqual(expect.arrayContaining(expected.findings ?? []));
    expect(decision.schedule).toMatchObject(
      expected.nextOpening === undefined ? {} : { nextOpening: expected.nextOpening },
    );
  });
});

type StarterTest = Static<typeof StarterTest>;

function starterTests(): readonly StarterTest[] {
  const read = load(starter('policy.test.yml'), { schema: CORE_SCHEMA });
  if (!isStarterTests(read)) throw new Error(JSON.stringify(isStarterTests.errors));
  return read.tests;
}

function starter(name: string): string {
  return readFileSync(new URL(`starter/${name}`, folder), 'utf8');
}
