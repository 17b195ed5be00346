import { resolve } from 'node:path';
import { InputError } from '../errors.ts';
import { openMine } from '../git/mine.ts';
import type { Mine } from '../git/mine.ts';
import type { ReplayedChange } from '../history/backtest.ts';
import { summarize } from '../history/backtest.ts';
import { flipsBetween } from '../history/flips.ts';
import { startOutcomes } from '../history/outcomes.ts';
import { replayed } from '../history/replayed.ts';
import type { Policy } from '../policy/policy.ts';
import type { BacktestReport } from '../report/backtest.ts';
import type { DeploymentEvidence } from '../report/backtest-sources.ts';
import { renderBacktest } from '../report/backtest.ts';
import { renderBacktestPage } from '../report/backtest-html.ts';
import type { Command } from './command.ts';
import { exitCodes } from './command.ts';
import { githubOption, openDeployments } from './deployment-source.ts';
import type { DeploymentSource } from './deployment-source.ts';
import { readInstant } from './instant.ts';
import type { Options } from './options.ts';
import { openPolicy, policyOption } from './policy-source.ts';
import { progressOf } from './progress.ts';
import type { World } from './world.ts';
import { writeNamed } from './written-file.ts';

/** `change-gate backtest`: decides the changes of the past again. */
export const backtest: Command = {
  summary:
    'Replays past changes under a policy: what it would have stopped, and how its score ranks those that failed.',
  usage: 'change-gate backtest [--repo DIR] [--rows FILE] [--against PATH] [OPTIONS]',
  options: {
    repo: { kind: 'value', value: 'DIR', help: 'the repository, a work tree or a bare one (the folder you stand in)' },
    policy: policyOption,
    against: { kind: 'value', value: 'PATH', help: 'another policy: says what it would decide differently' },
    head: { kind: 'value', value: 'REF', help: 'the newest change (`HEAD`)' },
    since: { kind: 'value', value: 'DATE', help: 'only changes from this day or instant on, like `2026-01-31`' },
    limit: { kind: 'value', value: 'NUMBER', help: 'only the newest so many changes' },
    environment: { kind: 'value', value: 'NAME', help: 'where they are taken to have gone (`production`)' },
    service: { kind: 'list', value: 'NAME', help: 'a service that they touched, instead of by paths; may be repeated' },
    github: githubOption,
    rows: { kind: 'value', value: 'FILE', help: 'also write every change as a line of JSON' },
    html: { kind: 'value', value: 'FILE', help: 'also write the report as a page' },
    json: { kind: 'flag', help: 'print the summary as JSON' },
  },
  run: runBacktest,
};

type Policies = { readonly policy: Policy; readonly other: Policy | null };
type Replays = {
  readonly before: readonly ReplayedChange[];
  readonly after: readonly ReplayedChange[] | null;
  readonly deployments: DeploymentEvidence | null;
};

async function runBacktest(options: Options, world: World): Promise<number> {
  const policies = await openPolicies(options, world);
  const deployments = await openDeployments(options, { world, policy: policies.policy });
  const mine = await openMine(requestOf(options, world));
  const replays = await replayAll(mine, { ...policies, deployments }, world);
  const report = reportOf(policies, replays);
  await writeNamed(options, { name: 'rows', cwd: world.cwd, text: () => rowsOf(replays.before) });
  await writeNamed(options, { name: 'html', cwd: world.cwd, text: () => renderBacktestPage(report) });
  world.print(options.flag('json') ? `${JSON.stringify(report, null, 2)}\n` : renderBacktest(report, world.output));
  return exitCodes.success;
}

async function openPolicies(options: Options, world: World): Promise<Policies> {
  const against = options.value('against');
  const { policy } = await openPolicy(options, world);
  if (against === null) return { policy, other: null };
  const named: Options = { ...options, value: (name) => (name === 'policy' ? against : options.value(name)) };
  return { policy, other: (await openPolicy(named, world)).policy };
}

/** The history that the options name. */
export function requestOf(options: Options, world: World): Parameters<typeof openMine>[0] {
  const services = options.list('service');
  return {
    repository: resolve(world.cwd, options.value('repo') ?? '.'),
    head: options.value('head'),
    limit: readLimit(options.value('limit')),
    since: readSince(options.value('since')),
    environment: options.value('environment'),
    services: services.length === 0 ? null : services,
  };
}

function readLimit(text: string | null): number | null {
  if (text === null) return null;
  const limit = Number(text);
  if (/^[1-9]\d{0,8}$/.test(text)) return limit;
  throw new InputError({
    problem: `\`--limit ${text}\` is no number of changes`,
    remedy: 'write a whole number from 1',
  });
}

function readSince(text: string | null): number | null {
  if (text === null) return null;
  const instant = readInstant('since', /^\d{4}-\d\d-\d\d$/.test(text) ? `${text}T00:00:00Z` : text, text);
  return Math.floor(Date.parse(instant) / 1_000);
}

type Replaying = Policies & { readonly deployments: DeploymentSource };

/** Decides every change of a history under one policy or two, and finds out how each went. */
export async function replayAll(mine: Mine, { policy, other, deployments }: Replaying, world: World): Promise<Replays> {
  const outcomes = startOutcomes();
  const progress = progressOf(world, { what: 'changes replayed', count: mine.count });
  const [before, after]: [ReplayedChange[], ReplayedChange[]] = [[], []];
  for await (const change of mine.changes()) {
    outcomes.add(change);
    before.push(replayed(policy, change));
    if (other !== null) after.push(replayed(other, change));
    progress.tick();
  }
  progress.end();
  const first = mine.line.length - before.length;
  const { told, blame } = await deployments.blame({
    shas: mine.line,
    since: before[0]?.date ?? world.now(),
    hasFailed: (place) => outcomes.failedBy(place - first) !== null,
  });
  const ended = (changes: readonly ReplayedChange[]): readonly ReplayedChange[] =>
    changes.map((change, index) => {
      const failedBy = outcomes.failedBy(index) ?? blame.failed.get(first + index) ?? null;
      const suspectedBy = failedBy === null ? blame.suspects.get(first + index) : undefined;
      return { ...change, failed: failedBy !== null, failedBy, ...(suspectedBy !== undefined && { suspectedBy }) };
    });
  return { before: ended(before), after: other === null ? null : ended(after), deployments: told };
}

function reportOf({ policy, other }: Policies, { before, after, deployments }: Replays): BacktestReport {
  const summary = summarize({ changes: before, factors: factorsOf(policy) });
  if (after === null || other === null) return { summary, deployments, against: null };
  const against = summarize({ changes: after, factors: factorsOf(other) });
  return { summary, deployments, against: { summary: against, flips: flipsBetween({ before, after }) } };
}

function factorsOf({ risk }: Policy): readonly string[] {
  return risk.factors.map(({ id }) => id);
}

function rowsOf(changes: readonly ReplayedChange[]): string {
  return changes
    .map(({ commit, date, score, level, outcome, failed, failedBy, suspectedBy }) => {
      const known = suspectedBy === undefined ? { failed, failedBy } : { failed: null, failedBy: suspectedBy };
      return JSON.stringify({ commit, date, score, level, outcome, ...known });
    })
    .map((row) => `${row}\n`)
    .join('');
}
