import { describe, expect, test } from 'vitest';
import { loadPolicy } from '../../src/policy/load.ts';

async function warningsOf(during: object): Promise<readonly string[]> {
  const policy = { version: 1, schedule: { timezone: 'UTC', freezes: [{ id: 'fair', because: 'busy', during }] } };
  const content = new TextEncoder().encode(JSON.stringify(policy));
  const files = { read: async (path: string) => (path === 'p.yml' ? content : null), list: async () => null };
  const loaded = await loadPolicy({ path: 'p.yml', today: '2026-11-21' }, files);
  if (!loaded.ok) throw new Error(JSON.stringify(loaded.problems));
  return loaded.warnings.map(({ problem }) => problem);
}

describe('a freeze', () => {
  test.each([
    { during: { from: '2025-12-24', to: '2025-12-27' }, over: '2025-12-27' },
    { during: { from: '2025-12-24T12:00', to: '2026-11-20T23:00' }, over: '2026-11-20' },
    { during: { dates: ['2025-12-24', '2025-12-29..2025-12-31'] }, over: '2025-12-31' },
  ])('that was over on $over is told, since the year is often a slip', async ({ during, over }) => {
    expect(await warningsOf(during)).toContainEqual(`the freeze \`fair\` is over since ${over}`);
  });

  test.each([
    { during: { from: '2026-11-20', to: '2026-11-21' } },
    { during: { from: '12-20', to: '01-03' } },
    { during: { days: ['fri'] } },
    { during: { dates: ['2025-12-24', '2026-12-24'] } },
  ])('that is not over yet, or comes again, is not: $during', async ({ during }) => {
    expect(await warningsOf(during)).not.toContainEqual(expect.stringContaining('is over since'));
  });
});
