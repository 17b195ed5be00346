import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { finding } from '../../src/finding/finding.ts';
import type { CommentContext } from '../../src/report/comment.ts';
import { commentMarker, isSameAnswer, renderComment } from '../../src/report/comment.ts';
import { anyText, decisionWith } from './arbitrary.ts';
import * as decisions from './decisions.ts';
import { faultsOfComment } from './structure.ts';

const { aDecision, blockedFriday, needsApproval } = decisions;
const marker = commentMarker('production');

const context: CommentContext = {
  marker,
  previous: null,
  mode: 'enforce',
  runUrl: 'https://github.com/acme/shop/actions/runs/123',
  sourceUrl: (source) =>
    source.startsWith('.github/') && /^[\w./-]+:\d+$/u.test(source)
      ? `https://github.com/acme/shop/blob/main/${source.replace(/:(\d+)$/u, '#L$1')}`
      : null,
};

const scenes = [
  { name: 'approved-low-risk', decision: decisions.approvedLowRisk },
  { name: 'blocked-friday', decision: blockedFriday },
  { name: 'needs-approval', decision: needsApproval, previous: blockedFriday },
  { name: 'emergency', decision: decisions.emergency },
  { name: 'rollback', decision: decisions.rollbackLane },
  { name: 'conflict', decision: decisions.conflictOfCritical },
  { name: 'everything-unknown', decision: decisions.everythingUnknown },
  { name: 'hostile', decision: decisions.hostile },
];

function foldOf(comment: string): readonly string[] {
  const lines = comment.split('\n');
  return lines
    .slice(
      1,
      lines.findIndex((line) => line.startsWith('<details>')),
    )
    .filter((line) => line !== '');
}

describe('the comment', () => {
  test.each(scenes)('reads well: $name', async ({ name, decision, previous }) => {
    const comment = renderComment(decision, { ...context, previous: previous ?? null });

    expect(faultsOfComment(comment, marker)).toEqual([]);
    await expect(comment).toMatchFileSnapshot(`goldens/comment-${name}.md`);
  });

  test.each(scenes)('answers in a dozen lines before the fold: $name', ({ decision, previous }) => {
    const fold = foldOf(renderComment(decision, { ...context, previous: previous ?? null }));

    expect(fold.filter((line) => line !== '```').length).toBeLessThanOrEqual(14);
  });

  test('says in advice that nothing is stopped', async () => {
    const comment = renderComment(blockedFriday, { ...context, mode: 'advise', notes: ['the token may not comment'] });

    await expect(comment).toMatchFileSnapshot('goldens/comment-advise.md');
  });

  test('links nothing where it does not know where', () => {
    const { sourceUrl: _sourceUrl, ...unlinked } = context;

    expect(renderComment(blockedFriday, { ...unlinked, runUrl: null })).not.toContain('](');
  });

  test('gives no line to copy where the commit is not known', () => {
    expect(renderComment({ ...needsApproval, head: null }, context)).not.toContain('/change-gate approve');
  });

  test('gives no line to copy where nobody has to approve', () => {
    expect(renderComment(blockedFriday, context)).not.toContain('/change-gate approve');
  });

  test('keeps its structure whatever stands in the texts', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        expect(faultsOfComment(renderComment(decisionWith(text), context), marker)).toEqual([]);
      }),
      { numRuns: 300 },
    );
  });

  test('keeps its structure whatever stands in its time zone and instants', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const schedule = { ...blockedFriday.schedule, timezone: text, nextOpening: text };
        const unblock = [{ action: text, codes: [text], at: text, by: [] }];

        const comment = renderComment({ ...blockedFriday, schedule, unblock, evaluatedAt: text }, context);

        expect(faultsOfComment(comment, marker)).toEqual([]);
      }),
    );
  });
});

describe('a comment on more than GitHub takes', () => {
  const many = Array.from({ length: 5_000 }, (_, index) =>
    finding({
      code: `evidence/check-${index}`,
      effect: 'block',
      rule: `check-${index}`,
      source: `policies/evidence.yml:${index}`,
      problem: `the check ${index} did not run`,
      remedy: 'run it',
    }),
  );

  test('drops rows from the bottom and counts them', () => {
    const comment = renderComment(aDecision({ outcome: 'blocked', findings: many }), context);

    expect(faultsOfComment(comment, marker)).toEqual([]);
    expect(comment.length).toBeGreaterThan(60_000);
    const shown = comment.match(/^\| ⛔ block/gmu)?.length ?? 0;
    expect(comment).toContain(`…and 4,${5_001 - shown - 4_000} more rows, left out for room.`);
  });

  test.each(['a', '@', '<', '`', '\u202E', '👍', '\n', '`a` ', '|', '\\'])('cuts long texts of %j', (character) => {
    const comment = renderComment(decisionWith(character.repeat(60_000)), context);

    expect(faultsOfComment(comment, marker)).toEqual([]);
  });
});

function sinceLine(now: Parameters<typeof renderComment>[0], previous: CommentContext['previous']): string {
  const comment = renderComment(now, { ...context, previous });
  return comment.split('\n').find((line) => line.startsWith('- **Since last time**')) ?? '';
}

describe('what changed since the last comment', () => {
  test('is the answer, the score with its factors, and the findings', () => {
    expect(sinceLine(needsApproval, blockedFriday)).toBe(
      '- **Since last time** blocked → needs approval; risk 42 → 79 (`author-new-to-area` +15, `reverted-before` +12, `many-developers` +10); new: `approvals/sre-signs`, `approvals/payments-owner`, `rollback/plan-weak`; settled: `schedule/no-friday`',
    );
  });

  test('is not told when nothing did', () => {
    expect(sinceLine(needsApproval, needsApproval)).toBe('');
  });

  test('is not told the first time', () => {
    expect(sinceLine(needsApproval, null)).toBe('');
  });
});

describe('two comments', () => {
  const comment = renderComment(blockedFriday, context);

  test('say the same an hour later, from another run', () => {
    const later = { ...blockedFriday, evaluatedAt: '2026-11-27T15:07:00Z', factsDigest: `sha256:${'00ff'.repeat(16)}` };

    const other = renderComment(later, { ...context, runUrl: 'https://github.com/acme/shop/actions/runs/124' });

    expect(other).not.toBe(comment);
    expect(isSameAnswer(comment, other)).toBe(true);
  });

  test.each([
    { what: 'score', decision: { ...blockedFriday, risk: { ...blockedFriday.risk, score: 43 } } },
    { what: 'commit', decision: { ...blockedFriday, head: 'a'.repeat(40) } },
    { what: 'answer', decision: { ...blockedFriday, outcome: 'approved' as const } },
  ])('do not say the same of another $what', ({ decision }) => {
    expect(isSameAnswer(comment, renderComment(decision, context))).toBe(false);
  });
});

describe('the marker of a comment', () => {
  test('is one HTML comment whatever the environment is called', () => {
    fc.assert(
      fc.property(anyText, (environment) => {
        expect(commentMarker(environment)).toMatch(/^<!-- change-gate [^-<>\s]* -->$/u);
      }),
    );
  });

  test('differs where the environment does', () => {
    const names = ['prod-eu', 'prod/eu', 'prod eu', 'prod', 'Prod', 'prod--eu'];

    expect(new Set(names.map(commentMarker)).size).toBe(names.length);
  });
});
