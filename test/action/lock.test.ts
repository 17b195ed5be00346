import { describe, expect, test } from 'vitest';
import { giveBack } from '../../src/action/give-back.ts';
import { factsWithLocks } from '../../src/action/lock.ts';
import { decide } from '../../src/decision/decide.ts';
import type { ChangeFacts } from '../../src/change/facts.ts';
import type { Decision } from '../../src/decision/decision.ts';
import type { FakeGitHub } from '../fake-github/server.ts';
import { aChange, anApproval, aPolicy, head } from '../builders.ts';
import { aGitHub, hastyClient, quick } from '../github/a-ledger.ts';

const services = {
  payments: { paths: ['payments/**'], dependsOn: ['ledger'] },
  ledger: { paths: ['ledger/**'] },
  search: { paths: ['search/**'] },
};
const conflicts = { sameService: 'block', dependency: 'note', lock: '45m' };
const now = '2026-11-24T10:00:00Z';

type Setting = Parameters<typeof factsWithLocks>[0];

type Parts = {
  readonly id?: number | null;
  readonly event?: string;
  readonly mode?: 'enforce' | 'advise';
  readonly token?: boolean;
  readonly conflicts?: object;
  readonly facts?: Partial<ChangeFacts>;
};

function settingOf(fake: FakeGitHub, { id = 7, event = 'push', mode = 'enforce', token = true }: Parts): Setting {
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the parts of the scene that are asked for
  return {
    event: { name: event, owner: 'acme', repository: 'shop', run: null },
    inputs: { mode },
    runner: { run: { id, job: 'gate' }, runUrl: `https://github.com/acme/shop/actions/runs/${id}` },
    github: token ? async () => hastyClient(fake) : null,
    head,
  } as Setting;
}

/** What a gate decides that looks, takes its lock and decides. */
async function pass(fake: FakeGitHub, parts: Parts = {}): Promise<Decision> {
  const policy = await aPolicy({ services, conflicts, ...(parts.conflicts && { conflicts: parts.conflicts }) });
  const facts = aChange({ services: ['payments'], running: [], ...parts.facts });
  return decide(policy, await factsWithLocks(settingOf(fake, parts), { policy, facts, pace: quick }));
}

async function aFake(parts: Parameters<typeof aGitHub>[0] = {}): Promise<FakeGitHub> {
  return (await aGitHub({ now, ...parts })).fake;
}

function findingsOf({ findings }: Decision): readonly string[] {
  return findings.flatMap(({ code, effect }) => (code.startsWith('conflicts/') ? [`${code} ${effect}`] : []));
}

describe('a gate that lets a change pass', () => {
  test('keeps the next one of the same service out, and says whose lock it is', async () => {
    const fake = await aFake();

    const [first, second] = [await pass(fake), await pass(fake, { id: 8 })];

    expect([first.outcome, second.outcome]).toEqual(['approved', 'blocked']);
    expect(second.findings).toMatchObject([
      {
        code: 'conflicts/same-service',
        effect: 'block',
        problem:
          'another deployment of `payments` is about to start: `run 7` was let through at 2026-11-24 10:00 UTC and keeps others out until 2026-11-24 10:45 UTC',
        until: '2026-11-24T10:45:00.000Z',
        link: { text: 'run 7', url: 'https://github.com/acme/shop/actions/runs/7' },
      },
    ]);
  });

  test('lets exactly one of several pass that look at the same time', async () => {
    const fake = await aFake();

    const decisions = await Promise.all(
      Array.from({ length: 4 }, async (_, index) => await pass(fake, { id: index + 1 })),
    );

    expect(decisions.map(({ outcome }) => outcome).toSorted()).toEqual(['approved', 'blocked', 'blocked', 'blocked']);
  });

  test('lets others of its run, of another service or of a commit that was given back, pass', async () => {
    const fake = await aFake();
    const policy = await aPolicy({ services, conflicts });
    await pass(fake);

    expect((await pass(fake)).outcome).toBe('approved');
    expect((await pass(fake, { id: 8, facts: { services: ['search'] } })).outcome).toBe('approved');
    expect(
      await giveBack(settingOf(fake, { id: 9 }), { policy, environment: 'production', head, pace: quick }),
    ).toEqual([]);
    expect((await pass(fake, { id: 10 })).outcome).toBe('approved');
  });

  test('notes a lock of a service that it depends on, and passes beside it', async () => {
    const fake = await aFake();
    await pass(fake, { facts: { services: ['ledger'] } });

    const second = await pass(fake, { id: 8 });

    expect(second.outcome).toBe('approved');
    expect(findingsOf(second)).toEqual(['conflicts/dependency note']);
  });

  test('passes beside a lock of the same service where somebody lets it', async () => {
    const fake = await aFake();
    const holding = { sameService: 'hold', lock: '45m' };
    await pass(fake, { conflicts: holding });

    const [held, lifted] = [
      await pass(fake, { id: 8, conflicts: holding }),
      await pass(fake, { id: 8, conflicts: holding, facts: { approvals: [anApproval('bob')] } }),
    ];

    expect([held.outcome, lifted.outcome]).toEqual(['needs-approval', 'approved']);
  });

  test('takes no lock for a change that it stops for another reason', async () => {
    const fake = await aFake();
    const other = { id: '4', sha: null, environment: 'production', startedAt: now, lastStatusAt: now, url: null };
    await pass(fake, { facts: { running: [{ ...other, services: ['payments'] }] } });

    expect(fake.requests).toEqual([]);
  });

  test.each([
    { what: 'for a forecast', parts: { event: 'pull_request' } },
    { what: 'where it only advises', parts: { mode: 'advise' as const } },
    { what: 'where the policy wants none', parts: { conflicts: { sameService: 'block' } } },
  ])('takes none $what', async ({ parts }) => {
    const fake = await aFake();

    expect((await pass(fake, parts)).outcome).toBe('approved');
    expect(fake.requests).toEqual([]);
  });

  test.each<{ what: string; parts: Parts; seed?: Parameters<typeof aGitHub>[0] }>([
    { what: 'without a token', parts: { token: false } },
    { what: 'outside of a workflow', parts: { id: null } },
    {
      what: 'with a token that may not write',
      parts: {},
      seed: { tokens: [{ token: 'weak', permissions: { contents: 'read' } }] },
    },
  ])('stops the change $what', async ({ parts, seed }) => {
    const decision = await pass(await aFake(seed), parts);

    expect(decision.outcome).toBe('blocked');
    expect(decision.findings).toMatchObject([
      {
        code: 'conflicts/same-service',
        assumed: [{ fact: 'locks' }],
        remedy: expect.stringContaining('contents: write'),
      },
    ]);
  });
});

describe('a deployment that has ended', () => {
  test('says where its lock could not be given back', async () => {
    const fake = await aFake({
      tokens: [{ token: 'weak', permissions: { issues: 'read' } }],
      repository: { isPrivate: true },
    });
    const policy = await aPolicy({ services, conflicts });

    const notes = await giveBack(settingOf(fake, {}), { policy, environment: 'production', head: null, pace: quick });

    expect(notes).toEqual([
      expect.stringContaining('the lock was not given back, and ends by itself: GitHub answered'),
    ]);
  });

  test('asks nothing where the policy wants no locks', async () => {
    const fake = await aFake();
    const policy = await aPolicy({ services, conflicts: { sameService: 'block' } });

    expect(await giveBack(settingOf(fake, {}), { policy, environment: 'production', head: null, pace: quick })).toEqual(
      [],
    );
    expect(fake.requests).toEqual([]);
  });
});
