import { createHash } from 'node:crypto';
import type { ChangeFacts, FactsDocument, RollbackPlan } from './facts.ts';
import { isUnknown } from './facts.ts';

type SafeFacts = Omit<ChangeFacts, 'evaluatedAt' | 'local' | 'rollback' | 'plan'>;

/** A change about which everything is known and harmless: what a policy test leaves out is taken from here. */
export const safeFacts: SafeFacts = {
  base: '1111111111111111111111111111111111111111',
  head: '2222222222222222222222222222222222222222',
  environment: 'production',
  services: { unknown: 'not given' },
  tier: { unknown: 'not given' },
  makers: ['author'],
  change: {
    title: 'A small change',
    author: 'author',
    authors: ['author'],
    isBot: false,
    isRevert: false,
    isReland: false,
    isRollback: false,
    commits: 1,
    filesChanged: 0,
    codeFilesChanged: 0,
    linesAdded: 0,
    linesDeleted: 0,
    linesChanged: 0,
    directories: 0,
    subsystems: 0,
    entropy: 0,
    ageHours: 1,
    labels: [],
    branch: 'small-change',
    baseBranch: 'main',
    fixesIncident: false,
    type: 'normal',
  },
  files: [],
  author: { changesBefore: 1_000, changesHere: 500, changesLast7d: 5, ownership: 0.3, isNewHere: false },
  area: { developers: 2, daysSinceLastChange: 7, changesLast24h: 0, revertsLast180d: 0, repositoryRevertsLast14d: 0 },
  deployments: { daysSinceLast: 1, failuresLast30d: 0, successRate: 1, inProgress: 0 },
  operations: { openIncidents: 0, incidentsLast30d: 0, knownProblems: 0, errorBudgetRemaining: 1, overdueReviews: 0 },
  approvals: [],
  checks: [],
  runningElsewhere: [],
};

const safeText = 'strategy: redeploy-previous\n';

/** A rollback plan that is good in every respect. */
export const safePlan: RollbackPlan = {
  source: '.change/rollback.yml:1',
  strategy: 'redeploy-previous',
  steps: ['Deploy the release before this one', 'Watch the error rate for ten minutes'],
  owner: '@acme/on-call',
  trigger: 'the error rate stays above 1 % for 5 minutes',
  minutesToRestore: 5,
  verification: 'tried in staging last week',
  reason: null,
  returnTo: null,
  returnToState: 'none',
  standing: false,
  text: safeText,
  digest: createHash('sha256').update(safeText).digest('hex'),
};

/** The safe plan with what was said of it in the group `rollback`. */
export function planLike(said: FactsDocument['rollback']): ChangeFacts['plan'] {
  const { hasPlan, strategy, minutesToRestore, isReversible, isVerified } = said ?? {};
  if (hasPlan === false) return null;
  if (isUnknown(hasPlan)) return hasPlan;
  const named = isReversible === false ? 'irreversible' : safePlan.strategy;
  return {
    ...safePlan,
    strategy: orNull(strategy, named),
    minutesToRestore: orNull(minutesToRestore, safePlan.minutesToRestore),
    verification: isVerified === false ? null : safePlan.verification,
    reason: isReversible === false || strategy === 'irreversible' ? 'the data is deleted for good' : null,
  };
}

function orNull<T>(said: T | { readonly unknown: string } | undefined, otherwise: T): T | null {
  if (said === undefined) return otherwise;
  return isUnknown(said) ? null : said;
}
