import { isUnknown } from '../change/facts.ts';
import type { Phrase } from './phrase.ts';
import { code, listed, say } from './phrase.ts';
import { counted, numberInWords } from './words.ts';

const counts = new Map<string, readonly [one: string, many: string]>([
  ['change.commits', ['commit', 'commits']],
  ['change.filesChanged', ['file changed', 'files changed']],
  ['change.codeFilesChanged', ['code file changed', 'code files changed']],
  ['change.linesAdded', ['line added', 'lines added']],
  ['change.linesDeleted', ['line deleted', 'lines deleted']],
  ['change.linesChanged', ['line changed', 'lines changed']],
  ['change.directories', ['directory touched', 'directories touched']],
  ['change.subsystems', ['subsystem touched', 'subsystems touched']],
  ['change.ageHours', ['hour old', 'hours old']],
  ['author.changesBefore', ['earlier change by the author', 'earlier changes by the author']],
  ['author.changesHere', ['earlier change per area by the author', 'earlier changes per area by the author']],
  ['author.changesLast7d', ['change by the author in 7 days', 'changes by the author in 7 days']],
  ['area.developers', ['person has changed these files', 'people have changed these files']],
  ['area.daysSinceLastChange', ['day since these files last changed', 'days since these files last changed']],
  ['area.changesLast24h', ['change of these code files in 24 hours', 'changes of these code files in 24 hours']],
  ['area.revertsLast180d', ['revert of these files in 180 days', 'reverts of these files in 180 days']],
  ['area.repositoryRevertsLast14d', ['revert in the repository in 14 days', 'reverts in the repository in 14 days']],
  ['deployments.daysSinceLast', ['day since the last deployment', 'days since the last deployment']],
  ['deployments.failuresLast30d', ['failed deployment in 30 days', 'failed deployments in 30 days']],
  ['deployments.inProgress', ['other deployment in progress', 'other deployments in progress']],
  ['operations.openIncidents', ['open incident', 'open incidents']],
  ['operations.overdueReviews', ['overdue review', 'overdue reviews']],
  ['rollback.minutesToRestore', ['minute to restore', 'minutes to restore']],
]);

const shares = new Map([
  ['author.ownership', 'of earlier changes to these code files by the author'],
  ['deployments.successRate', 'of deployments went well'],
  ['operations.errorBudgetRemaining', 'of the error budget left'],
]);

const statements = new Map<string, Readonly<Record<'yes' | 'no', string>>>([
  ['change.isBot', { yes: 'made by a bot', no: 'not made by a bot' }],
  ['change.isRevert', { yes: 'a revert', no: 'not a revert' }],
  ['change.isReland', { yes: 'brings back what was reverted', no: 'brings back nothing that was reverted' }],
  ['change.isRollback', { yes: 'a rollback', no: 'not a rollback' }],
  [
    'author.isNewHere',
    { yes: 'the author never changed these files', no: 'the author has changed these files before' },
  ],
  ['rollback.hasPlan', { yes: 'has a rollback plan', no: 'has no rollback plan' }],
  ['rollback.isReversible', { yes: 'can be taken back', no: 'cannot be taken back' }],
  ['rollback.isVerified', { yes: 'the rollback was tried', no: 'the rollback was not tried' }],
]);

/** One fact as a person says it: `212 lines changed`. */
export function sayFact(name: string, value: unknown): Phrase {
  if (isUnknown(value)) return say`${code(name)} unknown (${value.unknown})`;
  if (typeof value === 'number') return sayNumber(name, value);
  if (typeof value === 'boolean') return sayStatement(name, value ? 'yes' : 'no');
  if (Array.isArray(value)) return sayList(name, value);
  if (value === null) return say`${code(name)} none`;
  if (name === 'change.author') return say`by ${code(textOf(value))}`;
  return say`${code(name)} ${textOf(value)}`;
}

/** The facts that something was decided on, at most `limit` of them. */
export function sayFacts(facts: Readonly<Record<string, unknown>>, limit: number): Phrase {
  const phrases = Object.entries(facts).map(([name, value]) => sayFact(name, value));
  return listed(phrases, limit);
}

function sayNumber(name: string, value: number): Phrase {
  const words = counts.get(name);
  // Rounded down, so that it stays on its side of every whole threshold.
  if (words !== undefined) return say`${counted(value < 10 ? value : Math.floor(value), words[0], words[1])}`;
  const share = shares.get(name);
  if (share !== undefined && value < 0) return say`${overspent(value)}`;
  if (share !== undefined) return say`${Math.round(value * 100)} % ${share}`;
  if (name === 'tier') return say`tier ${value}`;
  return say`${code(name)} ${numberInWords(value)}`;
}

/** Of the shares only a budget can be less than nothing. */
function overspent(value: number): string {
  return `the error budget is overspent by ${Math.max(1, Math.round(-value * 100))} %`;
}

function sayStatement(name: string, answer: 'yes' | 'no'): Phrase {
  const words = statements.get(name);
  return words === undefined ? say`${code(name)} ${answer}` : say`${words[answer]}`;
}

function sayList(name: string, values: readonly unknown[]): Phrase {
  const items = listed(
    values.slice(0, 1_000).map((value) => say`${code(shortPath(textOf(value)))}`),
    3,
  );
  if (values.length === 0) return say`no ${name}`;
  if (name === 'files') return items;
  return say`${code(name)} ${items}`;
}

function textOf(value: unknown): string {
  if (typeof value === 'string') return value;
  if (typeof value === 'object' && value !== null && 'path' in value) return textOf(value.path);
  return JSON.stringify(value) ?? String(value);
}

/** The end of a long path is what tells it apart. */
function shortPath(path: string): string {
  const parts = path.split('/');
  return path.length <= 40 || parts.length < 4 ? path : `…/${parts.slice(-2).join('/')}`;
}
