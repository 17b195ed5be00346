import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readJson } from '../../src/cli/json-text.ts';

function faultOf(text: string) {
  const json = readJson(text);
  return json.ok ? null : json.faults[0];
}

describe('a JSON text', () => {
  test('is read as JSON.parse reads it, however it is laid out', () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.constantFrom('', ' ', '\t', '\r\n  '), (value, indent) => {
        const text = JSON.stringify(value, null, indent);

        expect(readJson(text)).toMatchObject({ ok: true, value: JSON.parse(text) });
      }),
    );
  });

  test('is refused exactly where JSON.parse refuses it', () => {
    const mutated = fc
      .tuple(
        fc.json(),
        fc.nat(),
        fc.constantFrom('', '"', ',', ':', '{', '}', '[', ']', '0', '.', '-', '\\', '\n', 'e'),
      )
      .map(
        ([text, at, mark]) =>
          `${text.slice(0, at % (text.length + 1))}${mark}${text.slice((at % (text.length + 1)) + 1)}`,
      );

    fc.assert(
      fc.property(mutated, (text) => {
        const isJson = isParsed(text);
        const fault = faultOf(text);

        // Of what is JSON, only a repeated key is refused.
        expect(fault === null || (isJson && fault?.problem.includes('a second time'))).toBe(isJson);
      }),
      { numRuns: 2_000 },
    );
  });

  test('tells where each value stands, and for what is not there, where it would be', () => {
    const json = readJson('{\n  "a": [1, { "b/c": "x" }],\n  "d~e": null\n}');
    if (!json.ok) throw new Error('it is sound');

    expect(json.placeOf('/a/1/b~1c')).toEqual({ line: 2, column: 21 });
    expect(json.placeOf('/a/0')).toEqual({ line: 2, column: 9 });
    expect(json.placeOf('/d~0e')).toEqual({ line: 3, column: 10 });
    expect(json.placeOf('/a/7/z')).toEqual({ line: 2, column: 8 });
    expect(json.placeOf('/nowhere')).toEqual({ line: 1, column: 1 });
  });

  test('may not say the same key twice, also when it is spelled differently', () => {
    expect(faultOf('{ "a": 1,\n  "\\u0061": 2 }')).toEqual({
      line: 2,
      column: 3,
      problem: 'key `a` stands here a second time',
      remedy: 'remove one of them',
    });
  });

  test('may say the same key in two places', () => {
    expect(readJson('{ "a": { "a": [{ "a": 1 }, { "a": ":\\":" }] } }').ok).toBe(true);
  });

  test.each([
    { text: '', words: 'the text ends, expected a value', column: 1 },
    { text: '  ', words: 'the text ends, expected a value', column: 3 },
    { text: '{', words: 'the text ends, expected a name in double quotes or `}`', column: 2 },
    { text: '{"a"', words: 'the text ends, expected `:`', column: 5 },
    { text: '{"a": 1', words: 'the text ends, expected `,` or `}`', column: 8 },
    { text: '[1, ]', words: 'found `]`, expected a value', column: 5 },
    { text: '[1 2]', words: 'found `2`, expected `,` or `]`', column: 4 },
    { text: '{"a": 1, }', words: 'found `}`, expected a name in double quotes', column: 10 },
    { text: "{'a': 1}", words: "found `'`, expected a name in double quotes or `}`", column: 2 },
    { text: '01', words: 'found `01`, expected a value', column: 1 },
    { text: '{} {}', words: 'found `{`, expected nothing more', column: 4 },
    { text: '{} // done', words: 'found `/`, expected nothing more', column: 4 },
    { text: '"a\nb"', words: 'found `"`, expected a value', column: 1 },
    { text: 'Infinity', words: 'found `Infinity`, expected a value', column: 1 },
  ])('says what is wrong: $text', ({ text, words, column }) => {
    expect(faultOf(text)).toEqual({ line: 1, column, problem: `this is not JSON: ${words}`, remedy: null });
  });

  test('that is nested without end is refused without trouble', () => {
    expect(faultOf('['.repeat(1_000_000))?.problem).toContain('the text ends');
    expect(faultOf(`{"a":"${'\\\\'.repeat(1_000_000)}"`)?.problem).toContain('the text ends');
  });
});

function isParsed(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
