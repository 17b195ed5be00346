import { decide } from '../decision/decide.ts';
import type { DecisionRecord, Run } from '../decision/record.ts';
import { recordDecision } from '../decision/record.ts';
import type { GitHub } from '../github/client.ts';
import { appendToLedger } from '../github/ledger.ts';
import type { Ledger } from '../github/ledger-branch.ts';
import { entryOfDecision } from '../github/ledger-entry.ts';
import type { Pace } from '../github/pace.ts';
import type { Passage } from '../ports.ts';
import { version } from '../version.ts';
import type { GateEvent } from './event.ts';
import { ledgerFor } from './ledger-access.ts';

type Recording = {
  readonly passage: Pick<Passage, 'policy' | 'facts' | 'decision'>;
  readonly event: Asking & Pick<GateEvent, 'owner' | 'repository'>;
  readonly run: Run;
  /** Version of the time-zone data, as Node tells it. */
  readonly timeZoneData: string;
  /** Null without a token. */
  readonly github: (() => Promise<GitHub>) | null;
  /** The same for a ledger in another repository. */
  readonly central: (() => Promise<GitHub>) | null;
  readonly redacted: (text: string) => string;
  readonly pace: Pace;
};

/** What became of a decision: the record that is in the ledger now, null if none is, and the notes about that. */
export type KeptDecision = {
  readonly notes: readonly string[];
  readonly kept: { readonly record: DecisionRecord; readonly ledger: Ledger } | null;
};

/** Puts a decision into the ledger, unless it is a forecast. */
export async function keepDecision(recording: Recording): Promise<KeptDecision> {
  const { event, passage, pace } = recording;
  if (isForecast(event)) return { notes: [], kept: null };
  const { policy } = passage;
  const { ledger, github, remedy } = ledgerFor(recording, policy);
  if (github === null) return notRecorded('there is no `token`');
  try {
    const record = recordOf(recording);
    const entry = entryOfDecision(record, policy);
    const kept = await appendToLedger(await github(), { ledger, entry, pace });
    if (kept.kind !== 'refused') return { notes: [], kept: { record, ledger } };
    // Of the workflow's own token GitHub says itself what it lacks; a repository that a token does not reach is just not there.
    return notRecorded(ledger.folder === '' ? kept.reason : `${kept.reason}; ${remedy}`);
  } catch (error) {
    // The decision stands and was told; a ledger that cannot be written changes nothing in it.
    return notRecorded(error instanceof Error ? error.message : String(error));
  }
}

function notRecorded(reason: string): KeptDecision {
  return { notes: [`the decision was not recorded: ${reason}`], kept: null };
}

type Asking = Pick<GateEvent, 'name'> & Partial<Pick<GateEvent, 'pull'>>;

/**
 * Whether an event only asks what would be decided: what it is about is not deployed by this run. Also another workflow's
 * run may have been about a pull request.
 */
export function isForecast({ name, pull = null }: Asking): boolean {
  return pull !== null || name.startsWith('pull_request') || name === 'merge_group' || name === 'issue_comment';
}

function recordOf({ passage, event, run, timeZoneData, redacted }: Recording): DecisionRecord {
  const repository = `${event.owner}/${event.repository}`;
  return recordDecision(withoutSecrets(passage, redacted), { repository, engine: version, timeZoneData, run });
}

type Judged = Recording['passage'];

/**
 * What may be kept where others read it. Where a secret stood in the facts, the decision is made again without it, so
 * that the record can still be replayed; should it come out otherwise, the one that was made is kept all the same.
 */
function withoutSecrets({ policy, facts, decision }: Judged, redacted: (text: string) => string): Judged {
  const safeFacts = withTexts(facts, redacted);
  if (JSON.stringify(safeFacts) === JSON.stringify(facts)) return { policy, facts, decision };
  const again = decide(policy, safeFacts);
  const isSame = again.outcome === decision.outcome;
  return { policy, facts: safeFacts, decision: isSame ? again : withTexts(decision, redacted) };
}

function withTexts<T>(value: T, change: (text: string) => string): T {
  // Plain data comes back from JSON as what it was, with other texts in it.
  return JSON.parse(JSON.stringify(value, (_key, part: unknown) => (typeof part === 'string' ? change(part) : part)));
}
