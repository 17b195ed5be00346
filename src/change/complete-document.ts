import type { SizeFacts } from './derive.ts';
import { rollbackFacts, sizeFacts } from './derive.ts';
import type { ChangeFacts, SpelledOutFacts } from './facts.ts';
import { isUnknown } from './facts.ts';
import { planLike, safeFacts } from './safe.ts';
import { unknownFacts } from './unknown-facts.ts';

type Missing = 'unknown' | 'safe';

/** A document with every fact in it: given, derived, or what stands for one that was left out. */
export function completeDocument(document: SpelledOutFacts, missing: Missing): ChangeFacts {
  const defaults = missing === 'safe' ? safeFacts : unknownFacts('not given');
  const { $schema: _schema, ...given } = document;
  const plan = given.plan === undefined ? planOf(given, missing) : given.plan;
  const derivedRollback = isUnknown(plan) ? unknownFacts(plan.unknown).rollback : rollbackFacts(plan);
  return {
    ...defaults,
    ...makersOfParts(given),
    ...given,
    change: {
      ...defaults.change,
      ...derivedSize(document, missing),
      ...(given.incidents !== undefined && { fixesIncident: followsFromIncidents }),
      ...given.change,
    },
    author: { ...defaults.author, ...given.author },
    area: { ...defaults.area, ...given.area },
    deployments: { ...defaults.deployments, ...countOf(given), ...given.deployments },
    operations: {
      ...defaults.operations,
      ...measuredBudget(given),
      ...operationsToDerive(given),
      ...given.operations,
    },
    rollback: { ...derivedRollback, ...given.rollback },
    local: unknownFacts('derived from the instant and the policy’s time zone').local,
    plan,
  };
}

const followsFromIncidents = { unknown: 'follows from `incidents`' };

/** What a policy says of incidents and reviews decides what these facts are. */
function operationsToDerive({ incidents, reviews }: SpelledOutFacts): Partial<ChangeFacts['operations']> {
  const counts = {
    openIncidents: followsFromIncidents,
    incidentsLast30d: followsFromIncidents,
    knownProblems: followsFromIncidents,
  };
  return {
    ...(incidents !== undefined && counts),
    ...(reviews !== undefined && { overdueReviews: { unknown: 'follows from `reviews`' } }),
  };
}

/** Who made the parts made the change; an unknown maker of one is an unknown maker of all. */
function makersOfParts({ parts }: SpelledOutFacts): Partial<Pick<ChangeFacts, 'makers'>> {
  if (parts === undefined || isUnknown(parts) || parts.length === 0) return {};
  const makers: string[] = [];
  for (const part of parts) {
    if (isUnknown(part.makers)) return { makers: part.makers };
    makers.push(...part.makers);
  }
  return { makers: [...new Set(makers)] };
}

/** Where a document tells what was measured, the budget follows from it. */
function measuredBudget({ evidence }: SpelledOutFacts): Partial<ChangeFacts['operations']> {
  return evidence === undefined ? {} : { errorBudgetRemaining: { unknown: 'it follows from `evidence`' } };
}

function countOf({ running }: SpelledOutFacts): Partial<ChangeFacts['deployments']> {
  if (running === undefined) return {};
  return { inProgress: isUnknown(running) ? running : running.length };
}

/** The plan of a document that does not speak of one; `null` is one that says there is none. */
function planOf({ rollback }: SpelledOutFacts, missing: Missing): ChangeFacts['plan'] {
  return missing === 'safe' ? planLike(rollback) : { unknown: 'not given' };
}

function derivedSize({ files, change }: SpelledOutFacts, missing: Missing): Partial<SizeFacts> {
  if (files !== undefined) return sizeFacts(files);
  const { linesAdded, linesDeleted, linesChanged } = change ?? {};
  if (typeof linesAdded === 'number' && typeof linesDeleted === 'number') {
    return { linesChanged: linesAdded + linesDeleted };
  }
  if (missing === 'unknown' || linesChanged === undefined || isUnknown(linesChanged)) return {};
  return { linesAdded: linesChanged };
}
