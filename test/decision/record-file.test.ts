import { describe, expect, test } from 'vitest';
import { digestOf } from '../../src/decision/digest.ts';
import { nameOfPlace, parseRecordPath, policyFile, policyPath, recordFile } from '../../src/decision/record-file.ts';
import { aDecision, anOutcome } from './a-record.ts';

describe('the file of a record', () => {
  test('stands in the folder of its month, and tells day, time, kind, environment and head', async () => {
    const { record } = await aDecision();

    expect(recordFile(record).path).toBe(`2026/11/24-100000-decision-production-111111111111-${record.id}.json`);
  });

  test('of an outcome stands under the time of the outcome', () => {
    const record = anOutcome({ at: '2026-12-01T00:30:00+02:00' });

    expect(recordFile(record).path).toBe(`2026/11/30-223000-outcome-production-111111111111-${record.id}.json`);
  });

  test('is JSON that ends with a line', async () => {
    const { record } = await aDecision();
    const { text } = recordFile(record);

    expect(JSON.parse(text)).toEqual(record);
    expect(text.endsWith('}\n')).toBe(true);
  });

  test.each([
    { environment: '../../main', name: 'main-111111111111' },
    { environment: 'Prod/EU west', name: 'prod-eu-west-111111111111' },
    { environment: '本番', name: 'unknown-111111111111' },
    { environment: `a${'-'.repeat(80)}b`, name: 'a-b-111111111111' },
    { environment: 'x'.repeat(80), name: `${'x'.repeat(40)}-111111111111` },
  ])('for the environment $environment is named $name', async ({ environment, name }) => {
    const { record } = await aDecision({ environment });
    const { path } = recordFile(record);

    expect(path).toContain(`-decision-${name}-`);
    expect(parseRecordPath(path)).toEqual({ path, kind: 'decision', place: name, id: record.id });
  });

  test('is one in the folder of a repository too', () => {
    const record = anOutcome();
    const path = `acme/shop/${recordFile(record).path}`;

    expect(parseRecordPath(path)).toMatchObject({ path, kind: 'outcome', id: record.id });
    expect(parseRecordPath(`acme/${recordFile(record).path}`)).toBeNull();
  });

  test('without a known head says so', () => {
    expect(nameOfPlace({ environment: 'production', head: null })).toBe('production-unknown');
  });

  test.each([
    'README.md',
    'policies/1.json',
    '2026/11/notes.json',
    '2026/11/24-100000-other-x-y-00000000000000000000.json',
  ])('is not %s', (path) => {
    expect(parseRecordPath(path)).toBeNull();
  });
});

describe('the file of a policy', () => {
  test('is named by its digest, and gives it back', async () => {
    const { policy, record } = await aDecision();
    const { path, text } = policyFile(policy);

    expect(path).toBe(policyPath(record.policy));
    expect(path).toMatch(/^policies\/[0-9a-f]{64}\.json$/);
    expect(digestOf(JSON.parse(text))).toBe(record.policy);
  });
});
