import { describe, expect, test } from 'vitest';
import { closest } from '../src/closest.ts';

const names = ['change.linesChanged', 'change.isBot', 'until', 'mon', 'fri'];

describe('the word that was meant', () => {
  test.each([
    { word: 'unti', meant: 'until' },
    { word: 'utnil', meant: 'until' },
    { word: 'Until', meant: 'until' },
    { word: 'change.lineChanged', meant: 'change.linesChanged' },
    { word: 'monday', meant: 'mon' },
    { word: 'fry', meant: 'fri' },
    { word: 'payments', meant: null },
    { word: 'x', meant: null },
    { word: '', meant: null },
  ])('by $word is $meant', ({ word, meant }) => {
    expect(closest(word, names)).toBe(meant);
  });
});
