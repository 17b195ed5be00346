import { describe, expect, test } from 'vitest';
import type { GraphCommit } from '../../src/github/commit.ts';
import { makersOf, writersOf } from '../../src/github/commit.ts';

function aCommit(parts: Partial<GraphCommit> = {}): GraphCommit {
  return {
    oid: 'a'.repeat(40),
    message: 'Round the total once',
    authors: { nodes: [{ email: 'ann@example.com', user: { login: 'ann' } }], pageInfo: { hasNextPage: false } },
    committer: { email: 'ann@example.com', user: { login: 'ann' } },
    signature: null,
    ...parts,
  };
}

describe('the writers of a commit', () => {
  test('hold those that GitHub found in no line of the message, by login or address', () => {
    const message = [
      'Round',
      '  Co-authored-by: Bob <bob@users.noreply.github.com>',
      '',
      'Co-Authored-By: Ann <ANN@example.com>',
      'co-authored-by: <eve@example.com> later',
      'More text, so that no trailer stands at the end',
    ].join('\n');

    expect(writersOf(aCommit({ message }))).toEqual(['ann', 'bob', 'eve@example.com']);
  });

  test('are told in one spelling each', () => {
    expect(writersOf(aCommit({ message: 'x\nCo-authored-by: A <1+ANN@users.noreply.github.com>' }))).toEqual(['ann']);
  });

  test.each(['co-authored-by:', 'co-authored-by: ><', `co-authored-by:${' '.repeat(60_000)}<`])(
    'are not found in %.30s',
    (line) => {
      expect(writersOf(aCommit({ message: `x\n${line}` }))).toEqual(['ann']);
    },
  );
});

describe('the makers of a commit', () => {
  test.each([
    { committer: { email: 'noreply@github.com', user: null }, makers: ['ann'] },
    { committer: { email: 'noreply@github.com', user: { login: 'web-flow' } }, makers: ['ann'] },
    { committer: { email: 'bob@example.com', user: { login: 'bob' } }, makers: ['ann', 'bob'] },
    { committer: { email: 'zoe@example.com', user: null }, makers: ['ann', 'zoe@example.com'] },
    { committer: null, makers: ['ann'] },
  ])('with the committer $committer are $makers', ({ committer, makers }) => {
    expect(makersOf(aCommit({ committer }))).toEqual(makers);
  });
});
