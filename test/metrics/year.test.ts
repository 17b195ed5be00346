import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Ajv } from 'ajv';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Metrics } from '../../src/metrics/figures.ts';
import { aucOf, reckoned } from './by-hand.ts';
import { branchOf } from './ledger-branch.ts';
import type { Organisation } from './organisation.ts';
import { anOrganisation, now } from './organisation.ts';
import { runMetrics } from './run-metrics.ts';

const directory = mkdtempSync(join(tmpdir(), 'change-gate-year-'));
let org: Organisation;

beforeAll(async () => {
  org = await anOrganisation();
  execFileSync('git', ['init', '-q', '-b', 'main', directory]);
  branchOf(directory, org.files);
  writeFileSync(join(directory, 'policy.yml'), org.policyText);
  writeFileSync(join(directory, 'deployments.json'), JSON.stringify(org.deployments));
}, 300_000);

afterAll(() => rmSync(directory, { recursive: true, force: true }));

async function tell(...argv: readonly string[]): Promise<unknown> {
  const { code, out, errors } = await runMetrics(
    directory,
    ['--policy', 'policy.yml', '--deployments', 'deployments.json', '--json', ...argv],
    { now: org.now },
  );
  if (code !== 0) throw new Error(errors);
  return JSON.parse(out);
}

/** Numbers to nine decimals, and lists whose order is not the question sorted. */
function plain(value: unknown): unknown {
  return JSON.parse(
    JSON.stringify(value, (_key, part: unknown) => (typeof part === 'number' ? Math.round(part * 1e9) / 1e9 : part)),
  );
}

function sorted(list: readonly object[]): readonly unknown[] {
  return list.map((each) => JSON.stringify(plain(each))).toSorted();
}

/** Words beside the numbers. */
function without(value: object, key: string): object {
  return Object.fromEntries(Object.entries(value).filter(([name]) => name !== key));
}

const midnight = '2025-11-30T23:00:00Z';
const whole = { from: midnight, to: now, environment: 'production', service: null };
const questions = [
  { what: 'a year', argv: [], asked: whole },
  {
    what: 'the time before the first record too',
    argv: ['--from', '2025-11-20'],
    asked: { ...whole, from: '2025-11-19T23:00:00Z' },
  },
  { what: 'the last 90 days', argv: ['--last', '90d'], asked: { ...whole, from: '2026-08-30T09:00:00Z' } },
  {
    what: 'a summer',
    argv: ['--from', '2026-06-01', '--to', '2026-08-31'],
    asked: { ...whole, from: '2026-05-31T22:00:00Z', to: '2026-08-31T22:00:00Z' },
  },
  { what: 'one service', argv: ['--service', 'ledger'], asked: { ...whole, service: 'ledger' } },
  { what: 'another environment', argv: ['--environment', 'staging'], asked: { ...whole, environment: 'staging' } },
] as const;

const withoutInterval = ({ auc: estimate, ...rest }: Metrics['score']['drift']['earlier']) => ({
  ...rest,
  auc: estimate?.value ?? null,
});

describe.each(questions)('the metrics of $what', ({ argv, asked }) => {
  let document: unknown;
  let metrics: Metrics;
  let expected: ReturnType<typeof reckoned>;

  beforeAll(async () => {
    document = await tell(...argv);
    metrics = JSON.parse(JSON.stringify(document));
    expected = reckoned(org, { ...asked, from: Date.parse(asked.from), to: Date.parse(asked.to) });
  });

  test('fit their published schema', () => {
    const schema = JSON.parse(readFileSync(new URL('../../schemas/metrics.schema.json', import.meta.url), 'utf8'));
    const validate = new Ajv({ strict: false, allErrors: true }).compile(schema);

    expect(validate(document), JSON.stringify(validate.errors)).toBe(true);
  });

  test('are of the time that is asked about', () => {
    expect(metrics.period).toEqual({ from: asked.from, to: asked.to, timezone: 'Europe/Berlin' });
    expect(metrics.judged).toEqual(expected.judged);
  });

  test.each(['overall', 'cancelled', 'withoutOutcome'] as const)('tell success: %s', (name) => {
    expect(plain(metrics.success[name])).toEqual(plain(expected.success[name]));
  });

  test.each(['models', 'services', 'riskLevels', 'weekdays', 'repositories'] as const)('tell success by %s', (name) => {
    expect(sorted(metrics.success[name])).toEqual(sorted(expected.success[name]));
  });

  test.each(['deploymentFrequency', 'leadTime', 'changeFailRate', 'recoveryTime'] as const)(
    'tell the DORA key %s',
    (name) => {
      expect(plain(without(metrics.dora[name], 'definition'))).toEqual(plain(expected.dora[name]));
    },
  );

  test('tell each week', () => {
    expect(metrics.trend).toEqual(expected.trend);
  });

  test('tell how good the score was', () => {
    const { auc, levels, drift, ...counts } = metrics.score;
    const { drift: halves, ...whole } = expected.score;

    expect(plain({ ...counts, auc: auc?.value ?? null, levels })).toEqual(plain(whole));
    expect(plain({ earlier: withoutInterval(drift.earlier), later: withoutInterval(drift.later) })).toEqual(
      plain(halves),
    );
    const { earlier, later } = halves;
    const change = earlier.auc === null || later.auc === null ? null : later.auc - earlier.auc;
    expect(plain(drift.change?.value ?? null)).toEqual(plain(change));
  });

  test('tell the health of standard changes', () => {
    expect(plain(metrics.standardChanges)).toEqual(plain(expected.standardChanges));
  });

  test('name every review that must be', () => {
    const named = metrics.reviews.map(
      ({ dueAt, cause, decisionId, head }) => `${dueAt} ${cause} ${decisionId ?? `none ${head}`}`,
    );

    expect(named.toSorted()).toEqual(expected.reviews);
    expect(metrics.reviews.map(({ dueAt }) => dueAt)).toEqual(metrics.reviews.map(({ dueAt }) => dueAt).toSorted());
  });

  test('tell what waited, and for what', () => {
    expect(plain(without(metrics.waiting, 'findings'))).toEqual(plain(without(expected.waiting, 'findings')));
    expect(sorted(metrics.waiting.findings)).toEqual(sorted(expected.waiting.findings));
  });

  test('tell what went past the usual way', () => {
    const { emergencies, rollbacks, exceptions, lifted } = metrics.exceptional;

    expect(emergencies.map(({ outcome, went, head }) => `${outcome} ${went} ${head}`).toSorted()).toEqual(
      expected.exceptional.emergencies,
    );
    expect({ rollbacks, exceptions, lifted: sorted(lifted) }).toEqual({
      rollbacks: expected.exceptional.rollbacks,
      exceptions: expected.exceptional.exceptions,
      lifted: sorted(expected.exceptional.lifted),
    });
  });

  test('list the changes that went past the gate', () => {
    const { changes, againstAnswer, ...counts } = metrics.unauthorised;
    const { changes: all, againstAnswer: against, ...expectedCounts } = expected.unauthorised;

    expect(counts).toEqual(expectedCounts);
    expect(changes.map(({ at, head, by, went, why }) => `${at} ${head} ${by} ${went} ${why}`).toSorted()).toEqual(all);
    expect(againstAnswer.map(({ decisionId, outcome, mode }) => `${decisionId} ${outcome} ${mode}`).toSorted()).toEqual(
      against,
    );
  });

  test('tell of conflicts', () => {
    expect(metrics.conflicts).toEqual(expected.conflicts);
  });
});

describe('the year', () => {
  test('is read with all that lies about in a ledger counted and named', async () => {
    const { ledger }: Metrics = JSON.parse(JSON.stringify(await tell()));
    const expected = reckoned(org, { ...whole, from: 0, to: Date.parse(now) });

    expect(ledger).toMatchObject({
      decisions: expected.decisions,
      outcomes: expected.outcomes,
      repeated: org.repeated,
      afterNow: org.afterNow,
      leftOut: 0,
    });
    expect(ledger.broken.map(({ path }) => path).toSorted()).toEqual(org.broken.toSorted());
  });

  test('holds all that is counted', async () => {
    const { success, standardChanges, exceptional, conflicts, waiting, unauthorised, dora }: Metrics = JSON.parse(
      JSON.stringify(await tell('--from', '2025-11-20')),
    );

    expect(success.overall.failed).toBeGreaterThan(50);
    expect(success.models.map(({ changeType }) => changeType)).toEqual(
      expect.arrayContaining(['standard', 'normal', 'emergency', 'rollback', 'unknown']),
    );
    expect(standardChanges.some(({ suspendedChanges }) => suspendedChanges > 0)).toBe(true);
    expect(exceptional.exceptions).not.toEqual([]);
    expect(exceptional.lifted).not.toEqual([]);
    expect(conflicts.held).toBeGreaterThan(0);
    expect(waiting.findings.length).toBeGreaterThan(6);
    expect(unauthorised).toMatchObject({ beforeLedger: 3 });
    expect(new Set(unauthorised.changes.map(({ why }) => why)).size).toBe(2);
    expect(success.cancelled).toBeGreaterThan(0);
    expect(dora.leadTime.notMeasured).toBeGreaterThan(0);
  });

  test('give the AUC an interval like that of its known standard error', async () => {
    const expected = reckoned(org, { ...whole, from: Date.parse(whole.from), to: Date.parse(whole.to) });
    const metrics: Metrics = JSON.parse(JSON.stringify(await tell()));
    const scored = expected.ends.filter(({ last }) => last !== null && last.lane !== 'rollback');
    const bad = scored.filter(({ words }) => words.some(({ word }) => word !== 'success')).length;
    const auc = aucOf(scored) ?? 0;
    // Hanley and McNeil 1982.
    const [q1, q2] = [auc / (2 - auc), (2 * auc ** 2) / (1 + auc)];
    const fine = scored.length - bad;
    const variance = (auc * (1 - auc) + (bad - 1) * (q1 - auc ** 2) + (fine - 1) * (q2 - auc ** 2)) / (bad * fine);

    expect(metrics.score.auc?.low).toBeCloseTo(auc - 1.96 * Math.sqrt(variance), 1);
    expect(metrics.score.auc?.high).toBeCloseTo(auc + 1.96 * Math.sqrt(variance), 1);
  });
});
