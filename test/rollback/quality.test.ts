import { describe, expect, test } from 'vitest';
import type { ChangedFile, Files, RollbackPlan } from '../../src/change/facts.ts';
import type { PlanQuestion } from '../../src/rollback/quality.ts';
import { isBlank, weaknesses } from '../../src/rollback/quality.ts';
import { hints } from '../../src/rollback/strategy-quality.ts';
import { aPlan } from '../builders.ts';

const code: ChangedFile = { path: 'src/app.ts', status: 'modified', added: 1, deleted: 1, kind: 'code' };
const migration: ChangedFile = { ...code, path: 'db/migrations/7.sql', status: 'added', kind: 'migration' };
const everything: PlanQuestion['rule'] = {
  require: ['strategy', 'steps', 'owner', 'trigger', 'timeToRestore', 'verification'],
  maxTimeToRestore: '30m',
};

function problemsOf(plan: Partial<RollbackPlan>, question: Partial<PlanQuestion> = {}) {
  return weaknesses(aPlan(plan), { rule: everything, files: [code], ...question }).map(({ problem }) => problem);
}

describe('a rollback plan', () => {
  test('with everything that the rule asks for is good', () => {
    expect(problemsOf({})).toEqual([]);
  });

  test.each([
    { field: 'strategy', plan: { strategy: null } },
    { field: 'strategy', plan: { strategy: '  ' } },
    { field: 'steps', plan: { steps: [] } },
    { field: 'owner', plan: { owner: null } },
    { field: 'trigger', plan: { trigger: null } },
    { field: 'timeToRestore', plan: { minutesToRestore: null } },
    { field: 'verification', plan: { verification: null } },
    { field: 'trigger', plan: { trigger: 'n/a' } },
  ])('lacks `$field` if it says $plan', ({ field, plan }) => {
    expect(problemsOf(plan)).toEqual([
      expect.stringMatching(new RegExp(`^\`${field}\` is missing( or no time)?: add `, 'u')),
    ]);
  });

  test('needs no more than the rule asks for', () => {
    const plan = { steps: [], owner: null, trigger: null, minutesToRestore: null, verification: null };

    expect(problemsOf(plan, { rule: { require: ['strategy'] } })).toEqual([]);
  });

  test('lacks the commit to return to if the rule asks for it', () => {
    expect(problemsOf({}, { rule: { require: ['returnTo'] } })).toEqual([
      '`returnTo` is missing: add the commit or tag to return to',
    ]);
  });

  test.each([
    { strategy: 'revrt', problem: '`strategy` `revrt` is not known: did you mean `revert`?' },
    {
      strategy: 'blue/green',
      problem:
        '`strategy` `blue/green` is not known: write one of `redeploy-previous`, `revert`, `feature-flag`, `restore-backup`, `roll-forward`, `irreversible`',
    },
    {
      strategy: 'none',
      problem: '`strategy` is `none`: if the change cannot be taken back, write `irreversible` and a `reason`',
    },
    { strategy: 'TBD', problem: '`strategy` still has a placeholder, `TBD`: write what is meant' },
  ])('with the strategy `$strategy` is weak', ({ strategy, problem }) => {
    expect(problemsOf({ strategy })).toEqual([problem]);
  });

  test.each([
    { reason: null, found: 'missing' },
    { reason: '', found: '``' },
    { reason: 'TBD', found: '`TBD`' },
    { reason: 'because', found: '`because`' },
  ])('that is irreversible for the reason $reason is weak', ({ reason, found }) => {
    expect(problemsOf({ strategy: 'irreversible', reason })).toEqual([
      `\`reason\` is ${found}: say in a sentence why an \`irreversible\` change cannot be taken back`,
    ]);
  });

  test('that is irreversible for a stated reason is good', () => {
    expect(problemsOf({ strategy: 'irreversible', reason: 'the old rows are deleted for good' })).toEqual([]);
  });

  test.each([
    { files: [code, migration] },
    { files: [{ ...migration, status: 'removed' }] },
    { files: { unknown: 'too many files', seen: [migration] } },
    { files: { unknown: 'too many files', seen: [code] } },
    { files: { unknown: 'too many files' } },
  ] satisfies readonly { readonly files: Files }[])('that is a revert of $files is weak', ({ files }) => {
    expect(problemsOf({ strategy: 'revert' }, { files })).toEqual([
      expect.stringContaining('`strategy` is `revert`, but'),
    ]);
  });

  test.each([{ files: [code] }, { files: [] }])('that is a revert of $files is good', ({ files }) => {
    expect(problemsOf({ strategy: 'revert' }, { files })).toEqual([]);
  });

  test('that is a revert of unknown files is weak by assumption', () => {
    const files = { unknown: 'too many files' };

    expect(weaknesses(aPlan({ strategy: 'revert' }), { rule: everything, files })).toMatchObject([
      { assumed: [{ fact: 'files', reason: 'too many files' }] },
    ]);
  });

  test.each([
    'Revert the merge commit.',
    'revert the PR',
    'Just revert this pull request and redeploy',
    'Roll back the change if something goes wrong',
    'git revert the commit and push to main',
  ])('that says only %j is weak', (step) => {
    const bare = { owner: null, trigger: null, minutesToRestore: null, verification: null };

    expect(problemsOf({ ...bare, steps: [step] }, { rule: { require: ['strategy'] } })).toEqual([
      expect.stringMatching(/^`steps` say only /u),
    ]);
  });

  test('may say `revert the merge commit` if it was thought through otherwise', () => {
    expect(problemsOf({ strategy: 'revert', steps: ['Revert the merge commit and redeploy'] })).toEqual([]);
  });

  test.each(['ok', 'previous version', 'Revert', 'see runbook', 'the old build'])('of the step %j is weak', (step) => {
    expect(problemsOf({ steps: [step] })).toEqual([expect.stringMatching(/^`steps` `.+` are too short to follow/u)]);
  });

  test.each([
    'kubectl rollout undo deployment/payments',
    '`make rollback`',
    'make rollback',
    './rollback.sh',
    'switch the flag off',
    'https://example.com/runbook',
    'Die vorherige Version mit dem Workflow wieder ausrollen',
  ])('of the step %j is good', (step) => {
    expect(problemsOf({ steps: [step] })).toEqual([]);
  });

  test('may have a short step among others', () => {
    expect(problemsOf({ steps: ['switch the flag off', 'done'] })).toEqual([]);
  });

  test.each(['team', 'The team', 'me', '@', '@me', 'developers', 'author', 'n/a', 'us', '@team'])(
    'owned by `%s` is weak',
    (owner) => {
      expect(problemsOf({ owner }, { rule: { require: [] } })).toEqual([expect.stringContaining('which is nobody')]);
    },
  );

  test.each(['@alice', 'alice', '@acme/sre', 'Alice Example', 'on-call SRE'])('owned by `%s` is good', (owner) => {
    expect(problemsOf({ owner })).toEqual([]);
  });

  test.each([
    { field: 'trigger', plan: { trigger: 'TODO' } },
    { field: 'trigger', plan: { trigger: '<what you will see>' } },
    { field: 'owner', plan: { owner: '<@who>' } },
    { field: 'owner', plan: { owner: '???' } },
    { field: 'verification', plan: { verification: 'lorem ipsum dolor' } },
    { field: 'steps', plan: { steps: ['switch the flag off', 'TBD'] } },
    { field: 'returnTo', plan: { returnTo: 'TBD', returnToState: 'good' as const } },
  ])('with a placeholder in `$field` is weak: $plan', ({ field, plan }) => {
    expect(problemsOf(plan)).toEqual([expect.stringMatching(new RegExp(`^\`${field}\` still has a placeholder`, 'u'))]);
  });

  test.each([
    { state: 'missing' as const, words: 'which does not exist' },
    { state: 'never-good' as const, words: 'which was never good in this environment' },
    { state: { unknown: 'no history' }, words: 'and whether it was good is not known' },
    { state: 'none' as const, words: 'and whether it was good is not known' },
  ])('that returns to a commit that is $state is weak', ({ state, words }) => {
    expect(problemsOf({ returnTo: '1f2e3d4c', returnToState: state })).toEqual([
      expect.stringContaining(`\`returnTo\` is \`1f2e3d4c\`, ${words}`),
    ]);
  });

  test('that returns to a good commit is good', () => {
    expect(problemsOf({ returnTo: '1f2e3d4c', returnToState: 'good' })).toEqual([]);
  });

  test.each([
    { minutesToRestore: 29.99, is: 'good' },
    { minutesToRestore: 30, is: 'good' },
    { minutesToRestore: 30.01, is: 'weak' },
    { minutesToRestore: 0, is: 'good' },
  ])('of $minutesToRestore minutes under a limit of 30 is $is', ({ minutesToRestore, is }) => {
    expect(problemsOf({ minutesToRestore })).toHaveLength(is === 'good' ? 0 : 1);
  });

  test('without a time is weak under a limit, even if the rule does not ask for the time', () => {
    expect(problemsOf({ minutesToRestore: null }, { rule: { require: [], maxTimeToRestore: '30m' } })).toEqual([
      expect.stringContaining('`timeToRestore` is missing, and the limit is `30m`'),
    ]);
  });

  test('cannot break out of the sentence that quotes it', () => {
    const [problem] = problemsOf({ strategy: '`x`\n\n# heading\n'.repeat(100) });

    expect(problem).toMatch(/^`strategy` `[^`\n]{1,60}` is not known/u);
  });

  test.each([
    { plan: {}, blank: false },
    {
      plan: { strategy: 'TBD', steps: ['?'], owner: null, trigger: 'n/a', minutesToRestore: null, verification: null },
      blank: true,
    },
  ])('is blank: $blank', ({ plan, blank }) => {
    expect(isBlank(aPlan(plan))).toBe(blank);
  });
});

describe('a plan to redeploy the previous version', () => {
  test('over a migration gets a hint', () => {
    expect(hints(aPlan(), [code, migration])).toHaveLength(1);
  });

  test.each(['the migration is backward compatible', 'backwards-compatible', 'expand and contract', 'purely additive'])(
    'over a migration that it calls "%s" gets none',
    (text) => {
      expect(hints(aPlan({ text }), [migration])).toEqual([]);
    },
  );

  test('over code gets none', () => {
    expect(hints(aPlan(), [code])).toEqual([]);
    expect(hints(aPlan({ strategy: 'restore-backup' }), [migration])).toEqual([]);
  });
});
