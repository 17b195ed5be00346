import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { matchPeople } from '../../src/approval/matching.ts';
import type { Demand } from '../../src/approval/matching.ts';

const filledPlaces = (demands: readonly Demand[]) =>
  matchPeople(demands).reduce((sum, { people }) => sum + people.length, 0);

/** The most places that can be filled, by trying everything. */
function mostPlaces(demands: readonly Demand[], taken: ReadonlySet<string> = new Set()): number {
  const [first, ...others] = demands;
  if (first === undefined) return 0;
  if (first.count === 0) return mostPlaces(others, taken);
  const rest = [{ ...first, count: first.count - 1 }, ...others];
  const filled = first.eligible
    .filter((person) => !taken.has(person))
    .map((person) => 1 + mostPlaces(rest, new Set([...taken, person])));
  return Math.max(mostPlaces(others, taken), ...filled);
}

const people = ['ada', 'bob', 'cem', 'dan', 'eve', 'fay'];
const anyDemands = fc.array(fc.record({ count: fc.integer({ min: 1, max: 3 }), eligible: fc.subarray(people) }), {
  maxLength: 5,
});

describe('distinct people for several rules', () => {
  test.each([
    { when: 'there are no rules', demands: [], filled: [] },
    { when: 'nobody approved', demands: [{ count: 1, eligible: [] }], filled: [[]] },
    {
      when: 'one person is in both authorities',
      demands: [
        { count: 1, eligible: ['ada'] },
        { count: 1, eligible: ['ada'] },
      ],
      filled: [['ada'], []],
    },
    {
      when: 'the person who could do both must leave the first rule to somebody else',
      demands: [
        { count: 1, eligible: ['ada', 'bob'] },
        { count: 1, eligible: ['ada'] },
      ],
      filled: [['bob'], ['ada']],
    },
    {
      when: 'three must move for the last',
      demands: [
        { count: 1, eligible: ['ada', 'bob'] },
        { count: 1, eligible: ['bob', 'cem'] },
        { count: 1, eligible: ['cem', 'dan'] },
        { count: 1, eligible: ['ada'] },
      ],
      filled: [['bob'], ['cem'], ['dan'], ['ada']],
    },
    {
      when: 'a rule asks for two',
      demands: [{ count: 2, eligible: ['ada', 'bob', 'cem'] }],
      filled: [['ada', 'bob']],
    },
    {
      when: 'one approval is there twice',
      demands: [{ count: 2, eligible: ['ada', 'ada'] }],
      filled: [['ada']],
    },
  ])('are chosen right when $when', ({ demands, filled }) => {
    expect(matchPeople(demands).map(({ people }) => people)).toEqual(filled);
  });

  test('are as many as can be', () => {
    fc.assert(
      fc.property(anyDemands, (demands) => {
        expect(filledPlaces(demands)).toBe(mostPlaces(demands));
      }),
      { numRuns: 300 },
    );
  });

  test('fill one place each, and only what they may', () => {
    fc.assert(
      fc.property(anyDemands, (demands) => {
        const filled = matchPeople(demands).map(({ people }) => people);

        expect(new Set(filled.flat()).size).toBe(filled.flat().length);
        for (const [index, chosen] of filled.entries()) {
          expect(chosen.length).toBeLessThanOrEqual(demands[index]!.count);
          expect(chosen.every((person) => demands[index]!.eligible.includes(person))).toBe(true);
        }
      }),
    );
  });

  test('are found in a moment where hundreds of rules ask for more people than there are', () => {
    const crowd = Array.from({ length: 3_000 }, (_, index) => `person-${index}`);
    const demands = Array.from({ length: 500 }, () => ({ count: 20, eligible: crowd }));

    expect(filledPlaces(demands)).toBe(crowd.length);
  });
});
