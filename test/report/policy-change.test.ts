import { describe, expect, test } from 'vitest';
import { decide } from '../../src/decision/decide.ts';
import { commentMarker, renderComment } from '../../src/report/comment.ts';
import type { PolicyChange } from '../../src/report/policy-change.ts';
import { policyChangeLines, policyChangeSections } from '../../src/report/policy-change.ts';
import { comparePolicies } from '../../src/report/policy-comparison.ts';
import type { PolicyPast } from '../../src/report/policy-past.ts';
import { renderSummary } from '../../src/report/summary.ts';
import { aChange, aPolicy } from '../builders.ts';
import { blockedFriday } from './decisions.ts';
import { faultsOfComment, faultsOfMarkdown } from './structure.ts';

type Replayed = Extract<PolicyPast, { kind: 'replayed' }>;

/** Two that would be blocked, one that would pass. */
const threeFlips: Replayed['flips'] = [
  {
    from: 'approved',
    to: 'blocked',
    changes: 2,
    failed: 0,
    by: [{ code: 'schedule/stop', changes: 2 }],
    examples: [
      {
        commit: '0123456789abcdef',
        date: '2026-11-03T10:00:00Z',
        title: 'Round | [it](https://evil.example) @everyone',
        score: { before: 20, after: 40 },
        by: ['schedule/stop'],
      },
      {
        commit: 'fedcba9876543210',
        date: '2026-11-02T10:00:00Z',
        title: '',
        score: { before: 20, after: 20 },
        by: ['schedule/stop'],
      },
    ],
  },
  {
    from: 'needs-approval',
    to: 'approved',
    changes: 1,
    failed: 0,
    by: [{ code: 'approvals/second', changes: 1 }],
    examples: [],
  },
];

const marker = commentMarker('production');
const old = {
  services: { payments: { paths: ['services/payments/**'] } },
  schedule: {
    timezone: 'Europe/Berlin',
    windows: [{ id: 'office', because: 'people are there', during: { days: ['mon-fri'], from: '09:00', to: '14:00' } }],
  },
};

const noFlips: Replayed = { kind: 'replayed', from: 'records', changes: 200, leftOut: 0, flips: [], notKnown: [] };

async function compared(
  brought: object,
  parts: Parameters<typeof aChange>[0] = {},
  past: PolicyPast = noFlips,
): Promise<PolicyChange> {
  const [policy, next] = [await aPolicy(old), await aPolicy({ ...old, ...brought })];
  const facts = aChange({ evaluatedAt: '2026-11-24T10:00:00Z', ...parts });
  return comparePolicies({ policy, facts, decision: decide(policy, facts), brought: next, past });
}

function freeze(parts: object): object {
  return { schedule: { ...old.schedule, freezes: [{ id: 'stop', because: 'nobody is in', ...parts }] } };
}

describe('the policy that a change brings', () => {
  test('is told by what it would make of the change, and by what it closes', async () => {
    const change = await compared(freeze({ during: { from: '2026-11-24', to: '2026-11-25' } }));

    expect(policyChangeLines(change, 500)).toEqual([
      '- **The policy in this change** would judge it otherwise: approved → blocked; new: `schedule/stop`',
      '- **Past changes** decided again: **none of the last 200** would flip',
      '- **The schedule in this change** newly closes **10 h** in the next 13 months: ✗ **Tue, Wed 09:00–14:00**, 2 times from Tue 24 Nov 2026 to Wed 25 Nov 2026 by `stop`',
    ]);
  });

  test('is told by what it opens', async () => {
    const windows = [{ ...old.schedule.windows[0], during: { days: ['mon-fri'], from: '09:00', to: '17:00' } }];
    const change = await compared({ schedule: { ...old.schedule, windows } });

    const [effect, , schedule] = policyChangeLines(change, 500);
    expect(effect).toBe('- **The policy in this change** would say the same of it: approved, risk 0');
    expect(schedule).toMatch(
      /newly opens \*\*852 h\*\* in the next 13 months: ✓ \*\*Mon–Fri 14:00–17:00\*\*, 284 times/,
    );
  });

  test('is told by its score', async () => {
    const risk = { base: 40, factors: [] };
    const change = await compared({ risk });

    expect(policyChangeLines(change, 500)).toEqual([
      '- **The policy in this change** would judge it otherwise: risk 0 → 40',
      expect.stringContaining('**Past changes**'),
    ]);
  });

  test('is told for a service where it closes more for that one', async () => {
    const change = await compared(freeze({ services: ['payments'], during: { from: '2026-11-26', to: '2026-11-26' } }));

    expect(policyChangeLines(change, 500)[2]).toContain('newly closes **5 h** in the next 13 months for `payments`: ✗');
    expect(policyChangeSections(change, 300).map(({ title }) => title)).toEqual([
      'The schedule in this change for `payments`',
    ]);
  });

  test('is told by the past changes that it would flip, first what it would stop', async () => {
    const change = await compared({}, {}, { ...noFlips, flips: threeFlips });

    expect(policyChangeLines(change, 500)[1]).toBe(
      '- **Past changes** decided again: **3 of the last 200** would flip: ✗ 2 approved → blocked by `schedule/stop`; ✓ 1 needs approval → approved, stopped until now by `approvals/second`',
    );
  });

  test.each([
    { told: { from: 'git' as const }, says: 'decided again, as far as git knows: **none of the last 200** would flip' },
    { told: { changes: 150, leftOut: 50 }, says: 'decided again: **none of 150 of the last 200** would flip' },
  ])('says $says', async ({ told, says }) => {
    const change = await compared({}, {}, { ...noFlips, ...told });

    expect(policyChangeLines(change, 500)[1]).toBe(`- **Past changes** ${says}`);
  });

  test('lists each past change that it would flip, with what is not known', async () => {
    const policyChange = await compared({}, {}, { ...noFlips, flips: threeFlips, notKnown: ['git keeps no `labels`'] });

    const comment = renderComment(blockedFriday, {
      marker,
      previous: null,
      mode: 'enforce',
      runUrl: null,
      policyChange,
    });

    expect(faultsOfComment(comment, marker)).toEqual([]);
    expect(comment).toContain(
      '**Past changes that would flip**\n\nGit keeps no `labels`.\n\n- ✗ `0123456789ab` 2026-11-03 Round ',
    );
    expect(comment).toContain(': approved → blocked by `schedule/stop`; risk 20 → 40');
    expect(comment).toContain('- ✗ `fedcba987654` 2026-11-02: approved → blocked by `schedule/stop`\n');
  });

  test('says why past changes could not be decided again', async () => {
    const change = await compared({}, {}, { kind: 'unseen', reason: 'git took too long and was ended' });

    expect(policyChangeLines(change, 500)[1]).toBe(
      '- **Past changes** could not be decided again: git took too long and was ended',
    );
  });

  test('is told with all its mistakes', () => {
    const change: PolicyChange = {
      kind: 'broken',
      problems: [
        {
          severity: 'error',
          code: 'policy/unknown-key',
          problem: 'unknown key `untl`',
          remedy: 'did you mean `until`?',
          file: '.github/change-gate/policy.yml',
          line: 3,
          column: 5,
        },
      ],
    };

    const comment = renderComment(blockedFriday, {
      marker,
      previous: null,
      mode: 'enforce',
      runUrl: null,
      policyChange: change,
    });

    expect(faultsOfComment(comment, marker)).toEqual([]);
    expect(comment).toContain(
      '- **The policy in this change** has **1 error**: merged like this, no change could be judged',
    );
    expect(comment).toContain('`.github/change-gate/policy.yml:3:5`');
    expect(comment).toContain('⛔ Blocked for production');
  });

  test('that could not be seen says so', () => {
    const change: PolicyChange = { kind: 'unseen', reason: 'git `show` failed: @everyone' };

    const [line, ...others] = policyChangeLines(change, 500);

    expect(others).toEqual([]);
    expect(line).toContain('could not be seen, and judges nothing: git `show` failed');
    expect(line).not.toMatch(/@\w/);
    expect(policyChangeSections(change, 300)).toEqual([]);
  });

  test('stands in the comment and the summary beside the answer of the one in force', async () => {
    const policyChange = await compared(freeze({ during: { from: '2026-12-24', to: '2026-12-24' } }));

    const comment = renderComment(blockedFriday, {
      marker,
      previous: null,
      mode: 'enforce',
      runUrl: null,
      policyChange,
    });
    const summary = renderSummary(blockedFriday, { mode: 'enforce', runUrl: null, policyChange });

    for (const text of [comment, summary]) {
      expect(text).toContain('⛔ Blocked for production');
      expect(text).toContain('**The schedule in this change** newly closes **5 h**');
      expect(text).toContain('- ✗ **Thu 24 Dec 2026 09:00–14:00** (5 h) by `stop`');
    }
    expect(faultsOfComment(comment, marker)).toEqual([]);
    expect(faultsOfMarkdown(summary)).toEqual([]);
  });
});
