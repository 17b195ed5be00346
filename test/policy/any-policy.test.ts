import { dump } from 'js-yaml';
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { loadPolicy } from '../../src/policy/load.ts';
import { shippedPolicies } from '../../src/policy/shipped.generated.ts';
import { parseYaml } from '../../src/policy/yaml.ts';
import { memoryFiles } from './memory-files.ts';
import { mutationOf } from './mutations.ts';

/** What is wrong with the answer to a policy: an error without a problem, or a problem that stands nowhere. */
async function faultsOf(text: string): Promise<readonly string[]> {
  const loaded = await loadPolicy({ path: 'p.yml', today: '2026-11-27' }, memoryFiles({ 'p.yml': text }));
  if (!loaded.ok && loaded.problems.length === 0) return ['refused without a problem'];
  const lines = text.split(/\r\n?|\n/);
  return (loaded.ok ? loaded.warnings : loaded.problems)
    .filter(({ file, line, column }) => file !== 'p.yml' || column < 1 || column > (lines[line - 1]?.length ?? -1) + 1)
    .map(({ line, column, problem }) => `${line}:${column} ${problem}`);
}

const policies = Object.values(shippedPolicies).filter((text) => !/^extends:/m.test(text));

describe('any policy', () => {
  test('with one thing changed loads, or has problems with places inside the file', async () => {
    const values = policies.map((text) => {
      const document = parseYaml(text, 'p.yml');
      return document.ok ? document.value : null;
    });

    await fc.assert(
      fc.asyncProperty(fc.oneof(...values.map(mutationOf)), async (value) => {
        expect(await faultsOf(dump(value))).toEqual([]);
      }),
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
        expect(await faultsOf(text.slice(0, start) + put + text.slice(start + length))).toEqual([]);
      }),
      { numRuns: 300 },
    );
  });
});
