import { describe, expect, test } from 'vitest';
import type { Problem } from '../../src/errors.ts';
import { renderNotJudged, renderPolicyProblems } from '../../src/report/not-judged.ts';
import { renderProblems } from '../../src/report/problems.ts';
import { commentMarker } from '../../src/report/comment.ts';
import { hostileText } from './decisions.ts';
import { faultsOfComment, faultsOfMarkdown } from './structure.ts';

const marker = commentMarker('production');
const runUrl = 'https://github.com/acme/shop/actions/runs/123';

function aProblem(parts: Partial<Problem> = {}): Problem {
  return {
    file: 'policies/prod.yml',
    line: 14,
    column: 9,
    severity: 'error',
    code: 'policy/unknown-key',
    problem: 'unknown key `unti` in `schedule.freezes[0].during`',
    remedy: 'did you mean `to`?',
    ...parts,
  };
}

const several = [
  aProblem({ file: 'policies/risk.yml', line: 3, column: 1, severity: 'warning', remedy: null, problem: 'old date' }),
  aProblem(),
  aProblem({ line: 2, column: 11, problem: '`version` is `2`, expected `1`', remedy: null }),
];

describe('problems in a terminal', () => {
  test('stand in the order of their places, remedies below', () => {
    expect(renderProblems(several, { color: 'none' })).toBe(
      [
        'policies/prod.yml:2:11  `version` is `2`, expected `1`',
        'policies/prod.yml:14:9  unknown key `unti` in `schedule.freezes[0].during`',
        '                        did you mean `to`?',
        'policies/risk.yml:3:1   warning: old date',
        '',
      ].join('\n'),
    );
  });

  test('show the line that is meant', () => {
    const text = `${'\n'.repeat(13)}        unti: 1\n`;

    expect(renderProblems([aProblem()], { color: 'none', textOf: () => text })).toBe(
      [
        'policies/prod.yml:14:9  unknown key `unti` in `schedule.freezes[0].during`',
        '                                unti: 1',
        '                                ^',
        '                        did you mean `to`?',
        '',
      ].join('\n'),
    );
  });

  test.each([
    { what: 'no text', textOf: () => null },
    { what: 'a text that is too short', textOf: () => 'one line' },
    { what: 'an empty line', textOf: () => '\n'.repeat(20) },
  ])('show no line of $what', ({ textOf }) => {
    expect(renderProblems([aProblem()], { color: 'none', textOf }).split('\n')).toHaveLength(3);
  });

  test('show a long line around the place', () => {
    const text = `${'x'.repeat(5_000)}HERE${'y'.repeat(5_000)}`;

    const lines = renderProblems([aProblem({ line: 1, column: 5_001 })], { color: 'none', textOf: () => text }).split(
      '\n',
    );

    const column = lines[2]?.indexOf('^') ?? -1;
    expect(lines[1]?.slice(column, column + 4)).toBe('HERE');
    expect(lines[1]?.length).toBeLessThan(150);
  });

  test('are nothing if there are none', () => {
    expect(renderProblems([], { color: 'none' })).toBe('');
  });

  test('control nothing', () => {
    const hostile = aProblem({ file: hostileText, problem: hostileText, remedy: hostileText });

    const text = renderProblems([hostile], { color: 'none', textOf: () => `${'\n'.repeat(13)}${hostileText}` });

    expect(text.replaceAll('\n', '')).not.toMatch(/\p{Cc}|\p{Bidi_Control}/u);
  });

  test('are coloured on demand', () => {
    expect(renderProblems(several, { color: 'ansi' })).toContain('\u001B[31mpolicies/prod.yml:2:11');
  });
});

describe('a change that could not be judged', () => {
  test('has a comment that says what is wrong, where, and what to do', async () => {
    const comment = renderPolicyProblems(several, { marker, runUrl });

    await expect(comment).toMatchFileSnapshot('goldens/comment-policy-problems.md');
  });

  test('has a comment for every other error', async () => {
    const failure = {
      problem: 'GitHub refused `GET /repos/acme/shop/deployments` (403)',
      remedy: 'give the job `permissions: deployments: read`',
      problems: [],
    };

    await expect(renderNotJudged(failure, { marker, runUrl })).toMatchFileSnapshot('goldens/comment-not-judged.md');
  });

  test('has a summary without a marker', () => {
    expect(renderPolicyProblems(several, { marker: null, runUrl: null })).toMatch(/^### ⚠️ Not judged/u);
  });

  test('has a comment that keeps its structure and limits', () => {
    const problems = Array.from({ length: 2_000 }, () =>
      aProblem({ file: hostileText, problem: hostileText.repeat(10), remedy: hostileText }),
    );

    const comment = renderNotJudged({ problem: hostileText, remedy: hostileText, problems }, { marker, runUrl });

    expect(comment.length).toBeLessThanOrEqual(65_536);
    expect(faultsOfMarkdown(comment)).toEqual([]);
    expect(faultsOfComment(comment, marker).filter((fault) => !fault.startsWith('details'))).toEqual([]);
  });
});
