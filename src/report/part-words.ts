// What is said of each part of a decision, in one line each; the terminal and the comment share it.
import type { Decision } from '../decision/decision.ts';
import type { Assumption } from '../finding/finding.ts';
import type { Contribution } from '../risk/factor.ts';
import { sayFacts } from './fact-words.ts';
import type { Phrase } from './phrase.ts';
import { code, joined, listed, prose, say, strong } from './phrase.ts';
import type { Clock } from './words.ts';
import { counted, durationInWords, numberInWords, pointsInWords } from './words.ts';

/** What the risk comes from: `` `code-size` +26 (212 lines changed), … and 2 more ``. */
export function riskFactors({ contributions }: Decision['risk'], limit: number): Phrase {
  return listed(contributions.slice(0, limit + 2).map(sayContribution), limit);
}

function sayContribution(contribution: Contribution): Phrase {
  const seen = factsSeen(contribution);
  const points = pointsInWords(contribution.points);
  if (seen.length === 0) return say`${code(contribution.factor)} ${points}`;
  return say`${code(contribution.factor)} ${points} (${seen})`;
}

/** What a factor was decided on, and which facts of it are not known. */
export function factsSeen({ facts, assumed }: Pick<Contribution, 'facts' | 'assumed'>): Phrase {
  const unknown = new Set(assumed.map(({ fact }) => fact));
  const seen = sayFacts(Object.fromEntries(Object.entries(facts).filter(([name]) => !unknown.has(name))), 2);
  if (unknown.size === 0) return seen;
  const names = listed(
    [...unknown].map((fact) => say`${code(fact)}`),
    2,
  );
  return joined([...(seen.length === 0 ? [] : [seen]), say`assumed: ${names} not known`], ', ');
}

/** What would lower the score, the greatest gain first: `−8 with …, −3 with …`. */
export function waysToLower({ contributions }: Decision['risk'], limit: number): Phrase {
  const ways = contributions
    .flatMap(({ points, lower }) => (lower === null ? [] : [{ gain: points - lower.points, how: lower.how }]))
    .filter(({ gain }) => gain > 0)
    .toSorted((one, other) => other.gain - one.gain);
  return listed(
    ways.map(({ gain, how }) => say`${pointsInWords(-gain)} with ${prose(how)}`),
    limit,
  );
}

/** `critical, 79 of 100`. */
export function riskInWords({ level, score }: Decision['risk']): string {
  return `${level}, ${numberInWords(score)} of 100`;
}

/** Open or closed, by which rule, and until when; `forecast` tells when a pull request goes out if it is merged now. */
export function scheduleInWords(decision: Decision, clock: Clock, tense: 'now' | 'forecast'): Phrase {
  const { schedule } = decision;
  const rules = rulesOf(schedule.decidedBy);
  if (schedule.open) return say`open${untilClosing(decision, clock)}${rules}${goesOutNow(decision, tense)}`;
  const opens = schedule.nextOpening;
  if (isPassed(decision)) return say`closed${rules}, which does not stop this ${passerOf(decision)}`;
  const then = opens === null ? say`` : say`; otherwise it opens ${strong(clock.short(opens))}`;
  if (isLiftable(decision)) return say`closed${rules}, which an approval lifts${then}`;
  if (opens === null) return say`closed${rules}, with no opening in sight`;
  if (tense === 'now') return say`closed${rules}, opens ${strong(clock.short(opens))}`;
  return say`closed${rules}; merged now, this goes out ${strong(clock.short(opens))} at the earliest`;
}

function rulesOf(decidedBy: readonly string[]): Phrase {
  if (decidedBy.length === 0) return [];
  const names = decidedBy.slice(0, 100).map((rule) => say`${code(rule)}`);
  return say` by ${listed(names, 3)}`;
}

function untilClosing({ schedule }: Decision, clock: Clock): string {
  return schedule.nextClosing === null ? ' with no closing in sight' : ` until ${clock.short(schedule.nextClosing)}`;
}

function goesOutNow({ outcome }: Decision, tense: 'now' | 'forecast'): string {
  return tense === 'forecast' && outcome === 'approved' ? '; merged now, this goes out at once' : '';
}

/** The schedule is closed, and people may let the change pass all the same. */
function isLiftable({ findings }: Decision): boolean {
  const ofSchedule = findings.filter(({ code: what, effect }) => what.startsWith('schedule/') && effect !== 'note');
  return ofSchedule.every(({ effect, approvers }) => effect === 'hold' && approvers.length > 0);
}

/** The schedule is closed and nothing of it holds the change up. */
function isPassed({ findings }: Decision): boolean {
  return !findings.some(({ code: what, effect }) => what.startsWith('schedule/') && effect !== 'note');
}

function passerOf({ lane, changeType }: Decision): string {
  if (lane !== 'none') return lane;
  return changeType === 'standard' ? 'standard change' : 'change';
}

type Rollback = Decision['rollback'];

/** The rollback plan in one line. */
export function rollbackInWords({ rollback }: Decision): Phrase {
  return planStates[rollback.state](rollback);
}

const planStates: Readonly<Record<Rollback['state'], (rollback: Rollback) => Phrase>> = {
  good: planInWords,
  weak: (rollback) => say`${planInWords(rollback)}, but it is weak: ${problemsOf(rollback.problems)}`,
  missing: ({ required }) => say`no plan, and ${required ? 'one is asked for' : 'none is asked for'}`,
  unknown: ({ problems }) => (problems.length === 0 ? say`not known whether there is a plan` : problemsOf(problems)),
  'not-required': (rollback) => (rollback.strategy === null ? say`no plan asked for` : planInWords(rollback)),
};

function planInWords({ strategy, minutesToRestore, source, inherited }: Rollback): Phrase {
  const how = strategy === null ? say`a plan` : say`${code(strategy)}`;
  const time = minutesToRestore === null ? '' : ` in ${durationInWords(minutesToRestore * 60)}`;
  const from = source === null ? [] : say`, from ${code(source)}`;
  return say`${how}${time}${from}${inherited === null ? [] : inheritedInWords(inherited)}`;
}

function inheritedInWords({ fields, services }: NonNullable<Rollback['inherited']>): Phrase {
  const names = listed(
    services.slice(0, 100).map((name) => say`${code(name)}`),
    3,
  );
  if (fields.includes('plan')) return say`, the standing plan of ${names}`;
  const missing = fields.map((field) => say`${code(field)}`);
  return say`; ${joined(missing, ', ')} by default of ${names}`;
}

function problemsOf(problems: readonly string[]): Phrase {
  return listed(problems.slice(0, 100).map(prose), 3);
}

/** How many approvals were asked for, are there, and by whom. */
export function approvalsInWords({ approvals }: Decision): Phrase {
  const asked = approvals.required.reduce((sum, { count }) => sum + count, 0);
  if (asked === 0) return say`none asked for`;
  const isUnknown = approvals.missing > 0 && approvals.required.some(({ assumed }) => assumed.some(isOfApprovals));
  if (isUnknown) return say`${counted(asked, 'approval')} asked for; who gave one is not known`;
  const filled = [...new Set(approvals.required.flatMap(({ given }) => given))].slice(0, 100);
  const by = filled.length === 0 ? [] : say` by ${listed(filled.map(plainName), 4)}`;
  return say`${numberInWords(asked - approvals.missing)} of ${counted(asked, 'approval')} given${by}`;
}

function isOfApprovals({ fact }: Assumption): boolean {
  return fact === 'approvals';
}

function plainName(name: string): Phrase {
  return say`${name}`;
}

/** Every unknown fact that was counted at the worst, once. An environment that nobody named is told where it is assumed. */
export function assumedOf({ findings, risk, approvals }: Decision): readonly Assumption[] {
  const all = [
    ...findings.flatMap(({ code: what, assumed }) => (what === 'change/environment-assumed' ? [] : assumed)),
    ...risk.contributions.flatMap(({ assumed }) => assumed),
    ...approvals.required.flatMap(({ assumed }) => assumed),
  ];
  return [...new Map(all.map((each) => [each.fact, each])).values()];
}

/** `5 facts are not known and counted at the worst: …`, by their reasons; null if everything is known. */
export function assumedInWords(decision: Decision, reasonsShown: number): Phrase | null {
  const assumed = assumedOf(decision);
  if (assumed.length === 0) return null;
  const reasons = [...new Set(assumed.map(({ reason }) => reason))]
    .slice(0, 100)
    .map((reason) => ({ reason, names: namesFor(reason, assumed) }))
    .toSorted((one, other) => other.names.length - one.names.length);
  const groups = reasons.slice(0, reasonsShown).map(({ reason, names }) => say`${listed(names, 3)} (${prose(reason)})`);
  const subject = assumed.length === 1 ? '1 fact is' : `${numberInWords(assumed.length)} facts are`;
  const more = reasons.length > groups.length ? `, and for ${reasons.length - groups.length} more reasons` : '';
  return say`${subject} not known and counted at the worst: ${joined(groups, '; ')}${more}`;
}

function namesFor(reason: string, assumed: readonly Assumption[]): readonly Phrase[] {
  return assumed.filter((each) => each.reason === reason).map(({ fact }) => say`${code(fact)}`);
}

/** Who declared an emergency or a rollback, why, and for which incident; null if nobody did. */
export function laneInWords({ findings, lane }: Decision): Phrase | null {
  const declared = findings.find(({ code: what }) => lane !== 'none' && what.startsWith(`lane/${lane}-`));
  if (declared === undefined) return null;
  const { reason, incident, by } = declared.facts;
  const parts = [
    typeof reason === 'string' ? say`${reason}` : say`no reason given`,
    ...(typeof incident === 'string' ? [say`incident ${incident}`] : []),
    ...(typeof by === 'string' ? [say`declared by ${by}`] : []),
  ];
  return joined([...parts, ...(declared.remedy === null ? [] : [prose(declared.remedy)])], '; ');
}
