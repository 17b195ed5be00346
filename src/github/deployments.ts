import type { ChangeFacts, Fact, RunningDeployment, Unknown } from '../change/facts.ts';
import { isUnknown } from '../change/facts.ts';
import type { Deployment, DeploymentQuery, GraphDeployment } from './deployment-list.ts';
import { daysBetween, readDeployments, window } from './deployment-list.ts';
import type { Seen } from './list.ts';
import { readRunning } from './running.ts';

/** What is live in an environment: the commit, nothing yet, or nobody knows. */
export type Live = Fact<{ readonly sha: string; readonly since: string } | null>;

/** What past deployments tell. */
export type DeploymentFacts = {
  readonly live: Live;
  /** Who tells what is live. */
  readonly source: 'deployment' | 'ledger';
  /** Why something may be live all the same where nothing is known to be; null if nothing speaks for it. */
  readonly doubt: string | null;
  readonly deployments: ChangeFacts['deployments'];
  /** Other deployments that are running, with the services that they themselves name. */
  readonly running: Fact<readonly RunningDeployment[]>;
  /** The trees of the last 20 successful deployments, and whether that is all that is to be known of them. */
  readonly wasLive: (head: { readonly sha: string; readonly tree: Fact<string> }) => Fact<boolean>;
};

/** Facts about the deployments of an environment. */
export function deploymentFacts(list: Seen<GraphDeployment> | Unknown, query: DeploymentQuery): DeploymentFacts {
  if (isUnknown(list)) return nothingKnown(list);
  const all = readDeployments(list.seen, query);
  const history = {
    all,
    trusted: all.filter(({ isTrusted }) => isTrusted),
    isWhole: list.isWhole,
    reachesBack: list.seen.at(-1)?.createdAt ?? null,
    now: query.evaluatedAt,
  };
  const running = runningIn(history);
  return {
    live: liveIn(history),
    running,
    source: 'deployment',
    doubt: null,
    deployments: {
      daysSinceLast: daysSinceLast(history),
      failuresLast30d: failuresOf(history),
      successRate: successRateOf(history),
      inProgress: isUnknown(running) ? running : running.length,
    },
    wasLive: (head) => wasLive(history, head),
  };
}

type History = {
  readonly all: readonly Deployment[];
  readonly trusted: readonly Deployment[];
  readonly isWhole: boolean;
  /** When the oldest that was looked at was made. */
  readonly reachesBack: string | null;
  readonly now: string;
};

const cutShort: Unknown = { unknown: 'there are more deployments than are looked at' };

function nothingKnown(reason: Unknown): DeploymentFacts {
  return {
    live: reason,
    running: reason,
    source: 'deployment',
    doubt: null,
    deployments: { daysSinceLast: reason, failuresLast30d: reason, successRate: reason, inProgress: reason },
    wasLive: () => reason,
  };
}

/** The newest with any success: a later one turns it inactive, and newer failures put nothing live. */
function liveIn({ trusted, isWhole }: History): Live {
  const found = trusted.find(({ succeededAt }) => succeededAt !== null);
  if (found === undefined) return isWhole ? null : cutShort;
  const { sha, succeededAt } = found;
  if (succeededAt === null || isUnknown(succeededAt)) return succeededAt;
  return { sha, since: succeededAt };
}

function daysSinceLast(history: History): Fact<number> {
  const live = liveIn(history);
  if (live === null) return { unknown: 'no deployment to this environment has succeeded yet' };
  return isUnknown(live) ? live : rounded(daysBetween(live.since, history.now));
}

function failuresOf({ trusted, isWhole, reachesBack, now }: History): Fact<number> {
  if (!isWhole && (reachesBack === null || daysBetween(reachesBack, now) <= window.daysBack)) return cutShort;
  const recent = trusted.filter(({ createdAt }) => daysBetween(createdAt, now) <= window.daysBack);
  return recent.filter(({ end }) => end === 'failed').length;
}

function successRateOf({ trusted, isWhole }: History): Fact<number> {
  const ended = trusted.filter(({ end }) => end !== 'undecided').slice(0, window.deployments);
  if (ended.length < window.deployments && !isWhole) return cutShort;
  if (ended.length === 0) return { unknown: 'no deployment to this environment has ended yet' };
  return ended.filter(({ end }) => end === 'succeeded').length / ended.length;
}

/** A job runs for 5 days at most, so that what is silent for longer has died. */
const longestJobDays = 5;
const runningStates: ReadonlySet<string> = new Set(['IN_PROGRESS', 'QUEUED', 'PENDING']);

/** Anybody's deployment can be in the way. */
function runningIn({ all, isWhole, reachesBack, now }: History): Fact<readonly RunningDeployment[]> {
  if (!isWhole && (reachesBack === null || daysBetween(reachesBack, now) <= longestJobDays)) return cutShort;
  return all
    .filter(({ state, stateAt }) => runningStates.has(state) && daysBetween(stateAt, now) <= longestJobDays)
    .map(readRunning);
}

function wasLive(
  { trusted, isWhole }: History,
  head: { readonly sha: string; readonly tree: Fact<string> },
): Fact<boolean> {
  const succeeded = trusted.filter(({ succeededAt }) => succeededAt !== null).slice(0, window.successes);
  const sure = succeeded.filter(({ succeededAt }) => !isUnknown(succeededAt));
  if (sure.some(({ sha }) => sha === head.sha)) return true;
  if (isUnknown(head.tree)) return head.tree;
  if (sure.some(({ tree }) => tree === head.tree)) return true;
  if (succeeded.length < window.successes && !isWhole) return cutShort;
  const isClear = sure.length === succeeded.length && sure.every(({ tree }) => tree !== null);
  return isClear ? false : { unknown: 'the files of an earlier deployment cannot be seen any more' };
}

function rounded(days: number): number {
  return Math.round(days * 100) / 100;
}
