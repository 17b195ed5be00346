import { FactsError, GateError } from '../errors.ts';
import { boundedBy } from '../git/repository.ts';
import type { ReplayedChange } from '../history/backtest.ts';
import { flipsBetween } from '../history/flips.ts';
import { replayed } from '../history/replayed.ts';
import type { PastChange } from '../history/replayed.ts';
import type { Policy } from '../policy/policy.ts';
import type { Passage } from '../ports.ts';
import type { PolicyPast } from '../report/policy-past.ts';
import type { GateEvent } from './event.ts';
import type { ActionInputs } from './inputs.ts';
import { openPast } from './past-in-git.ts';
import type { PastSight } from './past-in-git.ts';
import { readRecordedChanges } from './recorded-changes.ts';
import type { RecordedChanges } from './recorded-changes.ts';

type Sight = PastSight & {
  readonly event: Pick<GateEvent, 'owner' | 'repository'>;
  readonly inputs: Pick<ActionInputs, 'token'>;
};
type Judged = Pick<Passage, 'policy' | 'facts' | 'decision'>;
type Looking = {
  /** The policy that the change brings. */
  readonly brought: Policy;
  readonly limits?: Limits;
};

/** What is spent on something that is only shown beside the answer. */
type Limits = {
  /** Of more changes before them, what each change's author and files were like is not looked up. */
  readonly mostPast: number;
  readonly mostSeconds: number;
};
const usual: Limits = { mostPast: 60_000, mostSeconds: 30 };

/** So many of the newest changes are decided again. */
const wanted = 200;
/** Fewer recorded changes than this say less than what git knows of more. */
const fewestRecords = 30;

/**
 * What a policy and the one that a change brings make of past changes: those that were recorded for the environment, or
 * else those of the history that the change is built on. Never rejects: whatever goes wrong is told instead.
 */
export async function seePast(sight: Sight, judged: Judged, { brought, limits = usual }: Looking): Promise<PolicyPast> {
  const budget = startBudget(limits.mostSeconds);
  const bounded = { ...sight, repository: boundedBy(budget.signal, sight.repository) };
  const asked: Asked = { sight: bounded, judged, policies: { policy: judged.policy, brought }, limits, budget };
  const recorded = await orReason(recordsOf(asked));
  const records = recorded === null || 'unknown' in recorded || recorded.changes.length === 0 ? null : recorded;
  if (records !== null && records.changes.length >= fewestRecords) return againFromRecords(asked, records);
  const mined = await orReason(againFromGit(asked, recorded));
  if (!('unknown' in mined)) return mined;
  return records === null ? { kind: 'unseen', reason: mined.unknown } : againFromRecords(asked, records);
}

type Policies = { readonly policy: Policy; readonly brought: Policy };
type Asked = {
  readonly sight: Sight;
  readonly judged: Judged;
  readonly policies: Policies;
  readonly limits: Limits;
  readonly budget: Budget;
};

/** Time that may be spent: git is ended when it is over, and what counts on asks now and then. */
type Budget = { readonly signal: AbortSignal; readonly isSpent: () => boolean };

function startBudget(seconds: number): Budget {
  const end = performance.now() + seconds * 1_000;
  return { signal: AbortSignal.timeout(seconds * 1_000), isSpent: () => performance.now() > end };
}

type Reason = { readonly unknown: string };
type Recorded = RecordedChanges | null | Reason;

async function orReason<T>(asking: Promise<T>): Promise<T | Reason> {
  try {
    return await asking;
  } catch (error) {
    // What is shown beside the answer must not stand in its way, whatever it is.
    return { unknown: reasonOf(error) };
  }
}

function reasonOf(error: unknown): string {
  if (error instanceof GateError) return error.problem;
  return error instanceof Error ? error.message : String(error);
}

async function recordsOf({ sight, judged, budget }: Asked): Promise<RecordedChanges | null> {
  const { repository, event, inputs } = sight;
  const own = `${event.owner}/${event.repository}`;
  refuseElsewhere(judged.policy, own);
  return await readRecordedChanges(repository, {
    branch: judged.policy.record.branch,
    repository: own,
    environment: judged.decision.environment,
    token: inputs.token,
    atMost: wanted,
    isSpent: budget.isSpent,
  });
}

/** A ledger of many repositories may be large and takes another token: it is not fetched for this. */
function refuseElsewhere({ record: { repository } }: Policy, own: string): void {
  if (repository === undefined || repository.toLowerCase() === own.toLowerCase()) return;
  throw new FactsError({ problem: `they are kept in \`${repository}\`, which is not fetched for this`, remedy: null });
}

function againFromRecords({ policies, limits, budget, judged }: Asked, recorded: RecordedChanges): PolicyPast {
  const again: Again[] = [];
  for (const change of recorded.changes) {
    if (budget.isSpent()) break;
    again.push(decideTwice(policies, change));
  }
  const isCutShort = recorded.isCutShort || again.length < recorded.changes.length;
  if (again.length === 0) return noTime(limits);
  return {
    kind: 'replayed',
    from: 'records',
    changes: again.length,
    leftOut: 0,
    flips: flipsIn(again.toReversed()),
    notKnown: [
      `these are the newest changes decided for \`${judged.decision.environment}\`, each with the facts and approvals that its last record holds`,
      ...(isCutShort ? [`older ones were left out, since ${limits.mostSeconds} s were over`] : []),
      ...(recorded.broken > 0 ? [`left out were records that cannot be read: ${recorded.broken}`] : []),
    ],
  };
}

async function againFromGit(asked: Asked, recorded: Recorded): Promise<PolicyPast> {
  const { judged, policies, limits, budget } = asked;
  const mine = await openPast(asked.sight, {
    judged,
    changes: wanted,
    mostPast: limits.mostPast,
    signal: budget.signal,
  });
  const again: Again[] = [];
  for await (const change of mine.changes()) {
    if (budget.isSpent()) break;
    again.push(decideTwice(policies, change));
  }
  if (again.length === 0) return noTime(limits);
  return {
    kind: 'replayed',
    from: 'git',
    changes: again.length,
    leftOut: mine.count - again.length,
    flips: flipsIn(again),
    notKnown: [whyGit(asked, recorded), ...notInGit(judged), ...(mine.isWhole ? [] : [pastUnread])],
  };
}

function noTime({ mostSeconds }: Limits): PolicyPast {
  return { kind: 'unseen', reason: `it took longer than ${mostSeconds} s` };
}

type Again = { readonly before: ReplayedChange; readonly after: ReplayedChange };

function decideTwice({ policy, brought }: Policies, change: PastChange): Again {
  return { before: replayed(policy, change), after: replayed(brought, change) };
}

function flipsIn(again: readonly Again[]): ReturnType<typeof flipsBetween> {
  const sides = { before: again.map(({ before }) => before), after: again.map(({ after }) => after) };
  return flipsBetween(sides, wanted);
}

const pastUnread =
  'the history before them is long and was not read: what their authors and files were like is unknown under both policies';

function whyGit({ judged }: Asked, recorded: Recorded): string {
  const { branch } = judged.policy.record;
  if (recorded === null) return `there are no records on a branch \`${branch}\`, so these are commits`;
  if ('unknown' in recorded) return `the records were not read, so these are commits: ${recorded.unknown}`;
  return `only ${recorded.changes.length} changes are recorded for \`${judged.decision.environment}\`, so these are commits`;
}

function notInGit({ decision }: Judged): readonly string[] {
  return [
    'git keeps no approvals, checks, labels, deployments, incidents or plans: what needs them counts under neither policy, save that approvals are asked for',
    `each is judged when it was committed, as if it had gone to \`${decision.environment}\` alone`,
  ];
}
