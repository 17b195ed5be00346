import * as fc from 'fast-check';
import { Minimatch } from 'minimatch';
import { describe, expect, test } from 'vitest';
import { checkPathPattern, longestPattern, pathMatcher, wildcardMatcher } from '../../src/change/glob.ts';

const plainOptions = {
  dot: true,
  nonegate: true,
  nocomment: true,
  noext: true,
  platform: 'linux',
} as const;

describe('a path pattern', () => {
  test.each([
    { pattern: 'docs/**', path: 'docs/a.md', matches: true },
    { pattern: 'docs/**', path: 'docs/deep/er/a.md', matches: true },
    { pattern: 'docs/**', path: 'docs', matches: false },
    { pattern: 'docs/**', path: 'docsy/a.md', matches: false },
    { pattern: 'docs/**', path: 'old/docs/a.md', matches: false },
    { pattern: '**/migrations/**', path: 'migrations/1.sql', matches: true },
    { pattern: '**/migrations/**', path: 'services/pay/migrations/1.sql', matches: true },
    { pattern: '**/migrations/**', path: 'services/pay/migrations', matches: false },
    { pattern: '**/package.json', path: 'package.json', matches: true },
    { pattern: '**/package.json', path: 'web/package.json', matches: true },
    { pattern: '**/package.json', path: 'web/my-package.json', matches: false },
    { pattern: '*.md', path: 'README.md', matches: true },
    { pattern: '*.md', path: 'docs/README.md', matches: false },
    { pattern: '**', path: '.github/workflows/ci.yml', matches: true },
    { pattern: '**/*.yml', path: '.github/workflows/ci.yml', matches: true },
    { pattern: '.github/**', path: '.github/workflows/ci.yml', matches: true },
    { pattern: 'Dockerfile', path: 'dockerfile', matches: false },
    { pattern: 'Dockerfile', path: 'Dockerfile', matches: true },
    { pattern: 'src/{a,b}/**', path: 'src/b/x.ts', matches: true },
    { pattern: 'src/{a,b}/**', path: 'src/c/x.ts', matches: false },
    { pattern: '#notes/**', path: '#notes/a', matches: true },
    { pattern: 'app/(group)/page.tsx', path: 'app/(group)/page.tsx', matches: true },
    { pattern: 'a?c', path: 'abc', matches: true },
    { pattern: 'a?c', path: 'a/c', matches: false },
    { pattern: '[ab].ts', path: 'b.ts', matches: true },
  ])('$pattern and $path: $matches', ({ pattern, path, matches }) => {
    expect(pathMatcher([pattern])(path)).toBe(matches);
  });

  test('matches if one of several does', () => {
    const matches = pathMatcher(['docs/**', '**/*.md']);

    expect([matches('a.md'), matches('docs/x.png'), matches('src/x.png')]).toEqual([true, true, false]);
  });

  test('matches nothing if there is none', () => {
    expect(pathMatcher([])('a')).toBe(false);
  });

  test('of many names in any folder means the same as in minimatch', () => {
    const name = fc.constantFrom('a', 'b', 'a.b', '.a', 'a+b', '(a)', 'a/b');
    const names = fc.uniqueArray(name, { minLength: 4 }).map((all) => `{${all.join()}}`);
    const end = fc.constantFrom('', '/**', '*', '.*', '*b', '/*');
    const patterns = fc.tuple(names, end).map(([all, rest]) => `**/${all}${rest}`);
    const parts = fc.constantFrom('a', 'b', 'a.b', '.a', 'a+b', '(a)', 'ab', 'aab', 'x');
    const paths = fc.array(parts, { minLength: 1, maxLength: 4 }).map((all) => all.join('/'));

    fc.assert(
      fc.property(patterns, paths, (pattern, path) => {
        expect(pathMatcher([pattern])(path)).toBe(new Minimatch(pattern, plainOptions).match(path));
      }),
      { numRuns: 5_000 },
    );
  });

  test('means the same as in minimatch, short cuts or not', () => {
    const part = fc.constantFrom(
      'a',
      'b',
      '.a',
      'a.ts',
      '*',
      '**',
      '**',
      '?',
      '*.ts',
      '.ts',
      '{a,b}',
      '{a,}',
      '{**,b}',
      '{a/b,*}',
      '[ab]',
      'a*',
      'a*b',
      '*b*',
      '***',
      'a**b',
      'a\\{b,c}',
    );
    const patterns = fc.array(part, { minLength: 1, maxLength: 4 }).map((parts) => parts.join('/'));
    const paths = fc
      .array(fc.constantFrom('a', 'b', '.a', '.ts', 'a.ts', 'ab', 'abb', 'bab', 'c'), { minLength: 1, maxLength: 5 })
      .map((parts) => parts.join('/'));

    fc.assert(
      fc.property(patterns, paths, (pattern, path) => {
        expect(pathMatcher([pattern])(path)).toBe(new Minimatch(pattern, plainOptions).match(path));
      }),
      { numRuns: 5_000 },
    );
  });
});

describe('the check of a path pattern', () => {
  test.each([
    '**',
    'docs/**',
    '**/*.{ts,tsx}',
    'a/[ab]/c?',
    'app/(group)/**',
    '.github/**',
    'x'.repeat(longestPattern),
  ])('accepts %s', (pattern) => {
    expect(checkPathPattern(pattern)).toBeNull();
  });

  test.each([
    { pattern: '', problem: 'empty' },
    { pattern: 'x'.repeat(longestPattern + 1), problem: 'characters' },
    { pattern: '!docs/**', problem: 'starts with `!`' },
    { pattern: '/docs/**', problem: 'starts with `/`' },
    { pattern: 'docs/', problem: 'ends with `/`' },
    { pattern: './docs/**', problem: '`.` or `..`' },
    { pattern: 'docs/../x', problem: '`.` or `..`' },
    { pattern: 'docs//x', problem: '`//`' },
    { pattern: '@(a|b)/**', problem: 'extended pattern' },
    { pattern: 'a\0', problem: 'null character' },
    { pattern: '{a,b}'.repeat(20), problem: 'braces' },
    { pattern: '{1..99999}', problem: 'braces' },
    { pattern: '{,}', problem: 'matches nothing' },
  ])('refuses $pattern: $problem', ({ pattern, problem }) => {
    expect(checkPathPattern(pattern)).toContain(problem);
  });

  test('accepts exactly as many expansions as the limit', () => {
    expect(checkPathPattern('{1..256}')).toBeNull();
    expect(checkPathPattern('{1..257}')).not.toBeNull();
  });
});

describe('a pattern for names', () => {
  test.each([
    { pattern: 'CI / *', value: 'CI / build (20)', matches: true },
    { pattern: 'CI / *', value: 'CI', matches: false },
    { pattern: 'dependabot[bot]', value: 'dependabot[bot]', matches: true },
    { pattern: 'dependabot[bot]', value: 'dependabotb', matches: false },
    { pattern: 'prod-??', value: 'prod-eu', matches: true },
    { pattern: 'prod-??', value: 'prod-e', matches: false },
    { pattern: 'prod-??', value: 'prod-eux', matches: false },
    { pattern: '*', value: '', matches: true },
    { pattern: '?', value: '', matches: false },
    { pattern: '?', value: '🚀', matches: true },
    { pattern: '', value: '', matches: true },
    { pattern: '', value: 'a', matches: false },
    { pattern: 'a*b*c', value: 'a/x/b/c/b/c', matches: true },
    { pattern: 'a*b*c', value: 'acb', matches: false },
    { pattern: 'Production', value: 'production', matches: false },
    { pattern: 'a.c', value: 'abc', matches: false },
  ])('$pattern and $value: $matches', ({ pattern, value, matches }) => {
    expect(wildcardMatcher(pattern)(value)).toBe(matches);
  });

  test('means the same as the regular expression it stands for', () => {
    const text = fc.string({ unit: fc.constantFrom('a', 'b', '*', '?', '/', '['), maxLength: 8 });

    fc.assert(
      fc.property(text, text, (pattern, value) => {
        expect(wildcardMatcher(pattern)(value)).toBe(asRegExp(pattern).test(value));
      }),
      { numRuns: 2_000 },
    );
  });

  test('takes no time over a hostile pattern', () => {
    const matches = wildcardMatcher(`${'*a'.repeat(200)}b`);
    const started = performance.now();

    expect(matches('a'.repeat(4_000))).toBe(false);
    expect(performance.now() - started).toBeLessThan(500);
  });
});

function escaped(text: string): string {
  return text.replaceAll(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`);
}

function asRegExp(pattern: string): RegExp {
  const source = escaped(pattern)
    .replaceAll(String.raw`\*`, '[^]*')
    .replaceAll(String.raw`\?`, '[^]');
  return new RegExp(`^${source}$`, 'u');
}
