import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { heavier } from '../../src/finding/finding.ts';
import type { Finding } from '../../src/finding/finding.ts';
import { judgeRollback } from '../../src/rollback/judge.ts';
import { aJudgedChange, aPlan } from '../builders.ts';
import { planIn } from './read.ts';

const effects = ['note', 'hold', 'block'] as const;
const anyRule = fc.record({
  missing: fc.constantFrom(...effects),
  weak: fc.constantFrom(...effects),
  require: fc.subarray(['strategy', 'steps', 'owner', 'trigger', 'timeToRestore', 'verification', 'returnTo'] as const),
});
const anyPlan = fc.option(
  fc.record({
    strategy: fc.constantFrom(null, 'revert', 'redeploy-previous', 'irreversible', 'TBD', 'revrt'),
    steps: fc.constantFrom([], ['TBD'], ['Revert the merge commit'], ['run `make rollback`']),
    owner: fc.constantFrom(null, 'team', '@alice'),
    minutesToRestore: fc.constantFrom(null, 20, 200),
    returnTo: fc.constantFrom(null, '1f2e3d4c'),
    returnToState: fc.constantFrom('none' as const, 'good' as const, 'missing' as const, 'never-good' as const),
  }),
);
const anyKinds = fc.array(fc.constantFrom('code' as const, 'migration' as const), { maxLength: 3 });

const heaviest = (findings: readonly Finding[]) =>
  findings.map(({ effect }) => effect).reduce((one, other) => heavier(one, other), 'note');

describe('an unknown fact', () => {
  test.each(['plan', 'files', 'returnToState'])('never makes a rollback plan better: %s', (name) => {
    fc.assert(
      fc.property(anyRule, anyPlan, anyKinds, (rule, parts, kinds) => {
        const unknown = { unknown: 'not readable' };
        const plan = parts === null ? null : aPlan(parts);
        const files = kinds.map((kind) => ({ path: kind, status: 'added' as const, added: 1, deleted: 0, kind }));
        const rules = [{ ...rule, id: 'a-plan', because: 'it helps', source: 'policy.yml:1', maxTimeToRestore: '30m' }];
        const less =
          name === 'returnToState' ? { plan: plan && { ...plan, returnToState: unknown } } : { [name]: unknown };

        const known = heaviest(judgeRollback(rules, aJudgedChange({ plan, files })).findings);
        const assumed = heaviest(judgeRollback(rules, aJudgedChange({ plan, files, ...less })).findings);

        expect(heavier(assumed, known)).toBe(assumed);
      }),
    );
  });
});

describe('any text', () => {
  test('is read without an error, and its plan survives JSON', () => {
    const anyLine = fc.oneof(
      fc.constantFrom(
        '## Rollback plan',
        '- Strategy: revert',
        '- Steps:',
        '  1. one',
        '```yaml',
        '```',
        '<!--',
        '-->',
        '',
      ),
      fc.string(),
    );
    fc.assert(
      fc.property(fc.array(anyLine), (lines) => {
        const plan = planIn(lines.join('\n'));

        expect(JSON.parse(JSON.stringify(plan))).toEqual(plan);
      }),
    );
  });
});
