import { decide } from '../decision/decide.ts';
import { digestOf } from '../decision/digest.ts';
import type { DecisionRecord } from '../decision/record.ts';
import { idOf } from '../decision/record.ts';
import type { Policy } from '../policy/policy.ts';

/** A place in a record where deciding again gives something else; a side that has nothing there is left out. */
export type Difference = { readonly pointer: string; readonly recorded?: unknown; readonly now?: unknown };

export type Replay = { readonly same: boolean; readonly differences: readonly Difference[] };

/** Decides a recorded change again, and tells where the record says something else. */
export function replay(record: DecisionRecord, policy: Policy): Replay {
  const decision = decide(policy, record.facts);
  const again = { ...record, decision, policy: digestOf(policy) };
  const differences = differencesOf(asWritten(record), asWritten({ ...again, id: idOf(again) }));
  return { same: differences.length === 0, differences };
}

/** As a file would hold it: written, some values become others (-0) or nothing. */
function asWritten(record: DecisionRecord): unknown {
  return JSON.parse(JSON.stringify(record));
}

type Tree = Readonly<Record<string, unknown>>;

/** The differences between two plain values, each at the innermost place that differs. */
export function differencesOf(recorded: unknown, now: unknown, pointer = ''): readonly Difference[] {
  if (recorded === now) return [];
  if (!isTree(recorded) || !isTree(now) || Array.isArray(recorded) !== Array.isArray(now)) {
    return [{ pointer, recorded, now }];
  }
  const keys = new Set([...Object.keys(recorded), ...Object.keys(now)]);
  return [...keys].flatMap((key) => differencesAt(key, { recorded, now, pointer }));
}

type Pair = { readonly recorded: Tree; readonly now: Tree; readonly pointer: string };

function differencesAt(key: string, { recorded, now, pointer }: Pair): readonly Difference[] {
  const place = `${pointer}/${key.replaceAll('~', '~0').replaceAll('/', '~1')}`;
  if (!Object.hasOwn(recorded, key)) return [{ pointer: place, now: now[key] }];
  if (!Object.hasOwn(now, key)) return [{ pointer: place, recorded: recorded[key] }];
  return differencesOf(recorded[key], now[key], place);
}

function isTree(value: unknown): value is Tree {
  return typeof value === 'object' && value !== null;
}
