import { describe, expect, test } from 'vitest';
import type { GitStore } from '../fake-github/git-store.ts';
import { filesOf, resolve } from '../fake-github/git-store.ts';
import type { FakeGitHub, Fault, FaultKind } from '../fake-github/server.ts';
import { fakeGitHub } from '../fake-github/server.ts';
import type { RunEvent } from './action-events.ts';
import { pullRequested, pushed } from './action-events.ts';
import { deployed, mirror, openPull, shopOf } from './action-mirror.ts';
import { anOrigin, aPull, checkOut } from './action-repository.ts';
import type { Pull, Story } from './action-repository.ts';
import type { Run } from './action-run.ts';
import { decisionOf, runAction } from './action-run.ts';

const policy = `version: 1
authorities: { peers: { permission: write } }
approvals: [{ id: risky, because: risk is read by two, riskLevels: [medium, high, critical], from: [peers] }]
risk:
  levels: { medium: 20, high: 60, critical: 75 }
  factors: [{ id: failing, because: what failed fails again, when: deployments.failuresLast30d > 0, points: 30 }]
`;

type Life = {
  readonly event: (story: Story, pull: Pull) => RunEvent;
  readonly inputs: Readonly<Record<string, string>>;
};

const lives = {
  'the forecast of a pull request': {
    event: (_story, pull) => pullRequested(pull),
    inputs: { approve: 'pull-request' },
  },
  'the gate before a deployment': { event: (story) => pushed(story), inputs: {} },
} as const satisfies Record<string, Life>;

/** What all runs of a test share: the repository, which none of them changes. */
type Stage = { readonly story: Story; readonly event: RunEvent; readonly inputs: Life['inputs'] };

function stageOf({ event, inputs }: Life): Stage {
  const story = anOrigin(policy);
  const pull = aPull(story, { 'src/topic.ts': 'topic\n' });
  return { story, event: event(story, pull), inputs };
}

type Left = {
  readonly run: Run;
  /** Whether each call only read. */
  readonly calls: readonly ('read' | 'write')[];
  /** How many of each thing the run left on GitHub. */
  readonly written: Readonly<Record<'comments' | 'approvals' | 'checks' | 'records', number>>;
};

/** One run against a GitHub of its own. */
async function live({ story, event, inputs }: Stage, fault: Fault | null): Promise<Left> {
  const fake = await openShop(story);
  if (fault !== null) fake.fault(fault);
  const clone = checkOut(story, { sha: event.sha, ref: event.ref });
  const given = { environment: 'production', token: fake.token, ...inputs };
  const run = await runAction({ event, workspace: clone.directory, apiUrl: fake.url, inputs: given });
  const writes = new Set(fake.writes());
  const calls = fake.requests.map((request) => (writes.has(request) ? 'write' : 'read'));
  const written = writtenTo(fake);
  fake.takeViolations();
  await fake.close();
  return { run, calls, written };
}

async function openShop(story: Story): Promise<FakeGitHub> {
  const fake = await fakeGitHub({
    repositories: [{ fullName: 'acme/shop', actionsMayApprove: true, collaborators: { bob: 'write' } }],
  });
  mirror(fake, story);
  deployed(fake, { commit: story.live });
  openPull(fake, { number: 7, author: 'mia', head: 'topic' });
  return fake;
}

function writtenTo(fake: FakeGitHub): Left['written'] {
  const { comments, pulls, checkRuns, git } = shopOf(fake);
  const reviews = [...(pulls.get(7)?.reviews.values() ?? [])];
  return {
    comments: comments.size,
    approvals: reviews.filter(({ state }) => state === 'APPROVED').length,
    checks: checkRuns.size,
    records: ledgerFiles(git).filter((path) => path.includes('-decision-')).length,
  };
}

function ledgerFiles(git: GitStore): readonly string[] {
  const tip = resolve(git, 'refs/heads/change-records');
  return tip === undefined ? [] : [...filesOf(git, tip.tree).keys()];
}

const weight = { 0: 0, 10: 1, 11: 2 } as const;

/** How heavy the answer of a run is; an error is heavier than any. */
function weightOf({ code }: Run): number {
  return Object.entries(weight).find(([known]) => Number(known) === code)?.[1] ?? 3;
}

/** Runs a few at a time, so that a machine of two cores is not asked for dozens of processes at once. */
async function inTurn<In, Out>(items: readonly In[], each: (item: In) => Promise<Out>): Promise<readonly Out[]> {
  const found: Out[] = [];
  const rest = [...items.entries()];
  const work = async (): Promise<void> => {
    for (let next = rest.shift(); next !== undefined; next = rest.shift()) found[next[0]] = await each(next[1]);
  };
  await Promise.all([work(), work(), work(), work()]);
  return found;
}

// Every kind of fault at every call that reads is tried on the facts alone; these are the kinds that differ for writes.
const passing: readonly FaultKind[] = [{ kind: 'drop-answer' }, { kind: 'secondary-limit', retryAfterSeconds: 1 }];

const lasting: readonly FaultKind[] = [
  { kind: 'status', status: 403, headers: { 'x-accepted-github-permissions': 'contents=write' } },
  { kind: 'status', status: 503 },
];

/** Room for retries and waits, less than anybody's patience. */
const longestSeconds = 60;

type Struck = { readonly whole: Left; readonly all: readonly (readonly [nth: number, left: Left])[] };

/** A run without a fault, and one for each of its calls that the fault strikes. */
async function strike(life: Life, fault: Pick<Fault, 'times' | 'with'>): Promise<Struck> {
  const stage = stageOf(life);
  const whole = await live(stage, null);
  const places = whole.calls.map((_, index) => index + 1);
  return { whole, all: await inTurn(places, async (nth) => [nth, await live(stage, { nth, ...fault })] as const) };
}

describe.each(Object.entries(lives))('%s', (_name, life) => {
  test('leaves one of each where nothing is wrong', async () => {
    const { run, written, calls } = await live(stageOf(life), null);

    expect([run.code, run.outputs['proceed']]).toEqual([0, 'true']);
    expect(Object.values(written).filter((count) => count > 1)).toEqual([]);
    expect(calls).toContain('write');
  });

  test.each(passing)(
    'decides the same and writes nothing twice with %o at any call in passing',
    async (fault) => {
      const { whole, all } = await strike(life, { times: 1, with: fault });

      const { outcome, risk } = decisionOf(whole.run);
      for (const [nth, left] of all) {
        const found = decisionOf(left.run);
        const told = { nth, outcome: found.outcome, risk: found.risk, written: left.written };
        expect(told).toEqual({ nth, outcome, risk, written: whole.written });
      }
    },
    600_000,
  );

  test.each(lasting)(
    'is never lighter, ends in time and tells it with %o from any call on',
    async (fault) => {
      const { whole, all } = await strike(life, { times: 1_000, with: fault });

      for (const [nth, { run, written }] of all) {
        expect(weightOf(run), `call ${nth}`).toBeGreaterThanOrEqual(weightOf(whole.run));
        expect(run.seconds, `call ${nth}`).toBeLessThan(longestSeconds);
        for (const [what, count] of Object.entries(written))
          expect(count, `${what} at call ${nth}`).toBeLessThanOrEqual(1);
        expect(`${run.summary}\n${run.log}`, `call ${nth}`).toMatch(/GitHub|limit|permission|token/);
      }
    },
    600_000,
  );
});
