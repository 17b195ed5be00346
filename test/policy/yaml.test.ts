import { describe, expect, test } from 'vitest';
import { largestFileBytes, parseYaml } from '../../src/policy/yaml.ts';

function problemsOf(content: string | Uint8Array): readonly string[] {
  const result = parseYaml(content, 'p.yml');
  return result.ok
    ? []
    : result.problems.map(({ line, column, code, problem }) => `${line}:${column} ${code} ${problem}`);
}

function documentOf(content: string) {
  const result = parseYaml(content, 'p.yml');
  if (!result.ok) throw new Error(result.problems.map(({ problem }) => problem).join());
  return result;
}

describe('a YAML file', () => {
  test.each([
    { what: 'that is empty', content: '', problems: ['1:1 yaml/empty the file is empty'] },
    { what: 'of comments alone', content: '# later\n', problems: ['1:1 yaml/empty the file is empty'] },
    { what: 'of a bare marker', content: '---\n', problems: ['1:1 yaml/empty the file is empty'] },
    {
      what: 'with two documents',
      content: 'a: 1\n---\nb: 2\n',
      problems: ['3:1 yaml/several-documents a second document starts here'],
    },
    {
      what: 'with a key three times',
      content: 'a: 1\na: 2\n"a": 3\n',
      problems: [
        '2:1 yaml/duplicate-key key `a` stands here a second time',
        '3:1 yaml/duplicate-key key `a` stands here a second time',
      ],
    },
    {
      what: 'with an alias',
      content: 'a: &x 1\nb: *x\n',
      problems: ['2:4 yaml/alias aliases (`*name`) are not read'],
    },
    {
      what: 'with a list as a key',
      content: '? [a]\n: 3\n',
      problems: ['1:3 yaml/key a list or a map stands where a key belongs'],
    },
    {
      what: 'with a wrong indentation',
      content: 'a:\n  - b: 1\n c: 2\n',
      problems: ['3:2 yaml/syntax this is not YAML: bad indentation of a mapping entry'],
    },
    {
      what: 'with a key that is not what its tag says',
      content: 'a: 1\n!!int b: 2\n',
      problems: ['2:1 yaml/syntax this is not YAML: cannot resolve a node with !<tag:yaml.org,2002:int> explicit tag'],
    },
    {
      what: 'with an unknown tag',
      content: 'a: !js/function 3\n',
      problems: ['1:4 yaml/syntax this is not YAML: unknown scalar tag !<!js/function>'],
    },
    {
      what: 'nested 33 deep',
      content: `${'['.repeat(33)}${']'.repeat(33)}`,
      problems: ['1:33 yaml/too-deep lists and maps are nested more than 32 deep'],
    },
    {
      what: 'nested without end',
      content: '['.repeat(100_000),
      problems: ['1:200 yaml/syntax this is not YAML: nesting exceeded maxDepth (200)'],
    },
    {
      what: 'that is binary',
      content: new Uint8Array([0x89, 0x50, 0x4e, 0x47, 0xff]),
      problems: ['1:1 yaml/binary the file is not text in UTF-8'],
    },
    {
      what: 'with a null character',
      content: 'a: "\0"',
      problems: ['1:1 yaml/binary the file is not text in UTF-8'],
    },
    {
      what: 'one byte too large',
      content: ' '.repeat(largestFileBytes + 1),
      problems: ['1:1 yaml/too-large the file has 1000001 bytes, more than 1000000'],
    },
  ])('$what is refused with its place', ({ content, problems }) => {
    expect(problemsOf(content)).toEqual(problems);
  });

  test('of the largest size is read', () => {
    const content = `a: 1${' '.repeat(largestFileBytes - 5)}\n`;

    expect(documentOf(content).value).toEqual({ a: 1 });
  });

  test('nested 32 deep is read', () => {
    expect(problemsOf(`${'['.repeat(32)}${']'.repeat(32)}`)).toEqual([]);
  });

  test('that is an alias bomb is refused without being unfolded', () => {
    const levels = Array.from({ length: 30 }, (_, i) => `a${i + 1}: &a${i + 1} [*a${i},*a${i},*a${i},*a${i},*a${i}]`);

    const problems = problemsOf(['a0: &a0 x', ...levels].join('\n'));

    expect(problems).toHaveLength(150);
    expect(problems[0]).toBe('2:10 yaml/alias aliases (`*name`) are not read');
  });

  test('with a byte order mark is read as if it had none', () => {
    const { value, places } = documentOf('\uFEFFa: 1');

    expect(value).toEqual({ a: 1 });
    expect(places.ofKey('/a')).toEqual({ line: 1, column: 1 });
  });

  test('cannot reach the prototype of objects', () => {
    const { value } = documentOf('__proto__: { polluted: true }\nconstructor: { prototype: { polluted: true } }');

    expect(Object.hasOwn(Object(value), '__proto__')).toBe(true);
    expect(Object('').polluted).toBeUndefined();
  });

  test('that is JSON is read too', () => {
    expect(documentOf('{"a": [1, "b\\u00e4"], "c": null}').value).toEqual({ a: [1, 'bä'], c: null });
  });
});

describe('places', () => {
  const source = ['a:', '  - b: 1', '    "c/d": [x, { e: "f" }]', '1.0: two', 'empty:', ''].join('\n');
  const { places } = documentOf(source);

  test.each([
    { pointer: '/a', key: [1, 1], value: [2, 3] },
    { pointer: '/a/0', key: [2, 5], value: [2, 5] },
    { pointer: '/a/0/b', key: [2, 5], value: [2, 8] },
    { pointer: '/a/0/c~1d', key: [3, 5], value: [3, 12] },
    { pointer: '/a/0/c~1d/1/e', key: [3, 18], value: [3, 21] },
    { pointer: '/1', key: [4, 1], value: [4, 6] },
    { pointer: '/empty', key: [5, 1], value: [5, 1] },
    { pointer: '/a/0/nothing/here', key: [2, 5], value: [2, 5] },
    { pointer: '', key: [1, 1], value: [1, 1] },
  ])('of `$pointer` are those of its key and its value', ({ pointer, key, value }) => {
    const [line, column] = key;
    const [valueLine, valueColumn] = value;

    expect(places.ofKey(pointer)).toEqual({ line, column });
    expect(places.ofValue(pointer)).toEqual({ line: valueLine, column: valueColumn });
  });

  test.each([
    { style: 'plain', source: 'w: one two §', at: [1, 12] },
    { style: 'plain over two lines', source: 'w: one two\n  three §', at: [2, 9] },
    { style: 'single-quoted', source: "w: 'it''s ''§'''", at: [1, 13] },
    { style: 'double-quoted', source: 'w: "a\\t\\u00e4 \\"§"', at: [1, 17] },
    { style: 'double-quoted over two lines', source: 'w: "a b\n  c §"', at: [2, 5] },
    { style: 'literal', source: 'w: |\n  first\n    second §\n  third\n', at: [3, 12] },
    { style: 'folded', source: 'w: >-\n  first\n  second §\n\n  third\n', at: [3, 10] },
  ])('within a $style text are seen through its spelling', ({ source: text, at }) => {
    const document = documentOf(text);
    const word = String(Object.values(Object(document.value))[0]);
    const [line, column] = at;

    expect(document.places.within('/w', word.indexOf('§'))).toEqual({ line, column });
  });
});
