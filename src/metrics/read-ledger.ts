import type { LedgerFile } from '../decision/record-file.ts';
import { parseRecordPath } from '../decision/record-file.ts';
import type { OutcomeRecord } from '../decision/record.ts';
import { readRecordFile } from '../history/records.ts';
import { day } from '../schedule/civil.ts';
import { isoOf } from '../schedule/instant.ts';
import type { Metrics } from './figures.ts';
import type { DecisionSketch, StandardToday } from './sketch.ts';
import { sketchOf } from './sketch.ts';
import type { Told } from './told.ts';
import { groupedBy } from './told.ts';

type Reading = {
  /** Where the files come from, in words. */
  readonly words: string;
  readonly files: AsyncIterable<LedgerFile>;
  readonly leftOut: number;
};

/** What a ledger tells, and what is to be said of reading it. */
export type ReadRecords = Pick<Told, 'decisions' | 'outcomes'> & { readonly ledger: Metrics['ledger'] };

/** A deployment may end long after it was let pass. */
const longestLife = 92 * day;

/** Whether a file of a ledger is a record that may matter from an instant on; null = from ever. */
export function isWantedFrom(from: number | null): (path: string) => boolean {
  const first =
    from === null
      ? ''
      : isoOf(from - longestLife)
          .slice(0, 10)
          .replaceAll('-', '/');
  return (path) => parseRecordPath(path) !== null && dayIn(path) >= first;
}

/** `2026/11/24`, behind the folder of a repository where there is one. */
function dayIn(path: string): string {
  return path.split('/').slice(-3).join('/').slice(0, 10);
}

/** Reads records as they come, and keeps of each no more than is counted. Those of after now count nowhere. */
export async function readRecords(
  { words, files, leftOut }: Reading,
  { now, isStandard }: { readonly now: number; readonly isStandard: StandardToday },
): Promise<ReadRecords> {
  const decisions: DecisionSketch[] = [];
  const outcomes: OutcomeRecord[] = [];
  const broken: { readonly path: string; readonly problem: string }[] = [];
  const seen = new Set<string>();
  let [repeated, afterNow] = [0, 0];
  for await (const file of files) {
    const read = readRecordFile(file);
    if (read.kind === 'broken') broken.push({ path: read.path, problem: read.problem });
    if (read.kind !== 'record') continue;
    const { record } = read;
    const at = Date.parse(record.kind === 'decision' ? record.decision.evaluatedAt : record.at);
    if (seen.has(record.id)) repeated += 1;
    else if (at > now) afterNow += 1;
    else if (record.kind === 'decision') decisions.push(sketchOf(record, file.path, isStandard));
    else outcomes.push(record);
    seen.add(record.id);
  }
  const aside = { source: words, broken, leftOut, repeated, afterNow };
  return { decisions, outcomes, ledger: { ...aside, ...countsOf(decisions, outcomes) } };
}

type Counts = Omit<Metrics['ledger'], 'source' | 'broken' | 'leftOut' | 'repeated' | 'afterNow'>;

function countsOf(decisions: readonly DecisionSketch[], outcomes: readonly OutcomeRecord[]): Counts {
  const instants = [...decisions.map(({ at }) => at), ...outcomes.map(({ at }) => Date.parse(at))];
  const [first, last] = instants.reduce(
    ([low, high], at) => [Math.min(low, at), Math.max(high, at)],
    [Infinity, -Infinity],
  );
  return {
    decisions: decisions.length,
    outcomes: outcomes.length,
    firstAt: instants.length === 0 ? null : isoOf(first),
    lastAt: instants.length === 0 ? null : isoOf(last),
    beforeDecision: beforeDecision(decisions, outcomes),
    repositories: countedBy(decisions, ({ repository }) => repository).map(([repository, count]) => ({
      repository,
      decisions: count,
    })),
    environments: countedBy(decisions, ({ decision }) => decision.environment).map(([environment, count]) => ({
      environment,
      decisions: count,
    })),
  };
}

function beforeDecision(decisions: readonly DecisionSketch[], outcomes: readonly OutcomeRecord[]): number {
  const instants = new Map(decisions.map(({ id, at }) => [id, at]));
  return outcomes.filter(({ decisionId, at }) => Date.parse(at) < (instants.get(decisionId ?? '') ?? -Infinity)).length;
}

function countedBy<Key>(
  decisions: readonly DecisionSketch[],
  keyOf: (decision: DecisionSketch) => Key,
): readonly (readonly [Key, number])[] {
  const groups = [...groupedBy(decisions, keyOf)].map(([key, { length }]) => [key, length] as const);
  return groups.toSorted(([one, few], [other, many]) => many - few || (String(one) < String(other) ? -1 : 1));
}
