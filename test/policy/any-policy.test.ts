import { dump } from 'js-yaml';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { loadPolicy } from '../../src/policy/load.ts';
import { shippedPolicies } from '../../src/policy/shipped.generated.ts';
import { parseYaml } from '../../src/policy/yaml.ts';
import { memoryFiles } from './memory-files.ts';
import { mutationOf } from './mutations.ts';

async function placesAreInside(text: string): Promise<void> {
  const loaded = await loadPolicy({ path: 'p.yml', today: '2026-11-27' }, memoryFiles({ 'p.yml': text }));

  const lines = text.split(/\r\n?|\n/);
  const problems = loaded.ok ? loaded.warnings : loaded.problems;
  if (!loaded.ok) expect(problems.length).toBeGreaterThan(0);
  for (const { file, line, column, problem } of problems) {
    expect(file, problem).toBe('p.yml');
    expect(line, problem).toBeLessThanOrEqual(lines.length);
    expect(column, problem).toBeLessThanOrEqual((lines[line - 1] ?? '').length + 1);
  }
}

const policies = Object.values(shippedPolicies).filter((text) => !/^extends:/m.test(text));

describe('any policy', () => {
  test('with one thing changed loads, or has problems with places inside the file', async () => {
    const values = policies.map((text) => {
      const document = parseYaml(text, 'p.yml');
      return document.ok ? document.value : null;
    });

    await fc.assert(
      fc.asyncProperty(fc.oneof(...values.map(mutationOf)), async (value) => await placesAreInside(dump(value))),
      { numRuns: 300 },
    );
  });

  test('with some of its text cut out or put in loads, or has problems with places inside the file', async () => {
    const cut = fc.record({
      text: fc.constantFrom(...policies),
      at: fc.nat(20_000),
      length: fc.nat(40),
      put: fc.constantFrom(
        '',
        '"',
        "'",
        '{',
        ']',
        ': ',
        '- ',
        '\n',
        '\t',
        '&a ',
        '*a',
        '!!int ',
        '|\n',
        '\u0000',
        'é',
        '#',
      ),
    });

    await fc.assert(
      fc.asyncProperty(cut, async ({ text, at, length, put }) => {
        const start = at % text.length;
        await placesAreInside(text.slice(0, start) + put + text.slice(start + length));
      }),
      { numRuns: 300 },
    );
  });
});
