import { instantInUtc } from '../change/instant.ts';
import type { ModelPast } from '../change/facts.ts';
import type { LedgerFile } from './record-file.ts';
import { recordFile } from './record-file.ts';
import type { OutcomeRecord } from './record.ts';

/** The folder of the marks, with a folder for each standard change in it. */
export const marksFolder = 'models';

/**
 * The mark of an outcome of a standard change, whose name tells all that the gate needs: it counts thousands of them without
 * opening one. Null for an outcome that says neither how it went nor what of.
 */
export function markOf(record: OutcomeRecord, model: string | null): LedgerFile | null {
  const { decisionId, outcome, at } = record;
  if (model === null || decisionId === null || outcome === 'cancelled') return null;
  const instant = new Date(at).toISOString().replaceAll(/[-:]|\.\d+/g, '');
  const path = `${marksFolder}/${model}/${instant}-${outcome}-${decisionId}.json`;
  return { path, text: `${JSON.stringify({ outcome: recordFile(record).path })}\n` };
}

/** How the changes of one standard change went, from the names of its marks; what is no mark is passed over. */
export function pastFromMarks(model: string, names: readonly string[]): ModelPast {
  const outcomes = new Map<string, Mark>();
  // Names sort by their instant. Of one change, the first time that it is said to have gone badly counts, whatever else is said.
  for (const mark of names.toSorted().flatMap(markIn)) {
    if (outcomes.get(mark.decisionId)?.isBad !== true) outcomes.set(mark.decisionId, mark);
  }
  const failures = [...outcomes.values()].filter(({ isBad }) => isBad).map(({ at }) => at);
  return { model, finished: outcomes.size, failures: failures.toSorted() };
}

type Mark = { readonly decisionId: string; readonly isBad: boolean; readonly at: string };

const pattern = /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z-(success|failure|rolled-back)-([0-9a-f]{20})\.json$/;

function markIn(name: string): readonly Mark[] {
  const [whole, year, month, day, hour, minute, second, outcome, decisionId] = pattern.exec(name) ?? [];
  const at = instantInUtc(`${year}-${month}-${day}T${hour}:${minute}:${second}Z`);
  if (whole === undefined || decisionId === undefined || at === null) return [];
  return [{ decisionId, isBad: outcome !== 'success', at }];
}
