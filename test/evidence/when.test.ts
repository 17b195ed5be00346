import { describe, expect, test } from 'vitest';
import { newestOf } from '../../src/evidence/entries.ts';
import { expiresSoon, expiryOf } from '../../src/evidence/expiry.ts';
import { isYetToCome, isoOf, readWhen, whenInWords } from '../../src/evidence/when.ts';

const at = (text: string) => Date.parse(text);

function when(text: string) {
  const read = readWhen(text);
  if (read === null) throw new Error(`${text} is no instant`);
  return read;
}

describe('when something was done', () => {
  test.each([
    { text: '2026-11-27', from: '2026-11-27T00:00:00Z', to: '2026-11-28T00:00:00Z' },
    { text: '2028-02-29', from: '2028-02-29T00:00:00Z', to: '2028-03-01T00:00:00Z' },
    { text: '2026-11-27T15:00:00+01:00', from: '2026-11-27T14:00:00Z', to: '2026-11-27T14:00:00Z' },
    { text: '2026-11-27T15:00Z', from: '2026-11-27T15:00:00Z', to: '2026-11-27T15:00:00Z' },
  ])('is the day or the instant that it says: $text', ({ text, from, to }) => {
    expect(readWhen(text)).toEqual({ from: at(from), to: at(to) });
  });

  test.each([
    '',
    'yesterday',
    '2026-02-30',
    '27.11.2026',
    '2026-11-27T15:00',
    '2026-13-01',
    '2026-11-27 15:00Z',
    '20261127',
  ])('is nothing that cannot be told for sure: %s', (text) => {
    expect(readWhen(text)).toBeNull();
  });

  test.each([
    { what: 'an instant just ahead, since clocks differ', text: '2026-11-28T10:05:00Z', isToCome: false },
    { what: 'an instant further ahead', text: '2026-11-28T10:05:01Z', isToCome: true },
    { what: 'today', text: '2026-11-28', isToCome: false },
    { what: 'tomorrow, which has begun in Kiribati', text: '2026-11-29', isToCome: false },
    { what: 'the day after', text: '2026-11-30', isToCome: true },
  ])('is yet to come or not: $what', ({ text, isToCome }) => {
    expect(isYetToCome(when(text), at('2026-11-28T10:00:00Z'))).toBe(isToCome);
  });

  test('is yet to come on the eve where no clock shows it', () => {
    expect(isYetToCome(when('2026-11-29'), at('2026-11-28T09:59:59Z'))).toBe(true);
  });

  test('is said as a day where it is the beginning of one, and in UTC otherwise', () => {
    expect(whenInWords(at('2026-11-28T00:00:00Z'))).toBe('2026-11-28');
    expect(whenInWords(at('2026-11-28T09:05:59Z'))).toBe('2026-11-28 09:05 UTC');
    expect(isoOf(at('2026-11-28T09:05:59Z'))).toBe('2026-11-28T09:05:59Z');
  });
});

const entry = (name: string, text: string | null) => ({ name, at: text === null ? null : when(text) });

const names = (...all: readonly ReturnType<typeof entry>[]) => newestOf(all).map(({ name }) => name);

describe('the newest of what was done', () => {
  test('is the latest', () => {
    expect(names(entry('a', '2026-11-20'), entry('b', '2026-11-21'))).toEqual(['b']);
    expect(names(entry('a', '2026-11-20T09:00:00Z'), entry('b', '2026-11-20T09:00:01Z'))).toEqual(['b']);
  });

  test('may be each of two of the same time, or of a day and an instant of it', () => {
    expect(names(entry('a', '2026-11-20'), entry('b', '2026-11-20'))).toEqual(['a', 'b']);
    expect(names(entry('a', '2026-11-20T09:00:00Z'), entry('b', '2026-11-20T09:00:00Z'))).toEqual(['a', 'b']);
    expect(names(entry('a', '2026-11-20'), entry('b', '2026-11-20T09:00:00Z'))).toEqual(['a', 'b']);
  });

  test('is not the day before', () => {
    expect(names(entry('a', '2026-11-19'), entry('b', '2026-11-20T00:00:00Z'))).toEqual(['b']);
  });

  test('may be what has no date, and is nothing where there is nothing', () => {
    expect(names(entry('a', '2026-11-19'), entry('b', null), entry('c', '2026-11-18'))).toEqual(['a', 'b']);
    expect(names(entry('a', null))).toEqual(['a']);
    expect(names()).toEqual([]);
  });
});

describe('the expiry of a proof', () => {
  test('is the end of its age, or of what it says of itself, whichever comes first', () => {
    const proof = { at: when('2026-11-20'), validUntil: null };

    expect(isoOf(expiryOf(proof, { maxAge: '90d' }))).toBe('2027-02-18T00:00:00Z');
    expect(isoOf(expiryOf({ ...proof, validUntil: when('2026-12-31') }, { maxAge: '90d' }))).toBe(
      '2027-01-01T00:00:00Z',
    );
    expect(isoOf(expiryOf({ ...proof, validUntil: when('2027-12-31') }, { maxAge: '90d' }))).toBe(
      '2027-02-18T00:00:00Z',
    );
  });

  test.each([
    { maxAge: '365d', warnedFor: 14 },
    { maxAge: '56d', warnedFor: 14 },
    { maxAge: '28d', warnedFor: 7 },
    { maxAge: '1d', warnedFor: 0.25 },
  ])('is announced $warnedFor days before, with $maxAge to live', ({ maxAge, warnedFor }) => {
    const expiry = at('2027-02-18T00:00:00Z');
    const first = expiry - warnedFor * 86_400_000;

    expect(expiresSoon(expiry, { maxAge, now: first })).toBe(true);
    expect(expiresSoon(expiry, { maxAge, now: first - 1 })).toBe(false);
  });
});
