import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { DecisionRecord, OutcomeRecord } from '../../src/decision/record.ts';
import type { Metrics } from '../../src/metrics/figures.ts';
import { aPolicy } from '../builders.ts';
import { startShop } from '../fake-github/running.ts';
import type { FakeGitHub } from '../fake-github/server.ts';
import { temporaryDirectory, temporaryRepository } from '../git/temporary-repository.ts';
import { filesOn } from '../github/a-ledger.ts';
import { reckoned } from '../metrics/by-hand.ts';
import { branchOf } from '../metrics/ledger-branch.ts';
import type { Kind, Story as Told } from '../metrics/organisation.ts';
import { judgementOf, policyText as policyOfYear } from '../metrics/organisation.ts';
import { runMetrics } from '../metrics/run-metrics.ts';
import { pushed } from './action-events.ts';
import { mirror } from './action-mirror.ts';
import { anOrigin, checkOut } from './action-repository.ts';
import type { Story } from './action-repository.ts';
import type { Run } from './action-run.ts';
import { decisionOf, runAction } from './action-run.ts';

/** The policy of the year, but for what rests on the time of day: the runner's clock is the real one. */
const policyText = policyOfYear.replace(/ {2}windows:\n.*\n/u, '').replace(/ {4}- \{ id: month-end,.*\n/u, '');

type Plan = {
  readonly kind: Kind;
  readonly services: readonly string[];
  readonly path: string;
  readonly lines: number;
  readonly mode: 'enforce' | 'advise';
  /** What the job after the deployment says, one after another. */
  readonly words: readonly ('success' | 'failure' | 'rollback' | 'cancelled')[];
};

const sorts = [
  { kind: 'docs', services: [], path: 'docs/guide.md', lines: 3 },
  { kind: 'code', services: ['site'], path: 'services/site/src/a.ts', lines: 4 },
  { kind: 'code', services: ['catalogue'], path: 'services/catalogue/src/b.ts', lines: 60 },
  { kind: 'migration', services: ['payments'], path: 'services/payments/migrations/1.sql', lines: 30 },
  { kind: 'emergency', services: ['search'], path: 'services/search/src/c.ts', lines: 8 },
  { kind: 'code', services: ['search'], path: 'services/search/src/d.ts', lines: 15 },
] as const satisfies readonly Omit<Plan, 'mode' | 'words'>[];
const endings = [
  ['success'],
  ['success'],
  ['failure'],
  [],
  ['success', 'rollback'],
  ['success'],
  ['cancelled'],
] as const satisfies readonly Plan['words'][];

/** A dozen changes of the organisation's sorts. */
const plans: readonly Plan[] = Array.from({ length: 12 }, (_, index) => ({
  ...(sorts[index % sorts.length] ?? sorts[0]),
  mode: index % 8 === 7 ? ('advise' as const) : ('enforce' as const),
  words: endings[index % endings.length] ?? [],
}));

type Stage = { readonly fake: FakeGitHub; readonly story: Story };
type Commit = { readonly base: string; readonly head: string };

/** One commit for each plan, on `main`. */
function commitsOf({ story, fake }: Stage): readonly Commit[] {
  let base = story.tip;
  const commits = plans.map(({ path, lines }, index) => {
    const text = Array.from({ length: lines }, (_, line) => `${index}.${line}\n`).join('');
    const head = story.work.commit({ message: `Change ${index}`, files: { [path]: text } });
    const commit = { base, head };
    base = head;
    return commit;
  });
  story.publish();
  mirror(fake, story);
  return commits;
}

async function gate({ fake, story }: Stage, { kind, mode }: Plan, { base, head }: Commit): Promise<Run> {
  const event = pushed(story, { sha: head });
  const clone = checkOut(story, { sha: head, ref: event.ref });
  const emergency = { 'change-type': 'emergency', reason: 'checkout is down', incident: '#12' };
  const inputs = {
    environment: 'production',
    token: 'of-the-gate',
    base,
    mode,
    ...(kind === 'emergency' && emergency),
  };
  return await runAction({ event, workspace: clone.directory, apiUrl: fake.url, inputs });
}

/** A change is judged, deployed perhaps, and what became of it recorded. */
async function live(stage: Stage, plan: Plan, commit: Commit | undefined): Promise<Judged> {
  if (commit === undefined) throw new Error('a plan has no commit');
  const run = await gate(stage, plan, commit);
  await tellOutcomes(stage, plan, commit);
  return { run, head: commit.head };
}

/** In order, two at a time, as in a repository where people work side by side. */
async function twoAtATime<Result>(tasks: readonly (() => Promise<Result>)[]): Promise<readonly Result[]> {
  const results: Result[] = [];
  for (let index = 0; index < tasks.length; index += 2) {
    results.push(...(await Promise.all(tasks.slice(index, index + 2).map(async (task) => await task()))));
  }
  return results;
}

async function tellOutcomes({ fake, story }: Stage, { words }: Plan, { head }: Commit): Promise<void> {
  const event = pushed(story, { sha: head });
  for (const [index, outcome] of words.entries()) {
    const inputs = { command: 'record-outcome', environment: 'production', token: 'of-the-gate', outcome };
    const env = { GITHUB_RUN_ID: String(5_000 + index) };
    const run = await runAction({ event, workspace: temporaryDirectory(), apiUrl: fake.url, inputs, env });
    if (run.code !== 0) throw new Error(run.stdout);
  }
}

type Judged = { readonly run: Run; readonly head: string };

type Found = { readonly decisions: readonly DecisionRecord[]; readonly outcomes: readonly OutcomeRecord[] };

function recordsOn(fake: FakeGitHub): Found {
  const records = Object.entries(filesOn(fake)).filter(([path]) => /-(?:decision|outcome)-/u.test(path));
  const parsed = records.map(([path, text]) => ({ path, record: JSON.parse(text) }));
  return {
    decisions: parsed.filter(({ path }) => path.includes('-decision-')).map(({ record }) => record),
    outcomes: parsed.filter(({ path }) => path.includes('-outcome-')).map(({ record }) => record),
  };
}

const spoken = { success: 'success', failure: 'failure', rollback: 'rolled-back' } as const;

/** What was done, as the reckoning by hand takes it; of the records only ids and instants, which nobody else knows. */
function toldOf(plan: Plan, { run, head }: Judged, found: Found): Told {
  const decision = decisionOf(run);
  const { kind, services, mode, words } = plan;
  const id = found.decisions.find((record) => record.decision.head === head)?.id ?? 'none';
  const instants = found.outcomes.filter((record) => record.head === head).map(({ at }) => Date.parse(at));
  const inOrder = instants.toSorted((one, other) => one - other);
  const at = Date.parse(decision.evaluatedAt);
  const said = words.flatMap((word, index) =>
    word === 'cancelled' ? [] : [{ word: spoken[word], at: inOrder[index] ?? Number.NaN }],
  );
  return {
    repository: 'acme/shop',
    environment: 'production',
    head,
    services,
    kind,
    bornAt: at,
    // The fact is told to the hundredth of an hour, from when the commit was made.
    ageAtDecision: Math.round(((at - Date.parse('2026-11-02T12:00:00Z')) / 3_600_000) * 100) / 100,
    judgements: [judgementOf(decision, { id, at, mode })],
    said,
    isCancelled: words.includes('cancelled'),
    deployment: null,
  };
}

/** Numbers to six decimals, and lists whose order is not the question sorted. */
function plain(value: unknown): unknown {
  return JSON.parse(
    JSON.stringify(value, (_key, part: unknown) => (typeof part === 'number' ? Math.round(part * 1e6) / 1e6 : part)),
  );
}

function sorted(list: readonly object[]): readonly unknown[] {
  return list.map((each) => JSON.stringify(plain(each))).toSorted();
}

function without<Name extends string>(value: Readonly<Record<Name, unknown>>, ...names: readonly Name[]): object {
  return Object.fromEntries(Object.entries(value).filter(([name]) => !names.some((each) => each === name)));
}

async function tell(fake: FakeGitHub, now: string): Promise<Metrics> {
  const { directory } = temporaryRepository();
  branchOf(
    directory,
    Object.entries(filesOn(fake)).map(([path, text]) => ({ path, text })),
  );
  writeFileSync(join(directory, 'policy.yml'), policyText);
  writeFileSync(join(directory, 'deployments.json'), '[]');
  const argv = ['--policy', 'policy.yml', '--deployments', 'deployments.json', '--json'];
  const { code, out, errors } = await runMetrics(directory, argv, { now });
  if (code !== 0) throw new Error(errors);
  return JSON.parse(out);
}

describe('what the action records', () => {
  test('is what metrics tells of a dozen changes, number by number', async () => {
    const story = anOrigin(policyText);
    const { fake } = await startShop({}, { tokens: [{ token: 'of-the-gate', kind: 'actions' }] });
    const stage = { fake, story };
    const commits = commitsOf(stage);
    const lives = plans.map((plan, index) => async () => await live(stage, plan, commits[index]));
    const runs = await twoAtATime(lives);
    const found = recordsOn(fake);
    const stories = plans.flatMap((plan, index) => {
      const each = runs[index];
      return each === undefined ? [] : [toldOf(plan, each, found)];
    });
    const now = new Date(Date.now() + 60_000).toISOString().replace(/\.\d+Z$/u, 'Z');

    const metrics = await tell(fake, now);

    const policy = await aPolicy(policyText);
    const rest = { strays: [], files: [], broken: [], repeated: 0, afterNow: 0, deployments: [] };
    const asked = {
      from: Date.parse(metrics.period.from),
      to: Date.parse(now),
      environment: 'production',
      service: null,
    };
    const expected = reckoned({ policy, policyText, stories, now, ...rest }, asked);
    expect(metrics.ledger).toMatchObject({
      decisions: plans.length,
      outcomes: plans.flatMap(({ words }) => words).length,
    });
    expect(metrics.ledger).toMatchObject({ broken: [], repeated: 0, afterNow: 0, beforeDecision: 0 });
    expect(metrics.judged).toEqual(expected.judged);
    expect(plain(metrics.success.overall)).toEqual(plain(expected.success.overall));
    for (const name of ['models', 'services', 'riskLevels', 'weekdays', 'repositories'] as const) {
      expect(sorted(metrics.success[name])).toEqual(sorted(expected.success[name]));
    }
    const { cancelled, withoutOutcome } = metrics.success;
    expect({ cancelled, withoutOutcome }).toEqual(without(expected.success, ...notCounts));
    for (const name of ['deploymentFrequency', 'leadTime', 'changeFailRate', 'recoveryTime'] as const) {
      expect(plain(without(metrics.dora[name], 'definition'))).toEqual(plain(expected.dora[name]));
    }
    expect(plain(metrics.score.levels)).toEqual(plain(expected.score.levels));
    expect(plain(metrics.score.auc?.value ?? null)).toEqual(plain(expected.score.auc));
    expect(plain(metrics.waiting)).toEqual(plain(expected.waiting));
    const due = metrics.reviews.map(({ dueAt, cause, decisionId }) => `${dueAt} ${cause} ${decisionId}`);
    expect(due.toSorted()).toEqual(expected.reviews);
    const { emergencies } = metrics.exceptional;
    expect(emergencies.map(({ outcome, went, head }) => `${outcome} ${went} ${head}`).toSorted()).toEqual(
      expected.exceptional.emergencies,
    );
    // The sample holds what there is to be counted.
    expect(
      Math.min(metrics.judged.approved, metrics.judged.needsApproval, metrics.success.overall.failed),
    ).toBeGreaterThan(1);
    expect(metrics.judged.advised).toBe(1);
    expect(metrics.success.models.map(({ changeType }) => changeType)).toEqual(
      expect.arrayContaining(['standard', 'normal', 'emergency']),
    );
  }, 300_000);
});

const notCounts = ['overall', 'models', 'services', 'riskLevels', 'weekdays', 'repositories'] as const;
