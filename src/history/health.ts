import type { ModelPast } from '../change/facts.ts';
import type { Decision } from '../decision/decision.ts';
import type { DecisionRecord, OutcomeRecord } from '../decision/record.ts';
import type { StandardChange } from '../standard/standard-change.ts';
import { suspendedAmong } from '../standard/suspension.ts';

/** What matters here of the record of a decision; bulk readers keep no more of it. */
type Decided = Pick<DecisionRecord, 'kind' | 'id' | 'repository'> & {
  readonly decision: Pick<Decision, 'environment' | 'head' | 'changeModel' | 'evaluatedAt'>;
};

type Told = Decided | OutcomeRecord;

/** A deployment of which it is known how it went. */
export type Finished = {
  /** Null: how it went is known, but not which decision let it pass. */
  readonly decision: Decided | null;
  readonly environment: string;
  readonly head: string;
  readonly went: 'well' | 'badly';
  /** When it was known: of one that went badly, the first time that somebody said so. */
  readonly at: string;
};

/** What past changes say of a change model. */
export type ModelHealth = {
  readonly model: string;
  readonly finished: number;
  readonly failed: number;
  /** Null before the first one is finished. */
  readonly successRate: number | null;
};

/** Deployments with their outcomes. One that was said to go badly once did so, whatever is said later. */
export function finishedIn(records: readonly Told[]): readonly Finished[] {
  const decisions = decisionsIn(records);
  const found = new Map<string, Finished>();
  for (const outcome of outcomesIn(records)) {
    const decision = decisionFor(outcome, decisions);
    const { environment, head, at } = outcome;
    const key = decision?.id ?? placeOf(outcome);
    const went = outcome.outcome === 'success' ? 'well' : 'badly';
    if (found.get(key)?.went !== 'badly') found.set(key, { decision, environment, head, went, at });
  }
  return [...found.values()];
}

/** The health of each change model of which a change is finished. */
export function healthOf(records: readonly Told[]): readonly ModelHealth[] {
  const byModel = groupedBy(finishedIn(records), modelOf);
  return [...byModel].flatMap(([model, finished]) => (model === null ? [] : [healthIn(model, finished)]));
}

type Asking = { readonly records: readonly Told[]; readonly at: string; readonly timezone: string };

/** Ids of the standard changes that went badly so often, shortly before an instant, that they are normal again. */
export function suspendedModels(
  models: readonly StandardChange[],
  { records, at, timezone }: Asking,
): readonly string[] {
  return suspendedAmong(models, { past: pastIn(records), at, timezone });
}

/** How the past changes of each change model went. */
function pastIn(records: readonly Told[]): readonly ModelPast[] {
  return [...groupedBy(finishedIn(records), modelOf)].flatMap(([model, finished]) => {
    if (model === null) return [];
    const failures = finished.filter(({ went }) => went === 'badly').map(({ at }) => at);
    return [{ model, finished: finished.length, failures }];
  });
}

function modelOf({ decision }: Finished): string | null {
  return decision?.decision.changeModel ?? null;
}

function healthIn(model: string, finished: readonly Finished[]): ModelHealth {
  const failed = finished.filter(({ went }) => went === 'badly').length;
  return { model, finished: finished.length, failed, successRate: 1 - failed / finished.length };
}

type Decisions = {
  readonly byId: ReadonlyMap<string, Decided>;
  readonly byPlace: ReadonlyMap<string, readonly Decided[]>;
};

function decisionsIn(records: readonly Told[]): Decisions {
  const decisions = records.filter((record) => record.kind === 'decision');
  return {
    byId: new Map(decisions.map((record) => [record.id, record])),
    byPlace: groupedBy(decisions, ({ repository, decision: { environment, head } }) =>
      placeOf({ repository, environment, head }),
    ),
  };
}

/** Oldest first. What was cancelled went neither well nor badly. */
function outcomesIn(records: readonly Told[]): readonly OutcomeRecord[] {
  const outcomes = records
    .filter((record) => record.kind === 'outcome')
    .filter(({ outcome }) => outcome !== 'cancelled');
  return outcomes.toSorted((one, other) => Date.parse(one.at) - Date.parse(other.at));
}

/** The decision that an outcome names, else the last one before it for the same commit and environment. */
function decisionFor(outcome: OutcomeRecord, { byId, byPlace }: Decisions): Decided | null {
  const named = outcome.decisionId === null ? undefined : byId.get(outcome.decisionId);
  if (named !== undefined) return named;
  const before = (byPlace.get(placeOf(outcome)) ?? []).filter((each) => decidedAt(each) <= Date.parse(outcome.at));
  return before.toSorted((one, other) => decidedAt(other) - decidedAt(one))[0] ?? null;
}

function decidedAt({ decision }: Decided): number {
  return Date.parse(decision.evaluatedAt);
}

type Place = { readonly repository: string | null; readonly environment: string; readonly head: string | null };

function placeOf({ repository, environment, head }: Place): string {
  return JSON.stringify([repository, environment, head]);
}

function groupedBy<Item, Key>(items: readonly Item[], keyOf: (item: Item) => Key): ReadonlyMap<Key, readonly Item[]> {
  const groups = new Map<Key, Item[]>();
  for (const item of items) {
    const key = keyOf(item);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [item]);
    else group.push(item);
  }
  return groups;
}
