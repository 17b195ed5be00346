import fc from 'fast-check';
import { beforeAll, describe, expect, test } from 'vitest';
import { decide } from '../../src/decision/decide.ts';
import type { DecisionRecord } from '../../src/decision/record.ts';
import { parseRecord, recordDecision } from '../../src/decision/record.ts';
import { differencesOf, replay } from '../../src/history/replay.ts';
import type { Policy } from '../../src/policy/policy.ts';
import { aPolicy } from '../builders.ts';
import { aDecision, surroundings } from '../decision/a-record.ts';
import { anyChange, richPolicy } from '../property/any-change.ts';

describe('a replay', () => {
  test('of a record as it was written is the same', async () => {
    const { record, policy } = await aDecision();

    expect(replay(record, policy)).toEqual({ same: true, differences: [] });
  });

  test('under another policy tells what that one would have said', async () => {
    const { record } = await aDecision({ evaluatedAt: '2026-11-28T10:00:00Z' }, 'continuous');
    const { differences } = replay(record, await aPolicy('standard'));

    expect(differences).toContainEqual({
      pointer: '/decision/outcome',
      recorded: record.decision.outcome,
      now: 'blocked',
    });
    expect(differences.map(({ pointer }) => pointer)).toEqual(
      expect.arrayContaining(['/policy', '/decision/policyDigest', '/id']),
    );
  });

  test('of a record whose outcome was changed tells that alone', async () => {
    const { record, policy } = await aDecision();
    const tampered = { ...record, decision: { ...record.decision, outcome: 'blocked' as const } };

    expect(replay(tampered, policy).differences).toEqual([
      { pointer: '/decision/outcome', recorded: 'blocked', now: record.decision.outcome },
    ]);
  });

  test('of a record whose run was changed tells that its id does not fit', async () => {
    const { record, policy } = await aDecision();
    const { same, differences } = replay({ ...record, run: { ...surroundings.run, actor: 'eve' } }, policy);

    expect(same).toBe(false);
    expect(differences).toEqual([{ pointer: '/id', recorded: record.id, now: expect.any(String) }]);
  });
});

describe('differences', () => {
  test.each([
    { case: 'of equal trees', one: { a: [1, { b: null }] }, other: { a: [1, { b: null }] }, found: [] },
    { case: 'of a value', one: { a: 1 }, other: { a: 2 }, found: [{ pointer: '/a', recorded: 1, now: 2 }] },
    { case: 'of what is new', one: {}, other: { a: 2 }, found: [{ pointer: '/a', now: 2 }] },
    { case: 'of what is gone', one: { a: [1] }, other: { a: [] }, found: [{ pointer: '/a/0', recorded: 1 }] },
    { case: 'of kind', one: { a: [] }, other: { a: {} }, found: [{ pointer: '/a', recorded: [], now: {} }] },
    { case: 'of null', one: { a: null }, other: { a: {} }, found: [{ pointer: '/a', recorded: null, now: {} }] },
    { case: 'of odd keys', one: { 'a/b~': 1 }, other: {}, found: [{ pointer: '/a~1b~0', recorded: 1 }] },
  ])('$case', ({ one, other, found }) => {
    expect(differencesOf(one, other)).toEqual(found);
  });
});

describe('any decision', () => {
  const policies: Policy[] = [];
  const anyRecord = fc
    .record({ index: fc.nat(3), facts: anyChange })
    .map(({ index, facts }) => recordOf(policies[index], facts));

  beforeAll(async () => {
    for (const name of ['standard', 'regulated', 'continuous', richPolicy]) policies.push(await aPolicy(name));
  });

  test('is replayed the same from its file', () => {
    fc.assert(
      fc.property(anyRecord, ({ record, policy }) => {
        const read = parseRecord(JSON.parse(JSON.stringify(record)));

        expect(read).toEqual({ ok: true, record });
        expect(replay(JSON.parse(JSON.stringify(record)), policy)).toEqual({ same: true, differences: [] });
      }),
      { numRuns: 100 },
    );
  });

  test('with one value changed anywhere is not the same', () => {
    fc.assert(
      fc.property(anyRecord, fc.nat(), ({ record, policy }, choice) => {
        const places = leavesOf(record).filter((path) => !bySchema.has(path.join('/')));
        const path = places[choice % places.length] ?? [];
        const parsed = parseRecord(changedAt(record, path));
        fc.pre(parsed.ok && parsed.record.kind === 'decision');
        const found = parsed.ok && parsed.record.kind === 'decision' ? replay(parsed.record, policy).differences : [];
        const isTold = path[0] !== 'decision' || found.some(({ pointer }) => pointer === pointerOf(path));

        expect({ path, isSame: found.length === 0, isTold }).toEqual({ path, isSame: false, isTold: true });
      }),
      { numRuns: 300 },
    );
  });
});

function recordOf(policy: Policy | undefined, facts: Parameters<typeof decide>[1]) {
  if (policy === undefined) throw new Error('no policy');
  return { record: recordDecision({ policy, facts, decision: decide(policy, facts) }, surroundings), policy };
}

/** Only one value is allowed there. */
const bySchema = new Set(['schemaVersion', 'kind', 'decision/schemaVersion']);

type Path = readonly string[];

function leavesOf(value: unknown, path: Path = []): readonly Path[] {
  if (typeof value !== 'object' || value === null) return [path];
  return Object.entries(value).flatMap(([key, part]) => leavesOf(part, [...path, key]));
}

function pointerOf(path: Path): string {
  return path.map((key) => `/${key.replaceAll('~', '~0').replaceAll('/', '~1')}`).join('');
}

function changedAt(record: DecisionRecord, path: Path): unknown {
  const copy: unknown = JSON.parse(JSON.stringify(record));
  const owner = path.slice(0, -1).reduce((tree: unknown, key) => Reflect.get(Object(tree), key), copy);
  const last = path.at(-1) ?? '';
  Reflect.set(Object(owner), last, otherThan(Reflect.get(Object(owner), last)));
  return copy;
}

function otherThan(value: unknown): unknown {
  if (typeof value === 'number') return value === 1 ? 0 : value + 1;
  if (typeof value === 'boolean') return !value;
  if (typeof value === 'string') return otherText(value);
  return 'something';
}

/** Text of the same form, where forms are asked for. */
function otherText(text: string): string {
  if (/^[0-9a-f]{20}$|^sha256:/.test(text)) return `${text.slice(0, -1)}${text.endsWith('0') ? '1' : '0'}`;
  if (/^\d{4}-\d{2}-\d{2}T/.test(text)) return text.replace(/^\d{4}/, '2031');
  const words = ['approved', 'blocked', 'note', 'hold', 'low', 'high', 'normal', 'standard', 'none', 'docs', 'code'];
  return words.includes(text) ? (words[(words.indexOf(text) ^ 1) % words.length] ?? 'x') : `${text}x`;
}
