import { findContradictions } from './contradictions.ts';
import type { ChangeFacts, RunningDeployment, SpelledOutFacts } from './facts.ts';
import { completeDocument } from './complete-document.ts';
import { instantInUtc } from './instant.ts';
import type { FactsProblem } from './schema-problems.ts';
import { spellOut } from './spell-out.ts';
import { wordErrors } from './schema-problems.ts';
import { validateFacts } from './validate-facts.generated.js';

export type ParsedFacts =
  | { readonly ok: true; readonly facts: ChangeFacts }
  | { readonly ok: false; readonly problems: readonly FactsProblem[] };

/**
 * Reads a facts document, already parsed from JSON or YAML. What is left out is `unknown`, or for policy tests the
 * `safe` default; what follows from the files or the plan is derived, and may not contradict them.
 */
export function parseFacts(document: unknown, options: { readonly missing: 'unknown' | 'safe' }): ParsedFacts {
  if (!validateFacts(document)) return { ok: false, problems: wordErrors(validateFacts.errors ?? []) };
  const whole = spellOut(document, options.missing);
  const problems = [...findFalseInstants(whole), ...findContradictions(whole)];
  if (problems.length > 0) return { ok: false, problems };
  return { ok: true, facts: completeDocument(inUtc(whole), options.missing) };
}

function findFalseInstants(document: SpelledOutFacts): readonly FactsProblem[] {
  const { evaluatedAt, approvals, checks } = document;
  const instants = [
    { pointer: '/evaluatedAt', text: evaluatedAt },
    ...listed(approvals).map(({ at }, index) => ({ pointer: `/approvals/${index}/at`, text: at })),
    ...listed(checks).map(({ completedAt }, index) => ({ pointer: `/checks/${index}/completedAt`, text: completedAt })),
    ...(['running', 'runningElsewhere'] as const).flatMap((name) => instantsOfRunning(name, document[name])),
    ...listed(document.locks).flatMap(({ takenAt, until }, index) => [
      { pointer: `/locks/${index}/takenAt`, text: takenAt },
      { pointer: `/locks/${index}/until`, text: until },
    ]),
    ...instantsOfOperations(document),
  ];
  return instants.flatMap(({ pointer, text }) => {
    if (text === null || instantInUtc(text) !== null) return [];
    return [
      { pointer, problem: `\`${text}\` is no instant: such a date, time or offset does not exist`, remedy: null },
    ];
  });
}

type Written = { readonly pointer: string; readonly text: string | null };

function instantsOfRunning(name: string, running: ChangeFacts['running']): readonly Written[] {
  return listed(running).flatMap(({ startedAt, lastStatusAt }, index) => [
    { pointer: `/${name}/${index}/startedAt`, text: startedAt },
    { pointer: `/${name}/${index}/lastStatusAt`, text: lastStatusAt },
  ]);
}

function instantsOfOperations({ incidents, models, reviews }: SpelledOutFacts): readonly Written[] {
  return [
    ...listed(incidents).flatMap(({ openedAt, closedAt }, index) => [
      { pointer: `/incidents/${index}/openedAt`, text: openedAt },
      { pointer: `/incidents/${index}/closedAt`, text: closedAt },
    ]),
    ...listed(models).flatMap(({ failures }, index) =>
      failures.map((text, at) => ({ pointer: `/models/${index}/failures/${at}`, text })),
    ),
    ...listed(reviews).map(({ openedAt }, index) => ({ pointer: `/reviews/${index}/openedAt`, text: openedAt })),
  ];
}

function inUtc(document: SpelledOutFacts): SpelledOutFacts {
  const { approvals, checks, running, runningElsewhere, locks } = document;
  return {
    ...document,
    evaluatedAt: utc(document.evaluatedAt),
    ...(Array.isArray(approvals) && { approvals: listed(approvals).map((one) => ({ ...one, at: utc(one.at) })) }),
    ...(Array.isArray(checks) && {
      checks: listed(checks).map((one) => ({
        ...one,
        completedAt: one.completedAt === null ? null : utc(one.completedAt),
      })),
    }),
    ...(Array.isArray(running) && { running: listed(running).map(runningInUtc) }),
    ...(Array.isArray(locks) && {
      locks: listed(locks).map((one) => ({ ...one, takenAt: utc(one.takenAt), until: utc(one.until) })),
    }),
    ...(Array.isArray(runningElsewhere) && { runningElsewhere: listed(runningElsewhere).map(runningInUtc) }),
  };
}

function runningInUtc(running: RunningDeployment): RunningDeployment {
  return { ...running, startedAt: utc(running.startedAt), lastStatusAt: utc(running.lastStatusAt) };
}

function utc(text: string): string {
  return instantInUtc(text) ?? text;
}

function listed<T>(list: readonly T[] | { readonly unknown: string } | undefined): readonly T[] {
  return list === undefined || 'unknown' in list ? [] : list;
}
