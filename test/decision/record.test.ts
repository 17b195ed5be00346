import { describe, expect, test } from 'vitest';
import type { ChangeRecord } from '../../src/decision/record.ts';
import { idOf, parseRecord, recordDecision } from '../../src/decision/record.ts';
import { aDecision, anOutcome, surroundings } from './a-record.ts';

function written(record: ChangeRecord): unknown {
  return JSON.parse(JSON.stringify(record));
}

function problemsOf(document: unknown): readonly string[] {
  const parsed = parseRecord(document);
  return parsed.ok ? [] : parsed.problems.map(({ pointer, problem }) => `${pointer} ${problem}`);
}

describe('a decision record', () => {
  test('is read as it was written', async () => {
    const { record } = await aDecision();

    expect(parseRecord(written(record))).toEqual({ ok: true, record });
  });

  test('is read with facts that are not known', async () => {
    const unknown = { unknown: 'the token may not' };
    const { record } = await aDecision({ files: unknown, plan: unknown, approvals: unknown, baseSource: unknown });

    expect(parseRecord(written(record))).toEqual({ ok: true, record });
  });

  test('has the same id whenever it is made of the same', async () => {
    const [one, other] = await Promise.all([aDecision(), aDecision()]);

    expect(one.record.id).toBe(other.record.id);
    expect(one.record.id).toBe(idOf(one.record));
  });

  test.each([
    { of: 'another instant', parts: { evaluatedAt: '2026-11-24T10:00:01Z' } },
    { of: 'another head', parts: { head: '3333333333333333333333333333333333333333' } },
    { of: 'another environment', parts: { environment: 'staging' } },
    { of: 'another fact', parts: { change: { title: 'Another title' } } },
  ])('of $of has another id', async ({ parts }) => {
    const [one, other] = await Promise.all([aDecision(), aDecision(parts)]);

    expect(other.record.id).not.toBe(one.record.id);
  });

  test('under another policy has another id', async () => {
    const [one, other] = await Promise.all([aDecision(), aDecision({}, 'regulated')]);

    expect(other.record.id).not.toBe(one.record.id);
  });

  test.each([
    { run: { ...surroundings.run, attempt: 2 } },
    { run: { ...surroundings.run, id: '8' } },
    { run: null },
    { repository: 'acme/bank' },
    { engine: '0.2.0' },
    { timeZoneData: '2026c' },
  ])('with %o has another id', async (other) => {
    const { record, policy, facts } = await aDecision();
    const again = recordDecision({ policy, facts, decision: record.decision }, { ...surroundings, ...other });

    expect(again.id).not.toBe(record.id);
  });

  test.each([
    { what: 'a missing part', change: { policy: undefined }, says: ' `policy` is missing' },
    {
      what: 'a fact that is not there',
      change: { facts: { evaluatedAt: '2026-11-24T10:00:00Z' } },
      says: '/facts `base` is missing',
    },
    { what: 'an unknown key', change: { polcy: 'x' }, says: '/polcy there is no key `polcy`' },
    { what: 'another version', change: { schemaVersion: 2 }, says: '/schemaVersion found `2`, expected `1`' },
    {
      what: 'a digest that is none',
      change: { policy: 'sha256:abc' },
      says: '/policy found `"sha256:abc"`, expected a digest: `sha256:` and 64 hexadecimal digits',
    },
    {
      what: 'an id that is none',
      change: { id: '../..' },
      says: '/id found `"../.."`, expected the id of a record: 20 hexadecimal digits',
    },
  ])('with $what is refused in words', async ({ change, says }) => {
    const { record } = await aDecision();

    expect(problemsOf(JSON.parse(JSON.stringify({ ...record, ...change })))).toContain(says);
  });

  test('of an instant that does not exist is refused', async () => {
    const { record } = await aDecision();
    const decision = { ...record.decision, evaluatedAt: '2026-02-30T10:00:00Z' };

    expect(problemsOf({ ...record, decision })).toEqual(['/decision/evaluatedAt `2026-02-30T10:00:00Z` is no instant']);
  });
});

describe('an outcome record', () => {
  test('is read as it was written', () => {
    const record = anOutcome({ outcome: 'rolled-back', note: 'checkout failed', run: surroundings.run });

    expect(parseRecord(written(record))).toEqual({ ok: true, record });
  });

  test('has an id that covers all of it', () => {
    const records = [
      anOutcome(),
      anOutcome({ outcome: 'failure' }),
      anOutcome({ note: 'x' }),
      anOutcome({ by: 'sam' }),
    ];

    expect(new Set(records.map(({ id }) => id)).size).toBe(4);
    expect(anOutcome().id).toBe(anOutcome().id);
  });

  test('with an outcome that is none is refused with the one that was meant', () => {
    const parsed = parseRecord({ ...anOutcome(), outcome: 'sucess' });

    expect(parsed).toEqual({
      ok: false,
      problems: [
        {
          pointer: '/outcome',
          problem: 'found `"sucess"`, expected one of `success`, `failure`, `rolled-back`, `cancelled`',
          remedy: 'did you mean `success`?',
        },
      ],
    });
  });
});

describe('what is no record', () => {
  test.each([null, [], 'x', 7, {}, { kind: 'other' }, { kind: 'outcome' }])('%o is refused', (document) => {
    expect(parseRecord(document)).toMatchObject({ ok: false });
  });
});
