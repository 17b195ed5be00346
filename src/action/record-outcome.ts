import type { DecisionRecord, OutcomeRecord, Run } from '../decision/record.ts';
import { FactsError, GateError, InputError } from '../errors.ts';
import type { Kept } from '../github/ledger.ts';
import type { Ledger } from '../github/ledger-branch.ts';
import type { Pace } from '../github/pace.ts';
import { realPace } from '../github/pace.ts';
import { recordOutcome as recordInLedger } from '../github/record-outcome.ts';
import { resolveRef } from '../github/trusted-files.ts';
import type { Policy } from '../policy/policy.ts';
import { plainText } from '../report/escape.ts';
import { renderOutcome } from '../report/outcome.ts';
import { giveBack } from './give-back.ts';
import { gitHubSource } from './github-source.ts';
import { assumedEnvironment } from './inputs.ts';
import type { LedgerAccess } from './ledger-access.ts';
import { ledgerFor } from './ledger-access.ts';
import { readOutcome } from './outcome-word.ts';
import type { Occasion } from './post-review.ts';
import { placeOfRecord } from './record-place.ts';
import { runIdentity } from './run-identity.ts';
import type { Setting } from './scene.ts';
import { headMissing } from './scene.ts';
import { sendOutcome } from './send-event.ts';
import { findTrusted, loadTrusted, readTrustedText } from './trust.ts';

/** The command `record-outcome`: puts into the ledger how a deployment went. It needs no checkout. */
export async function recordOutcome(setting: Setting): Promise<void> {
  const { inputs, event, runner } = setting;
  const said = readOutcome(inputs.outcome);
  const environment = inputs.environment ?? assumedEnvironment;
  if (said.kind === 'nothing') {
    return await tell(setting, { environment, said: said.reason, notes: await giveBackAlone(setting, environment) });
  }
  const head = await headOf(setting);
  const { access, policy, readTrusted } = await trustedIn(setting);
  const { outcome } = said;
  const { kept, decision, notes } = await keepOutcome({
    inputs,
    event,
    environment,
    head,
    outcome,
    access,
    run: runIdentity(process.env, { runUrl: runner.runUrl, actor: event.actor, mode: inputs.mode }),
    now: runner.now(),
    redacted: (text) => runner.redacted(text),
    pace: realPace,
  });
  const isNew = kept.kind === 'written';
  const failed = isNew && isFailure(outcome) ? { environment, head, outcome, decision, ledger: access.ledger } : null;
  const reviewed = failed === null ? [] : await lookBack(setting, { ...failed, policy, readTrusted });
  const unreturned = await giveBack(setting, { policy, environment, head, pace: realPace });
  const decisionId = decision?.id ?? null;
  const unsent = isNew ? await sendOutcome(setting, { decisionId, environment, head, outcome }) : [];
  const all = [...notes, ...reviewed, ...unreturned, ...unsent];
  await tell(setting, { environment, said: { head, outcome, isNew }, notes: all });
}

/** Where nothing is said of how it went, it is over all the same; whatever goes wrong here is a note. */
async function giveBackAlone(setting: Setting, environment: string): Promise<readonly string[]> {
  if (setting.github === null) return [];
  try {
    const { policy } = await trustedIn(setting);
    return await giveBack(setting, { policy, environment, head: null, pace: realPace });
  } catch (error) {
    if (!(error instanceof GateError)) throw error;
    return [`a lock, if there is one, was not given back, and ends by itself: ${error.problem}`];
  }
}

function isFailure(outcome: OutcomeRecord['outcome']): boolean {
  return outcome === 'failure' || outcome === 'rolled-back';
}

type Failed = Pick<Occasion, 'environment' | 'head' | 'policy' | 'readTrusted'> & {
  readonly decision: DecisionRecord | null;
  readonly ledger: Ledger;
};

/** A deployment that failed is looked back at. */
async function lookBack(setting: Setting, { decision: record, ledger, ...failed }: Failed): Promise<readonly string[]> {
  const { openReview } = await import('./post-review.ts');
  const { event, inputs, runner } = setting;
  return await openReview(setting, {
    ...failed,
    kind: 'failure',
    base: record?.decision.base ?? null,
    services: record?.decision.services ?? [],
    by: event.actor,
    reason: inputs.reason,
    incident: inputs.incident ?? record?.facts.declared?.incident ?? null,
    findings: record?.decision.findings ?? [],
    record: record === null ? null : placeOfRecord(record, { ledger, serverUrl: runner.serverUrl }),
    viewer: null,
  });
}

async function headOf({ inputs, event, github }: Setting): Promise<string> {
  if (inputs.head === null) return event.head ?? headMissing(event);
  if (github === null) throw noToken;
  const repository = { owner: event.owner, repo: event.repository };
  const sha = await resolveRef(await github(), repository, inputs.head);
  if (sha !== null) return sha;
  throw new FactsError({
    problem: `the input \`head\` is \`${inputs.head}\`, but the repository has no such commit`,
    remedy: 'name a commit, a branch or a tag of the repository',
  });
}

type Trusted = Pick<Occasion, 'readTrusted'> & { readonly access: LedgerAccess; readonly policy: Policy };

/** The policy that is trusted, as GitHub has it, and the ledger that it names. */
async function trustedIn(setting: Setting): Promise<Trusted> {
  const { inputs, event, github, remote, runner } = setting;
  if (github === null) throw noToken;
  const source = gitHubSource(await github(), { owner: event.owner, repo: event.repository });
  const place = { event, source, remote, path: inputs.policy, today: runner.now().slice(0, 10), github };
  const trusted = await findTrusted(place);
  const { policy } = await loadTrusted(place, trusted);
  const readTrusted = async (path: string) => await readTrustedText(place, { trusted, path });
  return { access: ledgerFor(setting, policy), policy, readTrusted };
}

const noToken = new InputError({
  problem: '`command: record-outcome` needs the input `token`',
  remedy: 'leave `token` out, so that it is the token of the workflow, and give the job `contents: write`',
});

type Recording = {
  readonly inputs: Pick<Setting['inputs'], 'environment' | 'reason'>;
  readonly event: Pick<Setting['event'], 'owner' | 'repository' | 'actor'>;
  readonly environment: string;
  /** The sha of the commit that was deployed. */
  readonly head: string;
  readonly outcome: OutcomeRecord['outcome'];
  readonly access: LedgerAccess;
  readonly run: Run;
  readonly now: string;
  readonly redacted: (text: string) => string;
  readonly pace: Pace;
};

type Recorded = {
  readonly kept: Kept;
  /** The decision that let it pass, if one was found. */
  readonly decision: DecisionRecord | null;
  readonly notes: readonly string[];
};

/** Nothing else was asked for, so that a record that cannot be written is an error. */
export async function keepOutcome(recording: Recording): Promise<Recorded> {
  const { access, environment, head, pace } = recording;
  const { ledger, github, remedy } = access;
  if (github === null) throw noToken;
  const { kept, decisionId, decision } = await recordInLedger(await github(), {
    ledger,
    outcome: outcomeOf(recording),
    pace,
  });
  if (kept.kind === 'refused')
    throw new FactsError({ problem: `the outcome was not recorded: ${kept.reason}`, remedy });
  const alone = `no decision about ${head.slice(0, 12)} in \`${environment}\` was found in the ledger: the outcome stands alone`;
  return { kept, decision, notes: [...assumed(recording), ...(decisionId === null ? [alone] : [])] };
}

function assumed({ inputs, environment }: Recording): readonly string[] {
  return inputs.environment === null
    ? [`the input \`environment\` was not given, so the outcome was recorded for \`${environment}\``]
    : [];
}

const longestNote = 2_000;

/** What happened is kept, if somebody says so. */
function outcomeOf({ inputs, event, environment, head, outcome, run, now, redacted }: Recording) {
  return {
    repository: `${event.owner}/${event.repository}`,
    decisionId: null,
    environment,
    head,
    outcome,
    at: now,
    by: event.actor,
    note: inputs.reason === null ? null : redacted(inputs.reason).slice(0, longestNote),
    run,
  };
}

async function tell({ runner }: Setting, told: Parameters<typeof renderOutcome>[0]): Promise<void> {
  const text = renderOutcome(told);
  runner.log(text);
  for (const note of told.notes)
    runner.annotate({ level: 'warning', title: 'change-gate', message: plainText(note, 1_000) });
  await runner.writeSummary(text);
}
