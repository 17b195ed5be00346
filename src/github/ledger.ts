import { isUnknown } from '../change/facts.ts';
import type { GitHub } from './client.ts';
import type { Entry, Ledger, Sight } from './ledger-branch.ts';
import { lookAtLedger } from './ledger-branch.ts';
import { commitToLedger } from './ledger-commit.ts';
import type { Pace } from './pace.ts';
import { waitAfter } from './pace.ts';

/** What became of an entry. Nothing here is ever an error of the decision. */
export type Kept =
  | { readonly kind: 'written'; readonly commit: string }
  | { readonly kind: 'there-already' }
  | { readonly kind: 'refused'; readonly reason: string };

type Appending = { readonly ledger: Ledger; readonly entry: Entry; readonly pace: Pace };

/** A race is lost at most this often: then more write than the branch can take. */
const mostAttempts = 12;

/**
 * Puts a record on the branch as one commit; makes the branch if there is none. Who comes second builds on what the
 * first one wrote; an answer that got lost is made up for by looking, so that nothing is written twice.
 */
export async function appendToLedger(github: GitHub, { ledger, entry, pace }: Appending): Promise<Kept> {
  let lost: Lost | null = null;
  for (let attempt = 0; attempt < mostAttempts; attempt += 1) {
    if (attempt > 0) await waitAfter(attempt, pace);
    const sight = await lookAtLedger(github, ledger, [entry.record, ...entry.shared]);
    if (isUnknown(sight)) return { kind: 'refused', reason: sight.unknown };
    if (sight.there.includes(entry.record.path)) return { kind: 'there-already' };
    const isStuck: boolean = lost !== null && lost.tip === tipOf(sight);
    if (isStuck && lost?.isStuck === true) return { kind: 'refused', reason: lost.reason };
    const answer = await commitToLedger(github, { ledger, entry: missingIn(sight, entry), sight });
    if (answer.kind !== 'unsettled') return answer;
    lost = { tip: tipOf(sight), isStuck, reason: answer.reason };
  }
  return { kind: 'refused', reason: `others wrote to the branch \`${ledger.branch}\` ${mostAttempts} times meanwhile` };
}

/** What was tried in vain; stuck: the branch refused to move though nobody else had moved it, so rules may forbid it. */
type Lost = { readonly tip: string | null; readonly isStuck: boolean; readonly reason: string };

function tipOf({ tip }: Sight): string | null {
  return tip === null ? null : tip.commit;
}

function missingIn({ there }: Sight, { record, shared, message }: Entry): Entry {
  return { record, message, shared: shared.filter(({ path }) => !there.includes(path)) };
}
