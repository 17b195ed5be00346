// Which changes made deployments fail, as far as the deployments tell.

/** How the deployments of one commit ended. */
export type DeployedHead = {
  readonly head: string;
  readonly went: 'well' | 'badly';
  /** When that was known. */
  readonly at: string;
  /** Who tells it, and where: `ledger:<id of the record>`, `github:<id of the deployment>`. */
  readonly source: string;
  /** What was live before; null where nobody says. */
  readonly base: string | null;
};

/** What failed deployments say of changes, by their place on the line. */
export type Blame = {
  /** Changes that made a deployment fail, with who tells it. */
  readonly failed: ReadonlyMap<number, string>;
  /** Changes of which one or more made a deployment fail, and nobody knows which. */
  readonly suspects: ReadonlyMap<number, string>;
  readonly counts: BlameCounts;
};

/** What became of the failed deployments. */
export type BlameCounts = {
  readonly succeeded: number;
  readonly failed: number;
  /** Brought one change since the last success: it made them fail. */
  readonly ofOneChange: number;
  /** One of their changes is known to have failed. */
  readonly explained: number;
  /** Of several changes, of which nobody knows which made them fail. */
  readonly shared: number;
  /** Of a commit that is not on the line, or with no success on it below. */
  readonly notPlaced: number;
};

type Line = {
  /** The commits on the line of first parents, the oldest first. */
  readonly shas: readonly string[];
  /** Whether a change is known to have failed for another reason, by its place on the line. */
  readonly hasFailed: (place: number) => boolean;
};

/**
 * Blames changes for failed deployments. A deployment brings what came since the last commit below it that was ever
 * deployed well: if that is one change, it is to blame; if one of several is known to have failed, that one is; else all
 * of them are suspects, and none is blamed.
 */
export function blameChanges(deployed: readonly DeployedHead[], { shas, hasFailed }: Line): Blame {
  const places = new Map(shas.map((sha, place) => [sha, place]));
  const heads = newestOfEach(deployed);
  const good = new Set(heads.filter(({ went }) => went === 'well').map(({ head }) => places.get(head)));
  const bad = heads
    .filter(({ went }) => went === 'badly')
    .toSorted((one, other) => (places.get(one.head) ?? 0) - (places.get(other.head) ?? 0));
  const failed = new Map<number, string>();
  const suspects = new Map<number, string>();
  const counts = { ofOneChange: 0, explained: 0, shared: 0, notPlaced: 0 };
  for (const each of bad) {
    const range = rangeOf(each, { places, good });
    const [only, ...others] = range;
    if (only === undefined) counts.notPlaced += 1;
    else if (range.some((place) => failed.has(place) || hasFailed(place))) counts.explained += 1;
    else if (others.length === 0) {
      counts.ofOneChange += 1;
      failed.set(only, each.source);
    } else {
      counts.shared += 1;
      for (const place of range) suspects.set(place, each.source);
    }
  }
  for (const place of failed.keys()) suspects.delete(place);
  return { failed, suspects, counts: { succeeded: heads.length - bad.length, failed: bad.length, ...counts } };
}

/** Of what is said of one commit, the last word. What went well when it was tried again was no fault of the change. */
function newestOfEach(deployed: readonly DeployedHead[]): readonly DeployedHead[] {
  const byHead = new Map<string, DeployedHead>();
  for (const each of deployed) {
    const other = byHead.get(each.head);
    if (other === undefined || isNewer(each, other)) byHead.set(each.head, each);
  }
  return [...byHead.values()];
}

/** Of two words at one instant the failure counts. */
function isNewer(one: DeployedHead, other: DeployedHead): boolean {
  const difference = Date.parse(one.at) - Date.parse(other.at);
  return difference === 0 ? one.went === 'badly' : difference > 0;
}

type Places = { readonly places: ReadonlyMap<string, number>; readonly good: ReadonlySet<number | undefined> };

/** The places that a deployment brought; none where that is not known. */
function rangeOf({ head, base }: DeployedHead, { places, good }: Places): readonly number[] {
  const top = places.get(head);
  if (top === undefined) return [];
  const bottom = base === null ? undefined : places.get(base);
  const range: number[] = [];
  for (let place = top; place >= 0; place -= 1) {
    if (place !== top && (good.has(place) || place === bottom)) return range;
    range.push(place);
  }
  return [];
}
