import { describe, expect, test } from 'vitest';
import { isUnknown } from '../../src/change/facts.ts';
import type { IssueSeed } from '../fake-github/seed.ts';
import { daysAgo, factsOf, minutesAgo, now } from './scene.ts';

const pull = { number: 7, author: 'ann', head: 'round-total' };

async function incidentsOf(issues: readonly IssueSeed[], request = {}) {
  const { incidents } = await factsOf({ issues, pulls: [pull] }, request);
  if (isUnknown(incidents)) throw new Error(incidents.unknown);
  return incidents;
}

const aForm = (service: string) =>
  `### What happens?\n\nNothing goes through.\n\n### Service\n\n${service}\n\n### Since\n\n9:00\n`;

describe('incidents', () => {
  test('are open issues with the label, and those of the last 30 days', async () => {
    const issues = [
      { number: 11, title: 'Checkout is down', labels: ['incident'], createdAt: daysAgo(200) },
      { number: 12, labels: ['Incident', 'sev1'], state: 'closed', createdAt: daysAgo(30), closedAt: daysAgo(29) },
      { number: 13, labels: ['incident'], state: 'closed', createdAt: daysAgo(30.01), closedAt: daysAgo(29) },
      { number: 14, labels: ['bug'] },
    ] as const;

    expect(await incidentsOf(issues)).toEqual([
      {
        number: 11,
        title: 'Checkout is down',
        openedAt: daysAgo(200),
        closedAt: null,
        services: null,
        kind: 'incident',
      },
      expect.objectContaining({ number: 12, closedAt: daysAgo(29), kind: 'incident' }),
    ]);
  });

  test('stand beside open known problems; what is both is an incident', async () => {
    const issues = [
      { number: 11, labels: ['known-problem'] },
      { number: 12, labels: ['known-problem'], state: 'closed' },
      { number: 13, labels: ['known-problem', 'incident'] },
    ] as const;

    expect(await incidentsOf(issues)).toMatchObject([
      { number: 11, kind: 'problem' },
      { number: 13, kind: 'incident' },
    ]);
  });

  test('have the labels that the policy gives them', async () => {
    const rule = { label: 'outage', problemLabel: 'problem', serviceLabel: '[*]', serviceField: 'Component' };
    const issues = [
      { number: 11, labels: ['outage', '[shop]', 'service:bank'] },
      { number: 12, labels: ['problem'], body: '### Component\n\nbank' },
      { number: 13, labels: ['incident'] },
    ];

    expect(await incidentsOf(issues, { incidents: { rule, evaluatedAt: now } })).toMatchObject([
      { number: 11, services: ['shop'] },
      { number: 12, services: ['bank'], kind: 'problem' },
    ]);
  });

  test.each([
    { by: 'a label', issue: { labels: ['incident', 'service:payments-api'] }, services: ['payments-api'] },
    { by: 'several labels', issue: { labels: ['incident', 'service:a', 'service:b'] }, services: ['a', 'b'] },
    { by: 'a field of a form', issue: { body: aForm('payments-api') }, services: ['payments-api'] },
    { by: 'a field with several values', issue: { body: aForm('a, b') }, services: ['a', 'b'] },
    { by: 'a field with a list', issue: { body: aForm('- `a`\n- b') }, services: ['a', 'b'] },
    { by: 'a label before a field', issue: { labels: ['incident', 'service:a'], body: aForm('b') }, services: ['a'] },
    { by: 'no field that was left empty', issue: { body: aForm('_No response_') }, services: null },
    { by: 'no field in a comment that nobody sees', issue: { body: `<!-- ${aForm('a')} -->` }, services: null },
    { by: 'nothing', issue: { body: 'It is slow.' }, services: null },
    { by: 'no label without a name', issue: { labels: ['incident', 'service:'] }, services: null },
  ])('name their service by $by', async ({ issue, services }) => {
    expect(await incidentsOf([{ number: 11, labels: ['incident'], ...issue }])).toMatchObject([{ services }]);
  });

  test('are read to the last page, without pull requests that have the label', async () => {
    const issues = Array.from({ length: 101 }, () => ({ labels: ['incident'], createdAt: minutesAgo(5) }));

    const { incidents } = await factsOf({ issues, pulls: [{ ...pull, labels: ['incident'] }] });

    expect(incidents).toHaveLength(101);
  });

  test('of long ago are not read further than 30 days back', async () => {
    const issues = Array.from({ length: 250 }, (_, index) => ({
      labels: ['incident'],
      state: 'closed' as const,
      createdAt: daysAgo(index),
    }));

    expect(await incidentsOf(issues)).toHaveLength(31);
  });

  test.each([
    {
      token: 'no list at all',
      issues: [],
      permissions: { contents: 'read', deployments: 'read' } as const,
      unknown:
        'GitHub answered 403 to reading the open incidents; the token lacks the permission `issues: read` or `pull-requests: read`',
    },
    {
      token: 'pull requests alone',
      issues: [{ labels: ['incident'] }],
      permissions: { contents: 'read', 'pull-requests': 'read' } as const,
      unknown: 'GitHub answered FORBIDDEN to reading the open incidents; the token lacks the permission `issues: read`',
    },
  ])('are unknown to a token that may read $token', async ({ issues, permissions, unknown }) => {
    const { incidents } = await factsOf({ issues }, {}, { tokens: [{ token: 'weak', permissions }] });

    expect(incidents).toEqual({ unknown });
  });
});

describe('the issues that a pull request closes', () => {
  const issues = [
    { number: 11, labels: ['incident'] },
    { number: 12, labels: ['incident'] },
  ];

  test('are those of its repository that GitHub reads out of its text', async () => {
    const body = 'Fixes #12, closes acme/bank#3. See #11.';
    const bank = { fullName: 'acme/bank', issues: [{ number: 3 }] };

    const { closes } = await factsOf({ issues, pulls: [{ ...pull, body }] }, {}, { others: [bank] });

    expect(closes).toEqual([{ pull: 7, issues: [12] }]);
  });

  test('are read to the last page', async () => {
    const many = Array.from({ length: 101 }, (_, index) => ({ number: index + 11 }));
    const body = many.map(({ number }) => `Fixes #${number}`).join('\n');

    const { closes } = await factsOf({ issues: many, pulls: [{ ...pull, body }] });

    expect(closes).toEqual([{ pull: 7, issues: many.map(({ number }) => number) }]);
  });

  test('are unknown to a token that may not read issues', async () => {
    const permissions = { contents: 'read', 'pull-requests': 'read' } as const;
    const weak = { tokens: [{ token: 'weak', permissions }] };

    const { closes } = await factsOf({ issues, pulls: [{ ...pull, body: 'Fixes #12' }] }, {}, weak);

    expect(closes).toEqual({
      unknown:
        'GitHub answered FORBIDDEN to reading the issues that pull request #7 closes; the token lacks the permission `issues: read`',
    });
  });
});

describe('post-implementation reviews', () => {
  const label = 'post-implementation-review';

  test('are open issues with the label, oldest first, with their owner and what is still to be done', async () => {
    const body =
      '## Measures\n\n- [x] Page the right team\n- [ ] Alert on the queue (@bob)\n1. [ ] Try the restore\n```\n- [ ] code\n```';
    const issues = [
      { number: 12, title: 'Look back', labels: [label], createdAt: daysAgo(2), body, assignees: ['bob', 'cid'] },
      { number: 11, labels: [label], createdAt: daysAgo(4) },
      { number: 13, labels: [label], state: 'closed' },
    ] as const;

    const { reviews } = await factsOf({ issues });

    expect(reviews).toEqual([
      { number: 11, title: 'Issue 11', openedAt: daysAgo(4), owner: null, measures: [] },
      {
        number: 12,
        title: 'Look back',
        openedAt: daysAgo(2),
        owner: 'bob',
        measures: ['Alert on the queue (@bob)', 'Try the restore'],
      },
    ]);
  });

  test('are read to the last page', async () => {
    const issues = Array.from({ length: 101 }, () => ({ labels: [label] }));

    const { reviews } = await factsOf({ issues });

    expect(reviews).toHaveLength(101);
  });

  test('are unknown where issues cannot be read', async () => {
    const permissions = { contents: 'read', deployments: 'read' } as const;

    const { reviews } = await factsOf({}, {}, { tokens: [{ token: 'weak', permissions }] });

    expect(isUnknown(reviews)).toBe(true);
  });
});
