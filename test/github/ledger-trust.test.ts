import { describe, expect, test } from 'vitest';
import { ledgerTrust } from '../../src/github/ledger-trust.ts';
import { aGitHub, ledger } from './a-ledger.ts';

const include = ['refs/heads/change-records'];
const actions = { type: 'Integration', id: 15_368 } as const;
const strict = { include, rules: ['non_fast_forward', 'deletion'] };
const writers = { include, rules: ['update'], bypassActors: [actions] };

async function trustWith(...rulesets: readonly object[]) {
  const { github } = await aGitHub({ repository: { rulesets } });
  return await ledgerTrust(github, ledger);
}

describe('a ledger', () => {
  test('that nobody may rewrite or delete, and only its writer writes to, is trusted', async () => {
    expect(await trustWith(strict, writers)).toEqual({ kind: 'trusted' });
  });

  const force = 'it may be rewritten by force';
  const deletion = 'it may be deleted';
  const everybody = 'everybody who may push may write to it';

  test.each([
    { case: 'without rules', rulesets: [], reasons: [force, deletion, everybody] },
    { case: 'that everybody may write to', rulesets: [strict], reasons: [everybody] },
    {
      case: 'that may be deleted',
      rulesets: [{ include, rules: ['non_fast_forward'] }, writers],
      reasons: [deletion],
    },
    {
      case: 'that its writer may rewrite',
      rulesets: [{ include, rules: ['non_fast_forward', 'deletion', 'update'], bypassActors: [actions] }],
      reasons: [force, deletion],
    },
    {
      case: 'whose rules are for another branch',
      rulesets: [{ ...strict, include: ['refs/heads/main'] }, writers],
      reasons: [force, deletion],
    },
    {
      case: 'whose rules are only tried out',
      rulesets: [{ ...strict, enforcement: 'evaluate' }, writers],
      reasons: [force, deletion],
    },
  ])('$case is not', async ({ rulesets, reasons }) => {
    expect(await trustWith(...rulesets)).toMatchObject({ kind: 'untrusted', reasons });
  });

  test('tells what to do', async () => {
    expect(await trustWith()).toMatchObject({ remedy: expect.stringContaining('`change-records`') });
  });

  test('is trusted by rules on the second page too', async () => {
    const many = Array.from({ length: 120 }, (_, index) => ({ include, name: `rule ${index}`, rules: ['creation'] }));

    expect(await trustWith(...many, strict, writers)).toEqual({ kind: 'trusted' });
  });

  test('whose rules cannot be read is unknown', async () => {
    const { fake, github } = await aGitHub();
    fake.fault({ path: '/repos/*/*/rules/**', with: { kind: 'status', status: 403 } });

    expect(await ledgerTrust(github, ledger)).toEqual({
      kind: 'unknown',
      reason: 'GitHub answered 403 to reading the rules of the branch `change-records`',
    });
  });

  test('with a ruleset that cannot be read is unknown', async () => {
    const { fake, github } = await aGitHub({ repository: { rulesets: [strict, writers] } });
    fake.fault({ path: '/repos/*/*/rulesets/*', with: { kind: 'status', status: 404 } });

    expect(await ledgerTrust(github, ledger)).toEqual({
      kind: 'unknown',
      reason: 'GitHub answered 404 to reading a ruleset',
    });
  });

  test('with a ruleset that cannot be read is not trusted where another rule is missing anyway', async () => {
    const { fake, github } = await aGitHub({ repository: { rulesets: [strict] } });
    fake.fault({ path: '/repos/*/*/rulesets/*', with: { kind: 'status', status: 404 } });

    expect(await ledgerTrust(github, ledger)).toMatchObject({ kind: 'untrusted', reasons: [everybody] });
  });
});
