import { describe, expect, test } from 'vitest';
import fc from 'fast-check';
import { isNamedBy, parseCommand } from '../../src/github/commands.ts';

const commit = 'abcdef0123456789abcdef0123456789abcdef01';

describe('a command comment', () => {
  test('approves a commit', () => {
    expect(parseCommand(`/change-gate approve ${commit}`)).toEqual({ kind: 'approve', sha: commit });
  });

  test('may be followed by more lines', () => {
    expect(parseCommand(`  /change-gate   approve ${commit} \r\n\r\nLooks good.`)).toEqual({
      kind: 'approve',
      sha: commit,
    });
  });

  test('declares an emergency with its incident and reason', () => {
    expect(parseCommand('/change-gate emergency #123 the checkout is down')).toEqual({
      kind: 'emergency',
      incident: '#123',
      reason: 'the checkout is down',
    });
  });

  test.each(['#1', 'acme/ops#12', 'INC-4711', 'https://status.example/1'])('takes %s for an incident', (incident) => {
    expect(parseCommand(`/change-gate emergency ${incident} it burns`)).toMatchObject({ incident });
  });

  test('without an incident says that there is none', () => {
    expect(parseCommand('/change-gate emergency it burns')).toEqual({
      kind: 'emergency',
      incident: null,
      reason: 'it burns',
    });
  });

  test('without a reason says that there is none', () => {
    expect(parseCommand('/change-gate emergency #5')).toEqual({ kind: 'emergency', incident: '#5', reason: null });
  });

  test('declares a rollback to a commit', () => {
    expect(parseCommand(`/change-gate rollback ${commit} orders are lost`)).toEqual({
      kind: 'rollback',
      sha: commit,
      reason: 'orders are lost',
    });
  });

  test.each([
    ['', 'an empty comment'],
    ['Looks good to me', 'a word of praise'],
    [`> /change-gate approve ${commit}`, 'a quoted command'],
    [`First\n/change-gate approve ${commit}`, 'a command further down'],
    [`\`/change-gate approve ${commit}\``, 'a command in code'],
    [`/change-gates approve ${commit}`, 'another program'],
  ])('is not %j, %s', (body) => {
    expect(parseCommand(body)).toBeNull();
  });

  test.each([
    ['/change-gate', '`` is no command: expected `approve`, `emergency`, `rollback`'],
    [`/change-gate aprove ${commit}`, '`aprove` is no command: did you mean `approve`?'],
    ['/change-gate approve abcdef01234', '`approve` names `abcdef01234`, expected at least 12 characters of a commit'],
    ['/change-gate approve main', '`approve` names `main`, expected at least 12 characters of a commit'],
    ['/change-gate rollback `main` now', "`rollback` names `'main'`, expected at least 12 characters of a commit"],
    ['/change-gate approve abcdef012345 too', 'nothing may follow the commit in `approve abcdef012345`'],
  ])('%j is told what is wrong with it', (body, problem) => {
    expect(parseCommand(body)).toEqual({ kind: 'mistaken', problem });
  });

  test('of 60,000 characters is refused at once', () => {
    expect(parseCommand(`/change-gate emergency #1 ${'a '.repeat(30_000)}`)).toMatchObject({ kind: 'mistaken' });
  });

  test('never throws, whatever is written', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        for (const body of [text, `/change-gate ${text}`, `/change-gate approve ${text}`]) {
          expect(() => parseCommand(body)).not.toThrow();
        }
      }),
    );
  });
});

describe('a commit in a command', () => {
  test.each([
    [commit.slice(0, 12), true],
    [commit.slice(0, 11), false],
    [commit.slice(0, 12).toUpperCase(), true],
    [commit, true],
    [`${commit.slice(0, 11)}f`, false],
    [`${commit}0`, false],
  ])('%s names the head: %s', (named, isNamed) => {
    expect(isNamedBy(named, commit)).toBe(isNamed);
  });
});
