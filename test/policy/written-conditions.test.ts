import { describe, expect, test } from 'vitest';
import { loadPolicy } from '../../src/policy/load.ts';

async function problemsOf(text: string): Promise<readonly string[]> {
  const content = new TextEncoder().encode(text);
  const files = { read: async (path: string) => (path === 'p.yml' ? content : null), list: async () => null };
  const loaded = await loadPolicy({ path: 'p.yml', today: null }, files);
  return (loaded.ok ? [] : loaded.problems).map(({ line, column, problem }) => `${line}:${column} ${problem}`);
}

describe('a policy whose form is wrong', () => {
  test('still tells what is wrong with its conditions', async () => {
    const text = [
      'version: 1',
      'risk:',
      '  factors:',
      '    - { id: a, because: b, when: change.isBott, pionts: 3 }',
      '    - { id: c, because: d, measure: change.title, points: { 1: 2 } }',
      'standardChanges:',
      '  - { id: e, title: f, because: g, when: change.type == "normal", maxRisk: low, reviewBy: 2029-01-01 }',
    ].join('\n');

    const problems = await problemsOf(text);

    expect(problems).toHaveLength(4);
    expect(problems[0]).toMatch(/^4:34 unknown fact `change\.isBott`/);
    expect(problems[1]).toMatch(/^4:49 unknown key `pionts`/);
    expect(problems[2]).toMatch(/^5:37 /);
    expect(problems[3]).toMatch(/^7:42 .*change\.type/);
  });

  test('says nothing of conditions that are sound', async () => {
    expect(await problemsOf('version: 1\nevidence:\n  - { id: a, because: b, when: tier == 1 }\n')).toHaveLength(1);
  });
});
