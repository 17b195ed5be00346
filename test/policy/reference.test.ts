import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { readSource } from '../../src/policy/source-file.ts';
import { bytes } from './memory-files.ts';

const page = readFileSync(new URL('../../docs/policy-reference.md', import.meta.url), 'utf8');
// Policy tests are a language of their own.
const examples = [...page.matchAll(/^```yaml\n(?!tests:)(.*?)^```$/gms)].map(([, text = '']) => text);

describe('the policy reference', () => {
  test.each(examples)('shows an example that fits the language: %#', (example) => {
    const text = example.startsWith('version:') ? example : `version: 1\n${example}`;

    const result = readSource({
      file: 'example.yml',
      content: bytes(text),
      from: { kind: 'local', path: 'example.yml' },
    });

    expect(result.ok ? [] : result.problems).toEqual([]);
  });

  test('tells what each key means', () => {
    expect(page.split('\n').filter((line) => line.startsWith('| `') && line.endsWith('|  |'))).toEqual([]);
    expect(page).not.toMatch(/undefined|<!-- (keys|common|shapes)/);
  });
});
