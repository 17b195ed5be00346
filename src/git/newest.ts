/** The newest of what comes one after another, so that memory and time stay bounded however many come at once. */
export interface Newest<Item> {
  readonly add: (item: Item) => void;
  /** The oldest first; at least as many as were asked for, if so many came. */
  readonly items: () => readonly Item[];
}

/** Keeps so many of the newest, and now and then some more. */
export function keepNewest<Item>(most: number): Newest<Item> {
  let kept: Item[] = [];
  return {
    add(item) {
      kept.push(item);
      if (kept.length >= 2 * most) kept = kept.slice(-most);
    },
    items: () => kept,
  };
}
