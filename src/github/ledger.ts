import type { Unknown } from '../change/facts.ts';
import { isUnknown } from '../change/facts.ts';
import type { GitHub } from './client.ts';
import type { Entry, Ledger, Sight } from './ledger-branch.ts';
import { lookAtLedger, pathIn } from './ledger-branch.ts';
import { commitToLedger } from './ledger-commit.ts';
import type { Pace } from './pace.ts';
import { waitAfter } from './pace.ts';

/** What became of an entry. Nothing here is ever an error of the decision. */
export type Kept =
  | { readonly kind: 'written'; readonly commit: string }
  | { readonly kind: 'there-already' }
  | { readonly kind: 'refused'; readonly reason: string };

type Appending = {
  readonly ledger: Ledger;
  readonly entry: Entry;
  readonly pace: Pace;
  /** Whether a commit of the ledger says the same in a file of another name; left out: no such thing can be. */
  readonly isSaid?: (commit: string) => Promise<boolean | Unknown>;
};

/** A race is lost at most this often: then more write than the branch can take. */
const mostAttempts = 12;

/**
 * Puts a record on the branch as one commit; makes the branch if there is none. Who comes second builds on what the
 * first one wrote; an answer that got lost is made up for by looking, so that nothing is written twice.
 */
export async function appendToLedger(github: GitHub, appending: Appending): Promise<Kept> {
  const { ledger, pace, isSaid } = appending;
  const entry = placed(appending.entry, ledger);
  let lost: Lost | null = null;
  for (let attempt = 0; attempt < mostAttempts; attempt += 1) {
    if (attempt > 0) await waitAfter(attempt, pace);
    const sight = await lookAtLedger(github, ledger, [entry.record, ...entry.shared]);
    if (isUnknown(sight)) return { kind: 'refused', reason: sight.unknown };
    const isThere = await isThereIn(sight, entry.record.path, isSaid);
    if (isUnknown(isThere)) return { kind: 'refused', reason: isThere.unknown };
    if (isThere) return { kind: 'there-already' };
    const isStuck: boolean = lost !== null && lost.tip === tipOf(sight);
    if (isStuck && lost?.isStuck === true) return { kind: 'refused', reason: lost.reason };
    const answer = await commitToLedger(github, { ledger, entry: missingIn(sight, entry), sight });
    if (answer.kind !== 'unsettled') return answer;
    lost = { tip: tipOf(sight), isStuck, reason: answer.reason };
  }
  return { kind: 'refused', reason: `others wrote to the branch \`${ledger.branch}\` ${mostAttempts} times meanwhile` };
}

/** INVARIANT: looked up at the very tip that is built on, so that of two who say the same the second one sees the first. */
async function isThereIn({ there, tip }: Sight, path: string, isSaid: Appending['isSaid']): Promise<boolean | Unknown> {
  if (there.includes(path)) return true;
  return tip === null || isSaid === undefined ? false : await isSaid(tip.commit);
}

/** Policies lie side by side, whosesoever they are. */
function placed(entry: Entry, ledger: Ledger): Entry {
  const [record, marks] = [entry.record, entry.marks];
  return {
    ...entry,
    record: { ...record, path: pathIn(ledger, record.path) },
    marks: marks.map((mark) => ({ ...mark, path: pathIn(ledger, mark.path) })),
  };
}

/** What was tried in vain; stuck: the branch refused to move though nobody else had moved it, so rules may forbid it. */
type Lost = { readonly tip: string | null; readonly isStuck: boolean; readonly reason: string };

function tipOf({ tip }: Sight): string | null {
  return tip === null ? null : tip.commit;
}

function missingIn({ there }: Sight, { shared, ...entry }: Entry): Entry {
  return { ...entry, shared: shared.filter(({ path }) => !there.includes(path)) };
}
