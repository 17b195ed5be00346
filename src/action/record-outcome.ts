import { closest } from '../closest.ts';
import type { OutcomeRecord, Run } from '../decision/record.ts';
import { FactsError, InputError } from '../errors.ts';
import type { GitHub } from '../github/client.ts';
import type { Pace } from '../github/pace.ts';
import { recordOutcome } from '../github/record-outcome.ts';
import type { GateEvent } from './event.ts';

type Recording = {
  readonly inputs: {
    readonly outcome: string | null;
    readonly environment: string | null;
    /** What happened, if somebody says so. */
    readonly reason: string | null;
  };
  readonly event: Pick<GateEvent, 'owner' | 'repository' | 'actor'>;
  /** The sha of the commit that was deployed. */
  readonly head: string;
  /** The branch of the ledger. */
  readonly branch: string;
  readonly run: Run;
  readonly now: string;
  /** Null without a token. */
  readonly github: (() => Promise<GitHub>) | null;
  readonly redacted: (text: string) => string;
  readonly pace: Pace;
};

/**
 * The command `record-outcome`: puts into the ledger how a deployment went, and gives what the reader should know.
 * Nothing else was asked for, so that a record that cannot be written is an error.
 */
export async function keepOutcome(recording: Recording): Promise<readonly string[]> {
  const { event, branch, github, pace } = recording;
  const outcome = outcomeIn(recording);
  if (github === null) throw notRecorded('there is no `token`', 'give the input `token`');
  const ledger = { repository: { owner: event.owner, repo: event.repository }, branch };
  const { kept, decisionId } = await recordOutcome(await github(), { ledger, outcome, pace });
  if (kept.kind === 'refused') throw notRecorded(kept.reason, 'give the job `contents: write`');
  if (decisionId !== null) return [];
  const { head, environment } = outcome;
  return [
    `no decision about ${head.slice(0, 12)} in \`${environment}\` was found in the ledger: the outcome stands alone`,
  ];
}

const longestNote = 2_000;

function outcomeIn({ inputs, event, head, run, now, redacted }: Recording) {
  return {
    repository: `${event.owner}/${event.repository}`,
    decisionId: null,
    environment: inputs.environment ?? 'production',
    head,
    outcome: readOutcome(inputs.outcome),
    at: now,
    by: event.actor,
    note: inputs.reason === null ? null : redacted(inputs.reason).slice(0, longestNote),
    run,
  } as const;
}

const outcomes = ['success', 'failure', 'rolled-back'] as const satisfies readonly OutcomeRecord['outcome'][];

function readOutcome(word: string | null): OutcomeRecord['outcome'] {
  const outcome = outcomes.find((each) => each === word);
  if (outcome !== undefined) return outcome;
  const words = outcomes.map((each) => `\`${each}\``).join(', ');
  const near = word === null ? null : closest(word, outcomes);
  throw new InputError({
    problem:
      word === null
        ? '`command: record-outcome` needs the input `outcome`'
        : `the input \`outcome\` is \`${word}\`, expected one of ${words}`,
    remedy: near === null ? `say how the deployment went: ${words}` : `did you mean \`${near}\`?`,
  });
}

function notRecorded(reason: string, remedy: string): FactsError {
  return new FactsError({ problem: `the outcome was not recorded: ${reason}`, remedy });
}
