import { describe, expect, test } from 'vitest';
import { seeRunningElsewhere } from '../../src/action/running-elsewhere.ts';
import { connect } from '../../src/github/client.ts';
import { start } from '../fake-github/running.ts';
import { minutesAgo, now } from '../github/scene.ts';
import { aChange, aPolicy } from '../builders.ts';

const services = {
  payments: { paths: ['payments/**'], dependsOn: ['ledger', 'site'] },
  ledger: { repository: 'acme/ledger' },
  mail: { repository: 'acme/mail' },
  site: { repository: 'Acme/Shop', paths: ['site/**'] },
};

type Scene = Parameters<typeof seeRunningElsewhere>[0];

async function see({ across = true, token = true, touched = ['payments'] } = {}) {
  const logUrl = 'https://github.com/acme/ledger/actions/runs/3/job/4';
  const statuses = [{ state: 'in_progress', logUrl } as const];
  const { fake } = await start({
    now,
    repositories: [
      { fullName: 'acme/ledger', deployments: [{ createdAt: minutesAgo(1), statuses }] },
      { fullName: 'acme/mail', deployments: [{ createdAt: minutesAgo(1), statuses }] },
    ],
  });
  const central = async () => connect({ token: fake.token, apiUrl: fake.url });
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the parts of the scene that are asked for
  const scene = {
    event: { owner: 'acme', repository: 'shop' },
    inputs: { environment: 'production' },
    runner: { serverUrl: 'https://github.com', now: () => now },
    central: token ? central : null,
  } as Scene;
  const policy = await aPolicy({ services, conflicts: { acrossRepositories: across } });
  return { fake, seen: await seeRunningElsewhere(scene, policy, aChange({ services: touched })) };
}

describe('other repositories', () => {
  test('are asked about the services that the change has to do with', async () => {
    const { fake, seen } = await see();

    expect(seen.runningElsewhere).toMatchObject([
      { repository: 'acme/ledger', services: ['ledger'], url: 'https://github.com/acme/ledger/actions/runs/3/job/4' },
    ]);
    expect(fake.requests).toHaveLength(1);
  });

  test('are not asked about services that it has nothing to do with, nor about those of this one', async () => {
    const { fake, seen } = await see({ touched: ['site'] });

    expect(seen).toEqual({ runningElsewhere: [] });
    expect(fake.requests).toEqual([]);
  });

  test('are not asked where the policy does not want it', async () => {
    expect((await see({ across: false })).seen).toEqual({});
  });

  test('cannot be asked without a token', async () => {
    expect((await see({ token: false })).seen).toEqual({
      runningElsewhere: { unknown: expect.stringContaining('token') },
    });
  });
});
