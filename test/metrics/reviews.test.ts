import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { DecisionRecord, OutcomeRecord } from '../../src/decision/record.ts';
import type { Metrics } from '../../src/metrics/figures.ts';
import { renderReview } from '../../src/report/post-review.ts';
import { startShop } from '../fake-github/running.ts';
import type { IssueSeed, Seed } from '../fake-github/seed.ts';
import { aDecided, aRepository, commit, filesOf, theOutcome } from './a-ledger.ts';
import { runMetrics } from './run-metrics.ts';

const sha = (letter: string): string => letter.repeat(40);
const evaluatedAt = '2026-11-20T10:00:00Z';
const policyText = `version: 1
schedule: { timezone: UTC }
emergency: { because: somebody must stand for it, approvals: { from: [peers] }, reviewWithin: 5d }
authorities: { peers: { permission: write } }
`;
const failed = aDecided({ head: sha('a'), evaluatedAt });
const ledger = [failed, theOutcome(failed, { outcome: 'failure' })];

/** The issue that the gate opens, as it writes it. */
function issueOf(
  parts: IssueSeed & { readonly kind?: 'failure' | 'rollback'; readonly head?: string } = {},
): IssueSeed {
  const { kind = 'failure', head = sha('a'), ...seed } = parts;
  const { title, body } = renderReview({
    kind,
    environment: 'production',
    base: sha('a'),
    head,
    services: [],
    by: null,
    reason: null,
    incident: null,
    passed: [],
    at: evaluatedAt,
    due: evaluatedAt,
    owner: null,
    timezone: 'UTC',
    run: { id: '7', url: null },
    record: null,
    template: '- [ ] mend the alarm\n- [x] tell the users\n',
  });
  return { title, body, labels: ['post-implementation-review'], createdAt: '2026-11-21T10:00:00Z', ...seed };
}

type Asking = {
  readonly records?: readonly (DecisionRecord | OutcomeRecord)[];
  readonly seed?: Omit<Seed, 'repositories'>;
  readonly token?: string;
  readonly flags?: readonly string[];
};

async function run(issues: readonly IssueSeed[], { records = ledger, seed = {}, token, flags = [] }: Asking = {}) {
  const { fake } = await startShop({ commits: [{ sha: sha('a') }], issues }, seed);
  const directory = aRepository(filesOf(...records));
  writeFileSync(join(directory, 'policy.yml'), policyText);
  const env = { GITHUB_TOKEN: token ?? fake.token, GITHUB_API_URL: fake.url };
  const argv = ['--policy', 'policy.yml', '--github', 'acme/shop', ...flags];
  const { code, out, errors } = await runMetrics(directory, argv, { env });
  if (code !== 0) throw new Error(errors);
  return out;
}

async function tell(issues: readonly IssueSeed[], asking: Asking = {}): Promise<Metrics> {
  return JSON.parse(await run(issues, { ...asking, flags: ['--json'] }));
}

describe('a review that there must be', () => {
  test.each([
    { what: 'its issue is open and its time ends now', createdAt: '2026-11-23T09:00:00Z', state: 'open' },
    { what: 'the time that the policy gives is over', createdAt: '2026-11-23T08:59:59Z', state: 'overdue' },
  ] as const)('is $state where $what', async ({ createdAt, state }) => {
    const { reviews, openReviews } = await tell([issueOf({ number: 12, createdAt })]);

    const dueAt = createdAt.replace('-23T', '-28T');
    expect(reviews).toEqual([expect.objectContaining({ cause: 'failure', state, issue: 12, dueAt })]);
    expect(openReviews).toEqual([
      expect.objectContaining({ issue: 12, isOverdue: state === 'overdue', dueAt, measures: 1 }),
    ]);
  });

  test('was held where its issue is closed', async () => {
    const { reviews, openReviews } = await tell([issueOf({ number: 12, state: 'closed' })]);

    expect(reviews).toEqual([expect.objectContaining({ state: 'closed', issue: 12 })]);
    expect(openReviews).toEqual([]);
  });

  test('is open as long as one of its issues is', async () => {
    const { reviews } = await tell([issueOf({ number: 12, state: 'closed' }), issueOf({ number: 13 })]);

    expect(reviews).toEqual([expect.objectContaining({ state: 'overdue', issue: 13 })]);
  });

  test('is missing where no issue is about it', async () => {
    const others = [
      issueOf({ head: sha('b') }),
      issueOf({ labels: ['incident'] }),
      issueOf({ body: 'opened by hand', number: 14 }),
    ];

    const { reviews, openReviews } = await tell(others);

    expect(reviews).toEqual([
      expect.objectContaining({ state: 'missing', issue: null, dueAt: '2026-11-25T11:00:00Z' }),
    ]);
    expect(openReviews?.map(({ issue }) => issue)).toHaveLength(2);
    expect(openReviews?.map(({ issue }) => issue)).toContain(14);
  });

  test('of a rollback is the review of what it took back', async () => {
    const declared = { lane: 'rollback', reason: 'it fails', incident: null, by: 'eve' } as const;
    const back = aDecided({ base: sha('a'), head: sha('c'), evaluatedAt, wasLiveBefore: true, declared });

    const { reviews } = await tell([issueOf({ number: 12 })], { records: [...ledger, back] });

    expect(reviews.map(({ cause, issue }) => `${cause} ${issue}`).toSorted()).toEqual(['failure 12', 'rollback 12']);
  });

  test('of another repository is not known', async () => {
    const elsewhere = aDecided({ head: sha('a'), evaluatedAt }, { repository: 'acme/web' });
    const records = [elsewhere, theOutcome(elsewhere, { outcome: 'failure' })];

    const { reviews } = await tell([issueOf()], { records });

    expect(reviews).toEqual([expect.objectContaining({ state: 'unknown', issue: null })]);
  });

  test('is read from all pages', async () => {
    const many = Array.from({ length: 230 }, (_, index) => issueOf({ head: commit(index % 90), state: 'closed' }));

    const { reviews } = await tell([...many, issueOf({ number: 900, createdAt: '2026-11-01T10:00:00Z' })]);

    expect(reviews).toEqual([expect.objectContaining({ state: 'overdue', issue: 900 })]);
  });
});

describe('reviews on a terminal', () => {
  test('stand out when they are overdue', async () => {
    const out = await run([issueOf({ number: 12, assignees: ['ann'], title: 'Look back at the failure' })]);

    expect(out).toContain('  ! 1 review is overdue.');
    expect(out).toMatch(/2026-11-26 {2}overdue {2}#12 Look back at the failure {2}ann +1/u);
  });

  test('that cannot be read are not known, and the rest is told', async () => {
    const tokens = [
      { token: 'narrow', kind: 'actions', permissions: { contents: 'read', deployments: 'read' } },
    ] as const;

    const { reviews, openReviews, unknown } = await tell([issueOf()], { seed: { tokens }, token: 'narrow' });

    expect(unknown).toEqual([expect.stringContaining('the post-implementation reviews are not known: ')]);
    expect(openReviews).toBeNull();
    expect(reviews).toEqual([expect.objectContaining({ state: 'unknown' })]);
  });
});
