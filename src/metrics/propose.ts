import { wildcardMatcher } from '../change/glob.ts';
import { shareOf } from '../history/statistics.ts';
import { day, dayOfReading } from '../schedule/civil.ts';
import { dateText, isoOf } from '../schedule/instant.ts';
import type { Zone } from '../schedule/zone.ts';
import type { StandardChange } from '../standard/standard-change.ts';
import { changeOf } from './change.ts';
import type { Deployed } from './deployed.ts';
import type { Metrics, Proposal } from './figures.ts';
import type { KindOfChange } from './kind-of-change.ts';
import { conditionOf, idOf, isOfKind, kindInWords, kindsOf } from './kind-of-change.ts';
import type { Makeup } from './makeup.ts';
import { retirementsIn } from './retire.ts';
import type { DecisionSketch } from './sketch.ts';

type Asked = {
  /** How often a kind of change must have gone well. */
  readonly times: number;
  readonly deployed: readonly Deployed[];
  /** The standard changes of the policy. */
  readonly models: readonly StandardChange[];
  readonly environments: readonly string[];
  readonly now: string;
  readonly zone: Zone;
  readonly told: Pick<Metrics, 'standardChanges' | 'success' | 'dora'>;
};

/** What could be pre-authorised, since it always went well, and which standard changes should go. */
export function proposalsIn(asked: Asked): NonNullable<Metrics['proposals']> {
  const { times, deployed, models, environments, told } = asked;
  const candidates = deployed.flatMap(candidateOf);
  const { found, nearest } = foundAmong(candidates, asked);
  return {
    times,
    considered: candidates.filter(({ isNew }) => isNew).length,
    standardChanges: withIds(found, asked),
    nearest: nearest === null ? null : { kind: kindInWords(nearest.kind), ...spanOf(nearest.examples) },
    retirements: retirementsIn(
      told,
      models.filter((model) => isFor(model, environments)),
    ),
  };
}

function isFor({ environments: patterns }: StandardChange, environments: readonly string[]): boolean {
  return patterns === undefined || environments.some((name) => patterns.some((each) => wildcardMatcher(each)(name)));
}

/** A deployment of which it is known what it was made of. */
type Candidate = {
  readonly decision: DecisionSketch;
  readonly makeup: Makeup;
  readonly went: Deployed['went'];
  readonly endedAt: number;
  /** A normal change of low risk that no standard change, of then or of today, is about. Others only speak against a kind. */
  readonly isNew: boolean;
};

function candidateOf({ decision, went, endedAt }: Deployed): readonly Candidate[] {
  if (decision === null || decision.makeup === null) return [];
  const { changeType, lane, risk, environment } = decision.decision;
  const isNormal = changeType === 'normal' && lane === 'none' && risk.level === 'low';
  const isKnown =
    decision.isStandardToday === true || decision.findings.some(({ code }) => code.startsWith('standard/'));
  // A name with wildcards cannot be written into a rule for it alone.
  const isNew = isNormal && !isKnown && !/[*?]/u.test(environment);
  return [{ decision, makeup: decision.makeup, went, endedAt, isNew }];
}

type Found = { readonly kind: KindOfChange; readonly examples: readonly Candidate[] };
type Search = { readonly found: readonly Found[]; readonly nearest: Found | null };

/** Luck lasts some days. */
const shortestSpan = 30 * day;
const mostProposals = 10;

/** The kinds that are proven, the most frequent first, and the one that is nearest to it. Each change is an example of one. */
function foundAmong(candidates: readonly Candidate[], { times }: Asked): Search {
  const failed = candidates.filter(({ went }) => went === 'badly');
  const found: Found[] = [];
  let left = candidates.filter(({ isNew, went }) => isNew && went === 'well');
  const kinds = distinctKinds(left).filter((kind) => !failed.some(({ makeup }) => isOfKind(makeup, kind)));
  for (;;) {
    const all = kinds.map((kind) => ({ kind, examples: left.filter(({ makeup }) => isOfKind(makeup, kind)) }));
    const best = mostFrequent(
      all.filter(({ examples }) => examples.length >= times && lengthOf(examples) >= shortestSpan),
    );
    if (best === null || found.length === mostProposals) return { found, nearest: mostFrequent(all) };
    found.push(best);
    left = left.filter((each) => !best.examples.includes(each));
  }
}

/** Each kind once, in an order that no record changes: of two with the same examples the narrower one, which has a folder or a bot, comes first. */
function distinctKinds(candidates: readonly Candidate[]): readonly KindOfChange[] {
  const kinds = candidates.flatMap(({ makeup }) => kindsOf(makeup));
  const distinct = [...new Map(kinds.map((kind) => [JSON.stringify(kind), kind]))];
  return distinct.toSorted(([one], [other]) => (one < other ? -1 : 1)).map(([, kind]) => kind);
}

function mostFrequent(all: readonly Found[]): Found | null {
  return all.reduce<Found | null>(
    (best, each) => (each.examples.length > (best?.examples.length ?? 0) ? each : best),
    null,
  );
}

function lengthOf(examples: readonly Candidate[]): number {
  const [first, last] = extremesOf(examples);
  return last - first;
}

function extremesOf(examples: readonly Candidate[]): readonly [number, number] {
  return examples.reduce<readonly [number, number]>(
    ([first, last], { endedAt }) => [Math.min(first, endedAt), Math.max(last, endedAt)],
    [Infinity, -Infinity],
  );
}

function withIds(found: readonly Found[], asked: Asked): readonly Proposal[] {
  const taken = new Set(asked.models.map(({ id }) => id));
  return found.map((each) => {
    const id = freeId(idOf(each.kind), taken);
    taken.add(id);
    return proposalOf(id, each, asked);
  });
}

function freeId(id: string, taken: ReadonlySet<string>): string {
  for (let number = 1; ; number += 1) {
    const next = number === 1 ? id : `${id}-${number}`;
    if (!taken.has(next)) return next;
  }
}

const mostExamples = 20;
/** A new standard change is looked at again after this time. */
const reviewDays = 180;

function proposalOf(id: string, { kind, examples }: Found, { now, zone }: Asked): Proposal {
  const newest = examples.toSorted((one, other) => other.endedAt - one.endedAt);
  const span = spanOf(examples);
  const environments = new Set(examples.map(({ decision }) => decision.decision.environment));
  const today = dayOfReading(zone.readingAt(Date.parse(now)));
  return {
    kind: kindInWords(kind),
    ...span,
    mostFailures: shareOf(0, examples.length)?.high ?? 1,
    examples: newest.slice(0, mostExamples).map(({ decision }) => changeOf(decision)),
    standardChange: {
      id,
      title: titleOf(kind),
      because: `${span.times} of ${span.times} such changes went well from ${span.from.slice(0, 10)} to ${span.to.slice(0, 10)}`,
      environments: [...environments].toSorted(),
      when: conditionOf(kind, largestOf(kind, examples)),
      maxRisk: 'low',
      reviewBy: dateText(today + reviewDays),
      suspendAfter: { failures: 1, within: '90d' },
    },
  };
}

const longestTitle = 200;

function titleOf(kind: KindOfChange): string {
  const words = kindInWords(kind);
  return `${words.slice(0, 1).toUpperCase()}${words.slice(1, longestTitle)}`;
}

/** In a folder nothing larger than the largest that went well, where sizes are known. */
function largestOf({ folder }: KindOfChange, examples: readonly Candidate[]): number | null {
  const sizes = examples.map(({ makeup }) => makeup.lines);
  const known = sizes.filter((size) => size !== null);
  return folder === null || known.length < sizes.length ? null : known.reduce((most, size) => Math.max(most, size), 0);
}

function spanOf(examples: readonly Candidate[]): Pick<Proposal, 'times' | 'from' | 'to'> {
  const [first, last] = extremesOf(examples);
  return { times: examples.length, from: isoOf(first), to: isoOf(last) };
}
