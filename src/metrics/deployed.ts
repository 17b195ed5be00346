import type { OutcomeRecord } from '../decision/record.ts';
import { day, minute } from '../schedule/civil.ts';
import type { DecisionSketch } from './sketch.ts';
import type { SeenDeployment, Told } from './told.ts';
import { groupedBy, placeOf } from './told.ts';

/** Something that was said of how a deployment went. */
export type Word = {
  readonly word: Exclude<OutcomeRecord['outcome'], 'cancelled'>;
  readonly at: number;
  readonly by: string | null;
};

/** A deployment of which it is known how it went. */
export type Deployed = {
  /** The decision that let it pass; null if none is found. */
  readonly decision: DecisionSketch | null;
  readonly repository: string | null;
  readonly environment: string;
  readonly head: string;
  /** Badly if anybody ever said so, whatever was said later. */
  readonly went: 'well' | 'badly';
  /** When it was first known how it went. */
  readonly endedAt: number;
  /** All that was said, oldest first. */
  readonly words: readonly Word[];
  /** Whether an outcome record says so, or the deployment's own statuses. */
  readonly source: 'outcome' | 'deployment';
};

/** A decision lets nothing pass after this time: GitHub keeps no job waiting for longer. */
export const longestWait = 30 * day;

/** A deployment's status may be dated a little before the decision, by clocks that differ. */
const clockDifference = 5 * minute;

/**
 * Deployments with how they went: one for each decision, or for each commit and environment without one. What outcome
 * records say counts; only where there is none, what the deployment's own statuses say.
 */
export function deployedIn({ decisions, outcomes, deployments }: Told): readonly Deployed[] {
  const known = decisionsBy(decisions);
  const recorded = groupedBy(
    outcomes.flatMap((outcome) => said(outcome, known)),
    keyOf,
  );
  const seen = (deployments ?? []).flatMap((deployment) => seenToEnd(deployment, known));
  const others = groupedBy(
    seen.filter((each) => !recorded.has(keyOf(each))),
    keyOf,
  );
  return [
    ...[...recorded.values()].flatMap((statements) => together(statements, 'outcome')),
    ...[...others.values()].flatMap((statements) => together(statements, 'deployment')),
  ];
}

/** Decisions, as they are looked for. */
export type KnownDecisions = {
  readonly byId: ReadonlyMap<string, DecisionSketch>;
  /** Oldest first. */
  readonly byPlace: ReadonlyMap<string, readonly DecisionSketch[]>;
};

export function decisionsBy(decisions: readonly DecisionSketch[]): KnownDecisions {
  const inOrder = decisions.toSorted((one, other) => one.at - other.at);
  return {
    byId: new Map(inOrder.map((each) => [each.id, each])),
    byPlace: groupedBy(inOrder, ({ repository, decision: { environment, head } }) =>
      placeOf({ repository, environment, head }),
    ),
  };
}

type Statement = Pick<Deployed, 'decision' | 'repository' | 'environment' | 'head'> & {
  readonly words: readonly Word[];
};

/** Of what was cancelled nobody knows whether it went out. */
function said(outcome: OutcomeRecord, { byId, byPlace }: KnownDecisions): readonly Statement[] {
  const { repository, environment, head, outcome: word, by } = outcome;
  if (word === 'cancelled') return [];
  const at = Date.parse(outcome.at);
  const named = outcome.decisionId === null ? undefined : byId.get(outcome.decisionId);
  const decision = named ?? byPlace.get(placeOf(outcome))?.findLast((each) => each.at <= at) ?? null;
  return [{ decision, repository, environment, head, words: [{ word, at, by }] }];
}

function seenToEnd(deployment: SeenDeployment, known: KnownDecisions): readonly Statement[] {
  const { repository, environment, head, by } = deployment;
  const words = deployment.words.map(({ word, at }) => ({ word, at: Date.parse(at), by }));
  if (words.length === 0) return [];
  const before = lastBefore(deployment, known);
  const decision = before !== null && endOf(deployment) - before.at <= longestWait ? before : null;
  return [{ decision, repository, environment, head, words }];
}

/** When it was first said how a deployment went; while nobody did, when it was made. */
export function endOf({ words, createdAt }: SeenDeployment): number {
  return Date.parse(words[0]?.at ?? createdAt);
}

/** The last decision before a deployment ended, however old. */
export function lastBefore(deployment: SeenDeployment, { byPlace }: KnownDecisions): DecisionSketch | null {
  const endedAt = endOf(deployment) + clockDifference;
  return byPlace.get(placeOf(deployment))?.findLast(({ at }) => at <= endedAt) ?? null;
}

function keyOf({ decision, ...place }: Statement): string {
  return decision?.id ?? placeOf(place);
}

function together(statements: readonly Statement[], source: Deployed['source']): readonly Deployed[] {
  const [first] = statements;
  const words = statements.flatMap((each) => each.words).toSorted((one, other) => one.at - other.at);
  if (first === undefined || words[0] === undefined) return [];
  const { decision, repository, environment, head } = first;
  const went = words.every(({ word }) => word === 'success') ? 'well' : 'badly';
  return [{ decision, repository, environment, head, went, endedAt: words[0].at, words, source }];
}

/** The services of a deployment; null if they are not known. */
export function servicesOf({ decision }: Deployed): readonly string[] | null {
  return decision?.decision.services ?? null;
}
