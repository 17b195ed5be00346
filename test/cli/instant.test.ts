import { describe, expect, test } from 'vitest';
import { readAt } from '../../src/cli/instant.ts';

function inBerlin(text: string): string | undefined {
  return readAt(text)?.('Europe/Berlin');
}

describe('an instant on the command line', () => {
  test.each([
    { text: '2026-12-24T14:00:00+05:30', what: 'with its offset', instant: '2026-12-24T08:30:00Z' },
    { text: '2026-12-24T14:00:00Z', what: 'in UTC', instant: '2026-12-24T14:00:00Z' },
    { text: '2026-12-24T14:00', what: 'on the clocks of the zone', instant: '2026-12-24T13:00:00Z' },
    { text: '2026-07-24T14:00:30', what: 'on its clocks in summer', instant: '2026-07-24T12:00:30Z' },
    { text: '2026-03-29T02:30', what: 'that the clocks skip', instant: '2026-03-29T01:00:00Z' },
    { text: '2026-10-25T02:30', what: 'that comes twice', instant: '2026-10-25T00:30:00Z' },
  ])('is read $what', ({ text, instant }) => {
    expect(inBerlin(text)).toBe(instant);
  });

  test.each(['tomorrow', '2026-12-24', '2026-02-30T10:00', '2026-12-24T25:00', '0000-01-01T00:00'])(
    'is refused: %s',
    (text) => {
      expect(() => inBerlin(text)).toThrow(`\`--at ${text}\` is no instant`);
    },
  );

  test('may be left out', () => {
    expect(readAt(null)).toBeNull();
  });
});
