// Decisions and outcomes as CDEvents (https://cdevents.dev): custom events, since its vocabulary has none for them.
import { digestOf } from '../decision/digest.ts';
import type { Decision } from '../decision/decision.ts';
import type { OutcomeRecord, Run } from '../decision/record.ts';

/** An event in the form that CDEvents gives to all. */
export type CDEvent = {
  readonly context: {
    readonly version: string;
    readonly id: string;
    readonly source: string;
    readonly type: string;
    readonly timestamp: string;
  };
  readonly subject: {
    readonly id: string;
    readonly source: string;
    readonly type: string;
    readonly content: Readonly<Record<string, unknown>>;
  };
};

type Where = {
  /** Address of the repository. */
  readonly source: string;
  readonly repository: string;
  readonly run: Run;
};

/** The version of CDEvents, whose form for custom events this is. */
const specification = '0.4.1';
/** Of the content of our own events. */
const contentVersion = '0.1.0';

/** A decision was made. `recordId`: its record in the ledger; null if none was kept. */
export function eventOfDecision(decision: Decision, where: Where & { readonly recordId: string | null }): CDEvent {
  const { outcome, changeType, changeModel, lane, environment, services, base, head, risk, schedule } = decision;
  const { repository, run, recordId } = where;
  const findings = decision.findings
    .filter(({ effect }) => effect !== 'note')
    .map(({ code, effect, rule }) => ({ code, effect, rule }));
  const told = {
    outcome,
    mode: run.mode,
    changeType,
    changeModel,
    lane,
    repository,
    environment,
    services,
    base,
    head,
  };
  const { score, level } = risk;
  const { nextOpening } = schedule;
  return eventOf(where, {
    names: ['changegate-decision', 'made'],
    at: decision.evaluatedAt,
    content: { ...told, risk: { score, level }, findings, nextOpening, recordId, runUrl: run.url },
  });
}

/** It was told how a deployment went. */
export function eventOfOutcome(
  outcome: Pick<OutcomeRecord, 'decisionId' | 'environment' | 'head' | 'outcome' | 'at' | 'by'>,
  where: Where,
): CDEvent {
  const { at, ...told } = outcome;
  const { repository, run } = where;
  const names = ['changegate-outcome', 'recorded'] as const;
  return eventOf(where, { names, at, content: { ...told, repository, runUrl: run.url } });
}

type Happened = {
  readonly names: readonly [subject: string, predicate: string];
  readonly at: string;
  readonly content: Readonly<Record<string, unknown>>;
};

/** One and the same event has one and the same id, however often it is sent. */
function eventOf({ source, run }: Where, { names: [subject, predicate], at, content }: Happened): CDEvent {
  const id = digestOf([subject, at, content, run.id, run.attempt]).slice('sha256:'.length, 'sha256:'.length + 32);
  const type = `dev.cdeventsx.${subject}.${predicate}.${contentVersion}`;
  return {
    context: { version: specification, id, source, type, timestamp: at },
    subject: { id, source, type: subject, content },
  };
}

/** The headers with which HTTP carries it as a CloudEvent in binary mode. */
export function headersOf({ context, subject }: CDEvent): Readonly<Record<string, string>> {
  const { id, source, type, timestamp } = context;
  return {
    'content-type': 'application/cdevents+json; charset=utf-8',
    'ce-specversion': '1.0',
    'ce-id': id,
    'ce-source': source,
    'ce-type': type,
    'ce-subject': subject.id,
    'ce-time': timestamp,
  };
}
