import { describe, expect, test } from 'vitest';
import { blameChanges } from '../../src/history/deployed.ts';
import type { Blame, DeployedHead } from '../../src/history/deployed.ts';

/** The line of the tests: ten changes, named by a letter each. */
const shas = 'a b c d e f g h i j'.split(' ');

type Told = readonly [head: string, went: 'well' | 'badly', parts?: Partial<DeployedHead>];

function blame(told: readonly Told[], failed: string = ''): Blame {
  const deployed = told.map(([head, went, parts], index): DeployedHead => ({
    head,
    went,
    at: `2026-01-01T00:00:0${index}Z`,
    source: `ledger:${head}`,
    base: null,
    ...parts,
  }));
  return blameChanges(deployed, { shas, hasFailed: (place) => failed.includes(shas[place] ?? '-') });
}

/** Letters of the changes that are blamed, and of those that are suspects. */
function lettersOf({ failed, suspects }: Blame): { readonly failed: string; readonly suspects: string } {
  return { failed: letters(failed.keys()), suspects: letters([...suspects.keys()].toSorted((one, two) => one - two)) };
}

function letters(places: Iterable<number>): string {
  return [...places].map((place) => shas[place]).join('');
}

describe('a failed deployment', () => {
  test.each<{ what: string; told: readonly Told[]; known?: string; failed: string; suspects: string }>([
    {
      what: 'of one change since the last success blames it',
      told: [
        ['c', 'well'],
        ['d', 'badly'],
      ],
      failed: 'd',
      suspects: '',
    },
    {
      what: 'of several makes all of them suspects, and blames none',
      told: [
        ['c', 'well'],
        ['f', 'badly'],
      ],
      failed: '',
      suspects: 'def',
    },
    {
      what: 'of several, one of which failed anyway, makes no other one a suspect',
      told: [
        ['c', 'well'],
        ['f', 'badly'],
      ],
      known: 'e',
      failed: '',
      suspects: '',
    },
    {
      what: 'is narrowed by a later success below it',
      told: [
        ['c', 'well'],
        ['f', 'badly'],
        ['e', 'well'],
      ],
      failed: 'f',
      suspects: '',
    },
    {
      what: 'that went well when it was tried again blames nothing',
      told: [
        ['c', 'well'],
        ['d', 'badly'],
        ['d', 'well'],
      ],
      failed: '',
      suspects: '',
    },
    {
      what: 'that went well at first and was rolled back blames',
      told: [
        ['c', 'well'],
        ['d', 'well'],
        ['d', 'badly'],
      ],
      failed: 'd',
      suspects: '',
    },
    {
      what: 'after another one with the same change blames it once',
      told: [
        ['c', 'well'],
        ['d', 'badly'],
        ['f', 'badly'],
      ],
      failed: 'd',
      suspects: '',
    },
    {
      what: 'after another one of several suspects the new ones, too',
      told: [
        ['c', 'well'],
        ['e', 'badly'],
        ['g', 'badly'],
      ],
      failed: '',
      suspects: 'defg',
    },
    { what: 'with no success below blames nobody', told: [['d', 'badly']], failed: '', suspects: '' },
    {
      what: 'whose record says what was live is bounded by that',
      told: [['d', 'badly', { base: 'c' }]],
      failed: 'd',
      suspects: '',
    },
    {
      what: 'of a commit elsewhere blames nobody',
      told: [
        ['c', 'well'],
        ['x', 'badly'],
      ],
      failed: '',
      suspects: '',
    },
    {
      what: 'at the same instant as a success counts',
      told: [
        ['c', 'well'],
        ['d', 'badly', { at: '2026-01-01T00:00:09Z' }],
        ['d', 'well', { at: '2026-01-01T00:00:09Z' }],
      ],
      failed: 'd',
      suspects: '',
    },
  ])('$what', ({ told, known = '', failed, suspects }) => {
    expect(lettersOf(blame(told, known))).toEqual({ failed, suspects });
  });

  test('is counted by what became of it', () => {
    const { counts, failed, suspects } = blame(
      [
        ['b', 'well'],
        ['c', 'badly'],
        ['e', 'well'],
        ['g', 'badly'],
        ['h', 'well'],
        ['j', 'badly'],
        ['x', 'badly'],
      ],
      'j',
    );

    expect(counts).toEqual({ succeeded: 3, failed: 4, ofOneChange: 1, explained: 1, shared: 1, notPlaced: 1 });
    expect(failed.get(2)).toBe('ledger:c');
    expect(suspects.get(5)).toBe('ledger:g');
  });
});
