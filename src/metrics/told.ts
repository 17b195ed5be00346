import type { Static } from 'typebox';
import type { OutcomeRecord } from '../decision/record.ts';
import type { ReadonlyDeep } from '../rule/rule.ts';
import type * as Schema from './deployments.schema.ts';
import type { DecisionSketch } from './sketch.ts';

/** Deployments as a file tells of them. */
export type DeploymentsFile = ReadonlyDeep<Static<typeof Schema.DeploymentsFile>>;

/** A deployment as GitHub, or a file, tells of it. */
export type SeenDeployment = {
  readonly repository: string | null;
  /** The judged environment, also where the deployment went to one whose reviewers approve for it. */
  readonly environment: string;
  readonly head: string;
  readonly createdAt: string;
  readonly by: string | null;
  /** Words about how it went, oldest first; none while it runs. */
  readonly words: readonly { readonly word: 'success' | 'failure'; readonly at: string }[];
};

/** Everything that is known of what happened, before any question is asked of it. */
export type Told = {
  readonly decisions: readonly DecisionSketch[];
  readonly outcomes: readonly OutcomeRecord[];
  /** Null: nobody looked at deployments. */
  readonly deployments: readonly SeenDeployment[] | null;
  /** The issues of post-implementation reviews and whose they are; null: nobody looked. */
  readonly reviews: { readonly repository: string; readonly issues: readonly ReviewIssue[] } | null;
};

/** The issue of a post-implementation review, open or closed. */
export type ReviewIssue = {
  readonly number: number;
  readonly title: string;
  /** To whom it is assigned. */
  readonly owner: string | null;
  readonly openedAt: string;
  readonly isOpen: boolean;
  /** By which it is known what it looks back at; null: it is not the gate's own. */
  readonly key: string | null;
  /** How much is still to be done. */
  readonly measures: number;
};

/** Where and what was deployed, as a key. */
export function placeOf(place: {
  readonly repository: string | null;
  readonly environment: string;
  readonly head: string | null;
}): string {
  return JSON.stringify([place.repository, place.environment, place.head]);
}

/** Items by a key, in the order in which they come. */
export function groupedBy<Item, Key>(
  items: Iterable<Item>,
  keyOf: (item: Item) => Key,
): ReadonlyMap<Key, readonly Item[]> {
  const groups = new Map<Key, Item[]>();
  for (const item of items) {
    const key = keyOf(item);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [item]);
    else group.push(item);
  }
  return groups;
}
