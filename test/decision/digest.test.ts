import { createHash } from 'node:crypto';
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { digestOf } from '../../src/decision/digest.ts';

describe('a digest', () => {
  test('is the same for the same data, in whatever order their keys are', () => {
    expect(digestOf({ b: [{ d: 1, c: 2 }], a: null })).toBe(digestOf({ a: null, b: [{ c: 2, d: 1 }] }));
  });

  test.each([
    { what: 'another value', one: { a: 1 }, other: { a: 2 } },
    { what: 'another key', one: { a: 1 }, other: { b: 1 } },
    { what: 'another order of a list', one: [1, 2], other: [2, 1] },
    { what: 'a number for a text', one: { a: 1 }, other: { a: '1' } },
    { what: 'a key moved to another item', one: [{ a: 1 }, { b: 1 }], other: [{ b: 1 }, { a: 1 }] },
    { what: 'nothing for null', one: {}, other: { a: null } },
  ])('tells $what', ({ one, other }) => {
    expect(digestOf(one)).not.toBe(digestOf(other));
  });

  test('leaves out what is not there, as JSON does', () => {
    expect(digestOf({ a: undefined, b: 1 })).toBe(digestOf({ b: 1 }));
  });

  test('is the hash of the JSON in which the keys of each object are sorted', () => {
    // Every object has a `__proto__`, which lists show once one of their items has such a key of its own.
    const key = fc
      .oneof(fc.constantFrom('a', 'b', '1', '10', '2', 'constructor'), fc.string())
      .filter((name) => name !== '__proto__');
    const json = fc.jsonValue().filter((value) => !JSON.stringify(value).includes('__proto__'));

    fc.assert(
      fc.property(json, fc.dictionary(key, fc.dictionary(key, fc.nat())), (any, map) => {
        const value = { any, map, list: [map, [map]] };

        expect(digestOf(value)).toBe(
          `sha256:${createHash('sha256')
            .update(JSON.stringify(sorted(value)))
            .digest('hex')}`,
        );
      }),
      { numRuns: 2_000 },
    );
  });
});

function sorted(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map(sorted);
  const parts = Object.entries(value).toSorted(([one], [other]) => (one < other ? -1 : 1));
  return Object.fromEntries(parts.map(([key, part]: [string, unknown]) => [key, sorted(part)]));
}
