import type { ChangeFacts, Unknown } from './facts.ts';

/** A change of which nothing is known, for one reason; who knows something replaces it. */
export function unknownFacts(reason: string): Omit<ChangeFacts, 'evaluatedAt'> {
  const unknown = { unknown: reason };
  return {
    base: unknown,
    head: unknown,
    environment: unknown,
    services: unknown,
    tier: unknown,
    makers: unknown,
    change: unknownChange(unknown),
    files: unknown,
    author: {
      changesBefore: unknown,
      changesHere: unknown,
      changesLast7d: unknown,
      ownership: unknown,
      isNewHere: unknown,
    },
    area: {
      developers: unknown,
      daysSinceLastChange: unknown,
      changesLast24h: unknown,
      revertsLast180d: unknown,
      repositoryRevertsLast14d: unknown,
    },
    deployments: { daysSinceLast: unknown, failuresLast30d: unknown, successRate: unknown, inProgress: unknown },
    operations: {
      openIncidents: unknown,
      incidentsLast30d: unknown,
      knownProblems: unknown,
      errorBudgetRemaining: unknown,
      overdueReviews: unknown,
    },
    rollback: {
      hasPlan: unknown,
      strategy: unknown,
      minutesToRestore: unknown,
      isReversible: unknown,
      isVerified: unknown,
    },
    local: { weekday: unknown, hour: unknown, date: unknown },
    plan: unknown,
    approvals: unknown,
    checks: unknown,
  };
}

function unknownChange(unknown: Unknown): ChangeFacts['change'] {
  return {
    title: unknown,
    author: unknown,
    authors: unknown,
    isBot: unknown,
    isRevert: unknown,
    isReland: unknown,
    isRollback: unknown,
    commits: unknown,
    filesChanged: unknown,
    codeFilesChanged: unknown,
    linesAdded: unknown,
    linesDeleted: unknown,
    linesChanged: unknown,
    directories: unknown,
    subsystems: unknown,
    entropy: unknown,
    ageHours: unknown,
    labels: unknown,
    branch: unknown,
    baseBranch: unknown,
    fixesIncident: unknown,
    type: unknown,
  };
}
