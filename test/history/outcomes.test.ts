import { describe, expect, test } from 'vitest';
import type { TakenBack } from '../../src/change/taken-back.ts';
import { startOutcomes } from '../../src/history/outcomes.ts';
import type { NamedChange } from '../../src/history/outcomes.ts';

const day = 86_400;

type Parts = {
  readonly sha: string;
  readonly on?: number;
  readonly title?: string;
  readonly pull?: number;
  readonly inner?: string;
};

function aNamedChange({ sha, on = 0, title = sha, pull, inner }: Parts, takesBack?: Partial<TakenBack>): NamedChange {
  return {
    sha: sha.padEnd(40, '0'),
    committedAt: on * day,
    isRevert: takesBack !== undefined,
    names: {
      commits: [sha.padEnd(40, '0'), ...(inner === undefined ? [] : [inner.padEnd(40, '0')])],
      titles: [title],
      pulls: pull === undefined ? [] : [pull],
    },
    takesBack: takesBack === undefined ? [] : [{ commits: [], pulls: [], titles: [], ...takesBack }],
  };
}

function failures(...changes: readonly NamedChange[]): readonly (string | null)[] {
  const outcomes = startOutcomes();
  for (const change of changes) outcomes.add(change);
  return changes.map((_, index) => outcomes.failedBy(index)?.replace(/0+$/, '') ?? null);
}

describe('a change failed', () => {
  test.each([
    { by: 'its commit', takesBack: { commits: ['a1a1a1a1a'] } },
    { by: 'a commit that it brought', takesBack: { commits: ['c1c1c1c'.padEnd(40, '0')] } },
    { by: 'its pull request', takesBack: { pulls: [12] } },
    { by: 'its title', takesBack: { titles: ['encode'] } },
  ])('if a revert names it by $by', ({ takesBack }) => {
    const change = aNamedChange({ sha: 'a1a1a1a1a1', title: 'encode', pull: 12, inner: 'c1c1c1c' });

    expect(failures(change, aNamedChange({ sha: 'b', on: 1 }, takesBack))).toEqual(['b', null]);
  });

  test.each([
    { on: 30, failedBy: 'b' },
    { on: 31, failedBy: null },
  ])('if that was within 30 days: after $on by $failedBy', ({ on, failedBy }) => {
    const revert = aNamedChange({ sha: 'b', on }, { titles: ['a'] });

    expect(failures(aNamedChange({ sha: 'a' }), revert)[0]).toBe(failedBy);
  });

  test('once, by the first revert', () => {
    const reverts = ['b', 'c'].map((sha) => aNamedChange({ sha, on: 1 }, { titles: ['a'] }));

    expect(failures(aNamedChange({ sha: 'a' }), ...reverts)[0]).toBe('b');
  });

  test('only if it is the newest of its title', () => {
    const [one, other] = ['a', 'b'].map((sha) => aNamedChange({ sha, title: 'update' }));
    if (one === undefined || other === undefined) throw new Error('there are two');

    expect(failures(one, other, aNamedChange({ sha: 'c', on: 1 }, { titles: ['update'] }))).toEqual([null, 'c', null]);
  });

  test('not if its commit is named by the title of a revert of it', () => {
    const first = aNamedChange({ sha: 'b', on: 1, title: 'encode' }, { titles: ['encode'] });

    expect(
      failures(
        aNamedChange({ sha: 'a', title: 'encode' }),
        first,
        aNamedChange({ sha: 'c', on: 2 }, { titles: ['encode'] }),
      ),
    ).toEqual(['b', null, null]);
  });

  test('never, if reverts name each other in a circle', () => {
    const one = aNamedChange({ sha: 'aaaaaaa1', on: 1 }, { commits: ['bbbbbbb1'] });
    const other = aNamedChange({ sha: 'bbbbbbb1', on: 2 }, { commits: ['aaaaaaa1'] });

    expect(failures(one, other)).toEqual(['bbbbbbb1', null]);
  });
});
