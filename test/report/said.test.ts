import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { finding } from '../../src/finding/finding.ts';
import { commentMarker, isSameAnswer, renderComment } from '../../src/report/comment.ts';
import { saidIn, saidLine } from '../../src/report/said.ts';
import { sinceInWords } from '../../src/report/since-words.ts';
import { anyText, decisionWith } from './arbitrary.ts';
import { aDecision, blockedFriday, hostile, needsApproval } from './decisions.ts';

const context = { marker: commentMarker('production'), mode: 'enforce', runUrl: null } as const;

function lineWith(value: unknown): string {
  return `<!-- said ${Buffer.from(JSON.stringify(value)).toString('base64url')} -->`;
}

describe('what a comment said', () => {
  test.each([
    { name: 'blocked', decision: blockedFriday },
    { name: 'needs approval', decision: needsApproval },
    { name: 'hostile', decision: hostile },
  ])('is known from it again: $name', ({ decision }) => {
    const comment = renderComment(decision, { ...context, previous: null, said: saidLine(decision) });
    const before = saidIn(comment);

    expect(before).toMatchObject({ outcome: decision.outcome, risk: { score: decision.risk.score } });
    expect(before && sinceInWords(before, decision)).toBeNull();
    expect(before && sinceInWords(before, blockedFriday)).toEqual(sinceInWords(decision, blockedFriday));
  });

  test('is no other answer for having been told', () => {
    const said = saidLine(needsApproval);
    const changed = renderComment(needsApproval, { ...context, previous: blockedFriday, said });
    const unchanged = renderComment(needsApproval, { ...context, previous: saidIn(changed), said });

    expect(changed).toContain('Since last time');
    expect(unchanged).not.toContain('Since last time');
    expect(isSameAnswer(changed, unchanged)).toBe(true);
  });

  test('ends no comment, whatever stands in the texts', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        expect(saidLine(decisionWith(text))).toMatch(/^(?:<!-- said [\w-]+ -->)?$/u);
      }),
    );
  });

  test('is not kept where it is too much', () => {
    const findings = Array.from({ length: 500 }, (_, index) =>
      finding({ code: `evidence/check-${index}`, effect: 'block', rule: `check-${index}`, problem: 'it did not run' }),
    );

    expect(saidLine(aDecision({ findings }))).toBe('');
  });

  test.each([
    { what: 'that has no such line', comment: 'hello' },
    { what: 'with something else in it', comment: '<!-- said e30 -->' },
    { what: 'with half of it', comment: '<!-- said W3siYSI6 -->' },
    { what: 'with a word that is no answer', comment: lineWith(['lgtm', 0, [], []]) },
    { what: 'with a score that is none', comment: lineWith(['approved', 'low', [], []]) },
  ])('is not known from one $what', ({ comment }) => {
    expect(saidIn(comment)).toBeNull();
  });

  test('leaves out what has another shape', () => {
    const line = lineWith([
      'blocked',
      5,
      [['size', '9'], 7, ['age', 3]],
      [['a/b', 1, 'block'], ['c/d', 'd', 'note'], null],
    ]);

    expect(saidIn(line)).toEqual({
      outcome: 'blocked',
      risk: { score: 5, contributions: [{ factor: 'age', points: 3 }] },
      findings: [{ code: 'a/b', rule: null, effect: 'block' }],
    });
  });
});
