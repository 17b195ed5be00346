import { describe, expect, test } from 'vitest';
import type { Problem } from '../../src/errors.ts';
import { finding } from '../../src/finding/finding.ts';
import { annotationsOf, annotationsOfProblems, renderAnnotation } from '../../src/report/annotations.ts';
import { aDecision, blockedFriday, needsApproval } from './decisions.ts';

const isInRepository = (file: string): boolean => file.startsWith('.github/');

function aProblem(parts: Partial<Problem> = {}): Problem {
  return {
    file: '.github/change-gate/schedule.yml',
    line: 14,
    column: 9,
    severity: 'error',
    code: 'policy/unknown-key',
    problem: 'unknown key `unti` in `schedule.freezes[0].during`',
    remedy: 'did you mean `to`?',
    ...parts,
  };
}

describe('the annotations of a decision', () => {
  test('stand beside the rule', () => {
    expect(annotationsOf({ decision: blockedFriday, isInRepository })).toEqual([
      {
        level: 'error',
        title: 'change-gate schedule/no-friday',
        message:
          'the freeze `no-friday` holds until Mon 2026-11-30 09:00 Europe/Berlin: nobody is there to help over the weekend\nwait until Mon 2026-11-30 09:00 Europe/Berlin (2026-11-30T08:00:00Z)',
        file: '.github/change-gate/schedule.yml',
        startLine: 31,
      },
    ]);
  });

  test('stand beside nothing where the policy is not of the repository', () => {
    expect(annotationsOf({ decision: blockedFriday })[0]).not.toHaveProperty('file');
  });

  test.each([
    { source: '.github/rollback.yml:3', startLine: 3 },
    { source: '.github/rollback.yml', startLine: 1 },
  ])('stand beside a plan in $source that will not do', ({ source, startLine }) => {
    const rollback = { ...needsApproval.rollback, source, problems: ['no owner', 'no steps'] };
    const weak = finding({ code: 'rollback/plan-weak', effect: 'hold', problem: 'the rollback plan will not do' });

    const annotations = annotationsOf({ decision: aDecision({ rollback, findings: [weak] }), isInRepository });

    expect(annotations).toContainEqual({
      level: 'warning',
      title: 'change-gate rollback/plan-weak',
      message: 'no owner\nno steps',
      file: '.github/rollback.yml',
      startLine,
    });
  });

  test.each(['pull request', 'input rollback-plan', '.github/a.yml:1, .github/b.yml:2', null])(
    'stand beside no plan in %j',
    (source) => {
      const rollback = { ...needsApproval.rollback, source, problems: ['no owner'] };
      const weak = finding({ code: 'rollback/plan-weak', effect: 'hold', problem: 'the rollback plan will not do' });

      expect(annotationsOf({ decision: aDecision({ rollback, findings: [weak] }), isInRepository })).toHaveLength(1);
    },
  );

  test('are as heavy as the findings', () => {
    const levels = annotationsOf({ decision: needsApproval }).map(({ level }) => level);

    expect(levels).toEqual(['warning', 'warning', 'warning', 'notice']);
  });

  test('leave notes of rules to the summary', () => {
    const findings = [finding({ code: 'schedule/x', effect: 'note', rule: 'x', problem: 'x' })];

    expect(annotationsOf({ decision: aDecision({ findings }) })).toEqual([]);
  });

  test('hold what is doubtful in the policy', () => {
    const annotations = annotationsOf({ decision: aDecision(), warnings: [aProblem({ severity: 'warning' })] });

    expect(annotations.map(({ level, startColumn }) => ({ level, startColumn }))).toEqual([
      { level: 'warning', startColumn: 9 },
    ]);
  });

  test.each([
    { count: 10, shown: 10, last: 'x9' },
    { count: 11, shown: 10, last: 'and 2 more: see the job summary' },
    { count: 500, shown: 10, last: 'and 491 more: see the job summary' },
  ])('of $count findings are $shown, the last: $last', ({ count, shown, last }) => {
    const findings = Array.from({ length: count }, (_, index) =>
      finding({ code: 'schedule/x', effect: 'block', problem: `x${index}` }),
    );

    const annotations = annotationsOf({ decision: aDecision({ findings }) });

    expect(annotations).toHaveLength(shown);
    expect(annotations.at(-1)?.message).toBe(last);
  });
});

describe('an annotation', () => {
  test('is a line for the runner', () => {
    const [annotation] = annotationsOfProblems([aProblem()]);

    expect(annotation === undefined ? '' : renderAnnotation(annotation)).toBe(
      '::error file=.github/change-gate/schedule.yml,line=14,col=9,title=change-gate policy/unknown-key::unknown key `unti` in `schedule.freezes[0].during`%0Adid you mean `to`?',
    );
  });

  test('stays one line, and its place one place, whatever the texts are', () => {
    const [annotation] = annotationsOfProblems([
      aProblem({ file: 'a,line=1::x\n::error::y', problem: '100 %\r\n::warning::z', code: 'a,b:c', remedy: null }),
    ]);

    expect(annotation === undefined ? '' : renderAnnotation(annotation)).toBe(
      '::error file=a%2Cline=1%3A%3Ax %3A%3Aerror%3A%3Ay,line=14,col=9,title=change-gate a%2Cb%3Ac::100 %25 ::warning::z',
    );
  });
});
