import { describe, expect, test } from 'vitest';
import { worthOf } from '../../src/rollback/placeholder.ts';

describe('a placeholder', () => {
  test.each([
    'TBD',
    'tbd.',
    '?',
    '???',
    '…',
    '...',
    '___',
    'todo',
    'TODO: ask Bob',
    'to be determined',
    'Lorem ipsum dolor sit amet',
    '<who does it>',
    'ask <name>',
    '{{ owner }}',
    '[your name]',
    'see above',
    'as usual',
  ])('%j is unfinished', (text) => {
    expect(worthOf(text)).toBe('unfinished');
  });

  test.each(['', '  ', 'n/a', 'N.A.', 'none', 'None.', '-', '—', 'nil', 'not applicable', '\u200b'])(
    '%j says that there is nothing',
    (text) => {
      expect(worthOf(text)).toBe('declined');
    },
  );

  test.each([
    'alice',
    'mail <alice@example.com>',
    'see <https://example.com/runbook>',
    'errors > 2 % and latency < 3 s',
    'the none-blocking queue fills',
    'run [the workflow](https://example.com)',
    'a todo list stays empty',
  ])('%j is none', (text) => {
    expect(worthOf(text)).toBe('said');
  });
});
