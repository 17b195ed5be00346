import type { Approval, ChangeFacts, RollbackPlan } from '../src/change/facts.ts';
import type { PolicyFiles } from '../src/policy/files.ts';
import { loadPolicy } from '../src/policy/load.ts';
import type { Policy } from '../src/policy/policy.ts';
import type { JudgedChange } from '../src/rule/rule.ts';

type Groups = Pick<ChangeFacts, 'change' | 'author' | 'area' | 'deployments' | 'operations' | 'rollback' | 'local'>;
type FactsParts = Partial<Omit<ChangeFacts, keyof Groups>> & {
  readonly [Name in keyof Groups]?: Partial<Groups[Name]>;
};

/** The commit that the changes of tests deploy. */
export const head = '1111111111111111111111111111111111111111';

const base = '0000000000000000000000000000000000000000';

/** A change of which everything is known, and nothing is harmful: a Tuesday morning, one small file. */
export function aChange(parts: FactsParts = {}): ChangeFacts {
  const { change, author, area, deployments, operations, rollback, local, ...rest } = parts;
  return {
    evaluatedAt: '2026-11-24T10:00:00Z',
    base,
    head,
    environment: 'production',
    services: [],
    tier: 4,
    makers: ['mia'],
    files: [{ path: 'src/app.ts', status: 'modified', added: 3, deleted: 1, kind: 'code' }],
    plan: null,
    approvals: [],
    checks: [],
    ...rest,
    change: { ...safe.change, ...change },
    author: { ...safe.author, ...author },
    area: { ...safe.area, ...area },
    deployments: { ...safe.deployments, ...deployments },
    operations: { ...safe.operations, ...operations },
    rollback: { ...safe.rollback, ...rollback },
    local: { ...safe.local, ...local },
  };
}

const safe: Groups = {
  change: {
    title: 'Round the total once',
    author: 'mia',
    authors: ['mia'],
    isBot: false,
    isRevert: false,
    isReland: false,
    isRollback: false,
    commits: 1,
    filesChanged: 1,
    codeFilesChanged: 1,
    linesAdded: 3,
    linesDeleted: 1,
    linesChanged: 4,
    directories: 1,
    subsystems: 1,
    entropy: 0,
    ageHours: 2,
    labels: [],
    branch: 'round-total',
    baseBranch: 'main',
    fixesIncident: false,
    type: 'normal',
  },
  author: {
    changesBefore: 120,
    changesHere: 30,
    changesLast7d: 2,
    ownership: 0.3,
    isNewHere: false,
  },
  area: { developers: 3, daysSinceLastChange: 20, changesLast24h: 0, revertsLast180d: 0, repositoryRevertsLast14d: 0 },
  deployments: { daysSinceLast: 1, failuresLast30d: 0, successRate: 1, inProgress: 0 },
  operations: { openIncidents: 0, incidentsLast30d: 0, knownProblems: 0, errorBudgetRemaining: 1, overdueReviews: 0 },
  rollback: { hasPlan: false, strategy: '', minutesToRestore: 0, isReversible: true, isVerified: false },
  local: { weekday: 'tue', hour: 11, date: '2026-11-24' },
};

type JudgedParts = Partial<Omit<JudgedChange, 'facts'>>;

/** A normal change of low risk, as rules see it. */
export function aJudgedChange(facts: FactsParts = {}, judged: JudgedParts = {}): JudgedChange {
  return {
    facts: aChange(facts),
    changeType: 'normal',
    changeTypeAssumed: false,
    risk: { score: 10, level: 'low', isAssumed: false },
    ...judged,
  };
}

/** A rollback plan that nothing can be said against. */
export function aPlan(parts: Partial<RollbackPlan> = {}): RollbackPlan {
  return {
    source: '.change/rollback.yml',
    strategy: 'redeploy-previous',
    steps: ['run the workflow `deploy` with the previous tag', 'watch the error rate for ten minutes'],
    owner: '@alice',
    trigger: 'more than 2 % of checkouts fail',
    minutesToRestore: 15,
    verification: 'tried on staging on 2026-11-20',
    reason: null,
    returnTo: null,
    returnToState: 'none',
    standing: false,
    text: 'strategy: redeploy-previous',
    digest: 'sha256:0000',
    ...parts,
  };
}

/** An approval of what is to be deployed, by somebody with write permission. */
export function anApproval(by: string, parts: Partial<Approval> = {}): Approval {
  return { by, permission: 'write', teams: [], sha: head, at: '2026-11-24T09:00:00Z', ...parts };
}

/** A policy that was found sound: a shipped one by name, the text of a policy file, or its sections. */
export async function aPolicy(wanted: string | object = {}): Promise<Policy> {
  const isName = typeof wanted === 'string' && /^[a-z-]+$/.test(wanted);
  const path = isName ? wanted : 'policy.yml';
  const text = typeof wanted === 'string' ? wanted : JSON.stringify({ version: 1, ...wanted });
  const loaded = await loadPolicy({ path, today: null }, isName ? noFiles : oneFile(path, text));
  if (!loaded.ok) throw new Error(JSON.stringify(loaded.problems, null, 2));
  return loaded.policy;
}

const noFiles: PolicyFiles = { read: async () => null, list: async () => null };

function oneFile(path: string, text: string): PolicyFiles {
  return { ...noFiles, read: async (wanted) => (wanted === path ? new TextEncoder().encode(text) : null) };
}
