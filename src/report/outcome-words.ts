import type { Decision, Unblock } from '../decision/decision.ts';
import type { Effect, Finding } from '../finding/finding.ts';
import { cut } from './escape.ts';
import type { Phrase } from './phrase.ts';
import { capitalised, code, listed, prose, say } from './phrase.ts';
import type { Clock } from './words.ts';
import { counted } from './words.ts';

/** Whether the gate stops what it does not approve, or only says what it would do. */
export type Mode = 'enforce' | 'advise';

const decisive = { approved: 'note', 'needs-approval': 'hold', blocked: 'block' } as const satisfies Record<
  Decision['outcome'],
  Effect
>;

/** The answer as a title: `Blocked for production until Mon 30 Nov 09:00`. */
export function titleOf(decision: Decision, clock: Clock, mode: Mode): string {
  const lane = decision.lane === 'none' ? '' : ` (${decision.lane})`;
  const until = waitsUntil(decision);
  const wait = until === null ? '' : ` until ${clock.short(until)}`;
  return `${answers[mode][decision.outcome](decision)} for ${cut(decision.environment, 80)}${lane}${wait}`;
}

type Answers = Readonly<Record<Decision['outcome'], (decision: Decision) => string>>;

const answers: Readonly<Record<Mode, Answers>> = {
  enforce: {
    approved: () => 'Approved',
    'needs-approval': (decision) => `Needs ${approvalsAsked(decision)}`,
    blocked: () => 'Blocked',
  },
  advise: {
    approved: () => 'Would be approved',
    'needs-approval': (decision) => `Would need ${approvalsAsked(decision)}`,
    blocked: () => 'Would be blocked',
  },
};

function approvalsAsked({ approvals }: Decision): string {
  return approvals.missing === 0 ? 'approval' : counted(approvals.missing, 'approval');
}

/** The instant at which a change passes that is blocked by nothing but the time; null if more stands in its way. */
function waitsUntil({ findings, schedule }: Decision): string | null {
  const blocks = findings.filter(({ effect }) => effect === 'block');
  const onlyTime = blocks.length > 0 && blocks.every(({ code: what }) => what.startsWith('schedule/'));
  return onlyTime ? schedule.nextOpening : null;
}

/** The finding that the answer rests on: the first of the heaviest. */
export function decisiveFinding({ outcome, findings, lane }: Decision): Finding | null {
  if (outcome !== 'approved') return findings.find(({ effect }) => effect === decisive[outcome]) ?? null;
  const reasons = lane === 'none' ? ['standard/matched'] : [`lane/${lane}-proven`, `lane/${lane}-declared`];
  return findings.find(({ code: what }) => reasons.includes(what)) ?? null;
}

/** The answer's reason in one sentence. */
export function whyOf(decision: Decision): Phrase {
  const finding = decisiveFinding(decision);
  if (finding !== null) return whatAndWhy(finding);
  const { risk, schedule, approvals } = decision;
  const time = schedule.open ? 'the schedule is open' : 'the schedule lets it pass';
  const rest = approvals.required.length === 0 ? 'nothing is missing' : 'everything asked for is there';
  return say`risk is ${risk.level}, ${time}, ${rest}`;
}

/** What was noticed and why the rule is there. */
export function whatAndWhy(finding: Pick<Finding, 'problem' | 'because' | 'link'>): Phrase {
  const [what, { problem, because }] = [whatWasNoticed(finding), finding];
  if (because === null) return what;
  // A second colon in a sentence would be hard to read.
  if (problem.includes(': ')) return say`${what}. ${capitalised(prose(because))}`;
  return say`${what}: ${prose(because)}`;
}

/** What was noticed, its name linked to where one can look at it. */
export function whatWasNoticed({ problem, link }: Pick<Finding, 'problem' | 'link'>): Phrase {
  const words = prose(problem);
  if (link === undefined) return words;
  return words.map((piece) =>
    piece.look === 'code' && piece.text === link.text ? { ...piece, url: link.url } : piece,
  );
}

/** What to do, step by step, each with what it settles and why that stands in the way. */
export function unblockSteps(decision: Decision, clock: Clock): readonly Phrase[] {
  const told = decisiveFinding(decision);
  return decision.unblock.map((step) => {
    const settled = decision.findings.find(({ code: what }) => what === step.codes[0]);
    const mends = step.at === null && step.by.length === 0;
    if (!mends || settled === undefined || settled === told || settled.remedy === null)
      return unblockBriefly(step, clock);
    return say`${whatWasNoticed(settled)}: ${prose(step.action)}`;
  });
}

/** One thing that would help, with the names of what it settles. */
export function unblockBriefly({ action, at, by, codes }: Unblock, clock: Clock): Phrase {
  if (at !== null) {
    const wait = say`wait until ${clock.full(at)}`;
    return by.length === 0
      ? wait
      : say`${wait}, or ${prose(`1 approval from ${by.map((name) => `\`${name}\``).join(' or ')}`)}`;
  }
  const labels = codes.map((settles) => say`${code(labelOf(settles))}`);
  return labels.length === 0 ? prose(action) : say`${prose(action)} (${listed(labels, 4)})`;
}

/** The name of a finding as its rule calls it. */
function labelOf(what: string): string {
  return what.replace(/^(?:approvals|schedule|evidence)\//u, '');
}

/** Where a rule stands, short enough for a sentence: `schedule.yml:31`. */
export function shortSource(source: string): string {
  return source.split('/').at(-1) ?? source;
}
