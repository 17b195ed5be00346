import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { Metrics } from '../../src/metrics/figures.ts';
import type { DeploymentSeed, Seed } from '../fake-github/seed.ts';
import { startShop } from '../fake-github/running.ts';
import type { FakeGitHub } from '../fake-github/server.ts';
import { aDecided, aRepository, filesOf } from './a-ledger.ts';
import { runMetrics } from './run-metrics.ts';

const sha = (letter: string): string => letter.repeat(40);
const commits = ['a', 'b', 'c', 'd'].map((letter) => ({ sha: sha(letter) }));

function onDay(day: number, hour = 10): string {
  return `2026-11-${String(day).padStart(2, '0')}T${String(hour).padStart(2, '0')}:00:00Z`;
}

async function github(
  deployments: readonly DeploymentSeed[],
  seed: Omit<Seed, 'repositories'> = {},
): Promise<FakeGitHub> {
  return (await startShop({ commits, deployments }, seed)).fake;
}

const routing = `version: 1
authorities: { peers: { permission: write } }
approvals: [{ id: four-eyes, because: two see more than one, from: [peers], environment: production-reviewed }]
`;

async function tell(
  fake: Pick<FakeGitHub, 'token' | 'url'>,
  { argv = ['--github', 'acme/shop'], policyText = 'version: 1\n' } = {},
): Promise<Metrics> {
  const decided = [
    aDecided({ head: sha('a'), evaluatedAt: onDay(10) }),
    aDecided({ head: sha('b'), evaluatedAt: onDay(12) }),
  ];
  const env = { GITHUB_TOKEN: fake.token, GITHUB_API_URL: fake.url };
  const directory = aRepository(filesOf(...decided));
  writeFileSync(join(directory, 'policy.yml'), policyText);
  const { code, out, errors } = await runMetrics(directory, ['--policy', 'policy.yml', '--json', ...argv], { env });
  if (code !== 0) throw new Error(errors);
  return JSON.parse(out);
}

const fine = {
  commit: sha('a'),
  createdAt: onDay(10, 11),
  statuses: ['in_progress', { state: 'success', createdAt: onDay(10, 12) }],
} as const;

describe('deployments on GitHub', () => {
  test('tell how changes went where no outcome was recorded', async () => {
    const failed = { commit: sha('b'), createdAt: onDay(12, 11), statuses: ['failure'] } as const;

    const { success, dora, unauthorised } = await tell(await github([fine, failed]));

    expect(success.overall).toMatchObject({ deployments: 2, failed: 1 });
    expect(dora.recoveryTime).toMatchObject({ recovered: 0, open: 1 });
    expect(unauthorised).toMatchObject({ looked: 'deployments', deployments: 2, changes: [] });
  });

  test('without a decision are unauthorised changes, whoever made them', async () => {
    const stray = { commit: sha('c'), creator: 'zoe', createdAt: onDay(14) };

    const { unauthorised } = await tell(await github([fine, stray]));

    expect(unauthorised.changes).toEqual([
      expect.objectContaining({
        head: sha('c'),
        by: 'zoe',
        why: 'no-decision',
        at: onDay(14),
        environment: 'production',
      }),
    ]);
  });

  test.each([
    { what: 'runs', statuses: ['in_progress'] as const },
    { what: 'waits for its reviewers', statuses: ['queued'] as const },
    { what: 'nobody said anything of', statuses: [] },
  ])('that still $what is none', async ({ statuses }) => {
    const { unauthorised } = await tell(await github([fine, { commit: sha('c'), createdAt: onDay(14), statuses }]));

    expect(unauthorised.changes).toEqual([]);
  });

  test('elsewhere do not count', async () => {
    const { unauthorised } = await tell(
      await github([fine, { commit: sha('c'), environment: 'preview', createdAt: onDay(14) }]),
    );

    expect(unauthorised).toMatchObject({ deployments: 1, changes: [] });
  });

  test('to an environment whose reviewers approve count as those of the judged one', async () => {
    const fake = await github([{ ...fine, environment: 'production-reviewed' }]);

    const { success, unauthorised } = await tell(fake, { policyText: routing });

    expect(success.overall.deployments).toBe(1);
    expect(unauthorised).toMatchObject({ deployments: 1, changes: [] });
  });

  test('are read page by page', async () => {
    const many = Array.from({ length: 230 }, (_, index) => ({ commit: sha('d'), createdAt: onDay(11, index % 24) }));

    const { unauthorised } = await tell(await github([fine, ...many]));

    expect(unauthorised.deployments).toBe(231);
    expect(unauthorised.changes).toHaveLength(230);
  });

  test('are those of the repository, however its name is written', async () => {
    const { unauthorised } = await tell(await github([fine]), { argv: ['--github', 'Acme/Shop'] });

    expect(unauthorised).toMatchObject({ deployments: 1, changes: [] });
  });

  test('that cannot be read are not known, and the rest is told', async () => {
    const tokens = [{ token: 'narrow', kind: 'actions', permissions: { contents: 'read', issues: 'read' } }] as const;
    const fake = await github([fine], { tokens });

    const { unauthorised, unknown, judged } = await tell({ ...fake, token: 'narrow' });

    expect(unknown).toEqual([expect.stringContaining('the deployments are not known: ')]);
    expect(unknown[0]).toContain('`deployments: read`');
    expect(unauthorised).toMatchObject({ looked: 'records', deployments: null });
    expect(judged.decisions).toBe(2);
  });
});
