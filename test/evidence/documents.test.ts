import { describe, expect, test } from 'vitest';
import { entriesOf } from '../../src/evidence/entries.ts';
import { isNearly } from '../../src/evidence/fields.ts';
import { keptContent } from '../../src/evidence/kept.ts';
import { measurementsIn } from '../../src/evidence/measurements.ts';
import { readPromises } from '../../src/evidence/openslo.ts';
import { readProof } from '../../src/evidence/proof.ts';

const source = 'ops/evidence/a.yml';
const proofOf = (fields: Record<string, unknown>) => readProof({ source, fields });
const sound = { performedOn: '2026-11-20', by: 'alice', result: 'passed' };

describe('an evidence file', () => {
  test('needs a date, who and a result, and may say more', () => {
    expect(
      proofOf({ ...sound, minutesToRestore: 0, service: 'a', services: ['b'], kind: 'Restore', notes: ['x'] }),
    ).toMatchObject({ problems: [], result: 'passed', minutesToRestore: 0, services: ['a', 'b'], kind: 'restore' });
  });

  test.each([
    { words: ['passed', 'PASS', ' success ', 'successful', 'succeeded'], result: 'passed' },
    { words: ['failed', 'fail', 'Failure', 'partial'], result: 'failed' },
  ])('says $result in several words', ({ words, result }) => {
    expect(words.map((word) => proofOf({ ...sound, result: word }).result)).toEqual(words.map(() => result));
  });

  test.each([
    { field: 'result', value: true, problem: '`result` is `true`, expected `passed` or `failed`' },
    { field: 'result', value: 'constructor', problem: '`result` is `constructor`, expected `passed` or `failed`' },
    { field: 'result', value: null, problem: '`result` is missing' },
    { field: 'by', value: '  ', problem: '`by` is ` `, expected a text' },
    { field: 'by', value: ['alice'], problem: '`by` is a list, expected a text' },
    { field: 'by', value: { name: 'alice' }, problem: '`by` is a mapping, expected a text' },
    { field: 'service', value: 7, problem: '`service` is `7`, expected a name, or a list of names' },
    { field: 'services', value: [], problem: '`services` is a list, expected a name, or a list of names' },
    { field: 'services', value: ['a', 7], problem: '`services` is a list, expected a name, or a list of names' },
    { field: 'minutesToRestore', value: '20', problem: '`minutesToRestore` is `20`, expected a number of minutes' },
    { field: 'minutesToRestore', value: -1, problem: '`minutesToRestore` is `-1`, expected a number of minutes' },
    {
      field: 'kind',
      value: 'other',
      problem: '`kind` is `other`, expected `restore` or `availability` or `capacity` or `continuity` or `security`',
    },
    {
      field: 'validUntil',
      value: 'forever',
      problem:
        '`validUntil` is `forever`, expected a date like `2026-11-27`, or with a time and its offset like `2026-11-27T15:00:00Z`',
    },
    { field: 'performed_on', value: '2026', problem: 'unknown field `performed_on`, which is nearly `performedOn`' },
  ])('that says something else in `$field` says so: $value', ({ field, value, problem }) => {
    expect(proofOf({ ...sound, [field]: value }).problems).toEqual([problem]);
  });

  test('that misspells whose it is may be anybody’s', () => {
    expect(proofOf({ ...sound, servces: ['a'] })).toMatchObject({ services: null, problems: [expect.any(String)] });
    expect(proofOf({ ...sound, service: 7 })).toMatchObject({ services: null, problems: [expect.any(String)] });
  });

  test.each([
    { one: 'validUntil', other: 'valid-until', isNear: true },
    { one: 'validUntil', other: 'ValidUntill', isNear: true },
    { one: 'validUntil', other: 'valdUntil', isNear: true },
    { one: 'validUntil', other: 'validUntol', isNear: true },
    { one: 'performedOn', other: 'performedBy', isNear: false },
    { one: 'validUntil', other: 'vaildUntil', isNear: true },
    { one: 'kind', other: 'kinds', isNear: true },
    { one: 'kind', other: 'kidns', isNear: false },
    { one: 'by', other: 'at', isNear: false },
    { one: 'service', other: 'serviceOwner', isNear: false },
  ])('takes `$other` for `$one`: $isNear', ({ one, other, isNear }) => {
    expect(isNearly(one, other)).toBe(isNear);
    expect(isNearly(other, one)).toBe(isNear);
  });
});

describe('a document', () => {
  test.each([
    { content: null, problem: 'it is empty' },
    { content: 'passed', problem: 'it holds a string where fields belong' },
    { content: 7, problem: 'it holds a number where fields belong' },
    { content: [['a']], problem: 'it holds a list where fields belong' },
  ])('that says nothing in fields cannot be counted: $content', ({ content, problem }) => {
    expect(entriesOf({ source, content })).toEqual([{ source, problem }]);
  });

  test('with an empty list says nothing at all', () => {
    expect(entriesOf({ source, content: [] })).toEqual([]);
  });
});

const read = (content: unknown) => measurementsIn({ source, content });

describe('a measurement', () => {
  const measured = { service: 'a', objective: 'b', errorBudgetRemaining: 0.5, measuredAt: '2026-11-28T09:00:00Z' };

  test('has a share, an instant, and mostly says of what', () => {
    expect(read(measured)).toMatchObject([{ service: 'a', objective: 'b', remaining: 0.5, problems: [] }]);
    expect(read([{ ...measured, service: undefined, objective: undefined }, measured])).toMatchObject([
      { service: null, objective: null, problems: [] },
      { service: 'a' },
    ]);
    expect(read({ ...measured, errorBudgetRemaining: -12 })).toMatchObject([{ remaining: -12, problems: [] }]);
  });

  test.each([
    { errorBudgetRemaining: 1.01 },
    { errorBudgetRemaining: '0.5' },
    { errorBudgetRemaining: null },
    { measuredAt: undefined },
    { measuredAt: 1_795_860_000 },
    { service: '' },
    { objective: 7 },
    { serivce: 'a' },
    { objectives: ['b'] },
  ])('cannot be counted with %j', (parts) => {
    expect(read({ ...measured, ...parts })[0]?.problems).not.toEqual([]);
  });

  test('that cannot be read as a whole is about everything', () => {
    expect(measurementsIn({ source, problem: 'it answered 500' })).toMatchObject([
      { service: null, objective: null, remaining: null, at: null, problems: ['it answered 500'] },
    ]);
    expect(read({ ...measured, measured_at: 'x' })).toMatchObject([{ service: null }]);
  });

  test('is nothing that OpenSLO writes', () => {
    expect(read([{ apiVersion: 'openslo/v1', kind: 'SLO', metadata: { name: 'a' } }])).toEqual([]);
  });
});

const success = (data: unknown) => read({ status: 'success', data });

describe('the answer of a query', () => {
  test('measures by its samples', () => {
    const result = [
      { metric: { __name__: 'x', service: 'a', objective: 'b' }, value: [1_795_860_000.781, '-0.25'] },
      { metric: { service: '' }, value: [1_795_860_000, '1'] },
    ];

    expect(success({ resultType: 'vector', result })).toMatchObject([
      { service: 'a', objective: 'b', remaining: -0.25, at: { from: 1_795_860_000_781 }, problems: [] },
      { service: null, objective: null, remaining: 1, problems: [] },
    ]);
    expect(success({ resultType: 'vector', result: [] })).toEqual([]);
  });

  test('may be one value', () => {
    expect(success({ resultType: 'scalar', result: [1_795_860_000, '0.5'] })).toMatchObject([
      { service: null, remaining: 0.5, problems: [] },
    ]);
  });

  test.each([
    { answer: { status: 'error', error: 'parse error' }, problem: 'the query failed: `parse error`' },
    { answer: { status: 7 }, problem: 'the query failed: nothing that can be read' },
    {
      answer: { status: 'success', warnings: ['eu is down'], data: { resultType: 'vector', result: [] } },
      problem: 'the answer may lack a part: `eu is down`',
    },
    { answer: { status: 'success' }, problem: 'the answer has no `data`' },
    {
      answer: { status: 'success', data: { resultType: 'matrix', result: [] } },
      problem: 'the query gives a `matrix`, expected a vector or a scalar',
    },
    {
      answer: { status: 'success', data: { resultType: 'vector', result: 'x' } },
      problem: 'the query gives a `vector`, expected a vector or a scalar',
    },
    { answer: { status: 'success', data: { resultType: 'vector', result: [7] } }, problem: 'a sample has no `value`' },
    {
      answer: { status: 'success', data: { resultType: 'scalar', result: ['now', '0.5'] } },
      problem: 'a sample has no instant',
    },
    ...['NaN', '+Inf', '1.2', '', 'x', 0.5].map((value) => ({
      answer: { status: 'success', data: { resultType: 'scalar', result: [1_795_860_000, value] } },
      problem: expect.stringContaining('expected a share of the budget'),
    })),
  ])('tells nothing where it is $problem', ({ answer, problem }) => {
    expect(read(answer)).toMatchObject([{ problems: [problem] }]);
  });
});

const promisesIn = (content: unknown) => readPromises({ source, content });

describe('what OpenSLO promises', () => {
  const slo = {
    apiVersion: 'openslo/v1',
    kind: 'SLO',
    metadata: { name: 'availability' },
    spec: { service: 'payments-api', objectives: [{ target: 0.999 }] },
  };

  test('is each SLO by its name, and each of its objectives where it has several', () => {
    expect(promisesIn([slo, { ...slo, spec: { objectives: [{ displayName: 'p99' }, {}] } }])).toEqual({
      promises: [
        { service: 'payments-api', objective: 'availability' },
        { service: null, objective: 'availability/p99' },
        { service: null, objective: 'availability/2' },
      ],
      problems: [],
    });
  });

  test('is nothing where it is no SLO', () => {
    expect(promisesIn({ ...slo, kind: 'Service' })).toEqual({ promises: [], problems: [] });
  });

  test.each([
    { ...slo, metadata: {} },
    { ...slo, spec: null },
    { ...slo, spec: { objectives: [] } },
    { kind: 'SLO' },
    'x',
  ])('is not known where it cannot be read: %j', (content) => {
    expect(promisesIn(content)).toMatchObject({ promises: [], problems: [expect.any(String)] });
  });
});

const kept = (content: unknown) => keptContent(content)?.kept;
const answer = (data: unknown) => ({ status: 'success', stats: {}, data });

describe('what is kept of a document', () => {
  test('is what evidence is judged by, and what is nearly that', () => {
    expect(
      kept({
        performedOn: '2026-11-20',
        result: 'passed',
        services: ['a'],
        customer: 'acme',
        log: 'x'.repeat(9_999),
        validuntil: 'x',
      }),
    ).toEqual({ performedOn: '2026-11-20', result: 'passed', services: ['a'], validuntil: 'x' });
    expect(kept([{ service: 'a', secret: 1 }, 'x', ['y']])).toEqual([{ service: 'a' }, 'x', []]);
  });

  test('is no longer than it need be, and nothing that hides a value', () => {
    expect(kept({ by: 'x'.repeat(9_999), result: { a: 'passed' }, kind: [['restore']] })).toEqual({
      by: 'x'.repeat(1_000),
      result: {},
      kind: [[]],
    });
    expect(kept('x'.repeat(9_999))).toHaveLength(1_000);
    expect(kept(Array.from({ length: 2_001 }, () => ({})))).toBeUndefined();
  });

  test('is of an SLO what it promises', () => {
    const spec = { service: 'a', objectives: [{ displayName: 'p99', target: 0.9 }, 'x'], indicator: { secret: 1 } };

    expect(kept({ apiVersion: 'openslo/v1', kind: 'SLO', metadata: { name: 'b', labels: {} }, spec })).toEqual({
      apiVersion: 'openslo/v1',
      kind: 'SLO',
      metadata: { name: 'b' },
      spec: { service: 'a', objectives: [{ displayName: 'p99' }, {}] },
    });
    expect(kept({ apiVersion: 'openslo/v1', kind: 'SLO', metadata: {}, spec: {} })).toMatchObject({
      spec: { objectives: [] },
    });
  });

  test('is of the answer of a query what it measures', () => {
    const sample = { metric: { service: 'a', instance: 'host', objective: 'b' }, value: [1, '0.5', 3], histogram: {} };

    expect(kept(answer({ resultType: 'vector', result: [sample, { metric: 7 }, 'x'], stats: {} }))).toEqual({
      status: 'success',
      data: {
        resultType: 'vector',
        result: [{ metric: { service: 'a', objective: 'b' }, value: [1, '0.5'] }, { metric: {} }, 'x'],
      },
    });
    expect(kept(answer({ resultType: 'scalar', result: [1, '0.5'] }))).toMatchObject({ data: { result: [1, '0.5'] } });
    expect(kept(answer(7))).toEqual({ status: 'success' });
    expect(kept({ status: 'success', data: {}, warnings: ['a', 'b'] })).toMatchObject({ warnings: ['a'] });
    expect(kept(answer({ result: Array.from({ length: 2_001 }, () => sample) }))).toBeUndefined();
  });
});
