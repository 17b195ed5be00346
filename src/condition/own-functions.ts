import { checksPassed, defaultCheckApp } from '../change/checks.ts';
import { isUnknown } from '../change/facts.ts';
import { checkPathPattern, wildcardMatcher } from '../change/glob.ts';
import type { Evaluation } from './evaluation.ts';
import { needUnknown, spend } from './evaluation.ts';
import type { FileAnswer, FileQuestion } from './file-questions.ts';
import { askFiles } from './file-questions.ts';
import { shortened } from './seen.ts';

/** A function of the condition language that the gate adds: it takes texts and sees the facts. */
export type OwnFunction = {
  readonly returns: 'bool' | 'int';
  readonly fewest: number;
  readonly most: number;
  /** What the texts are, in the plural. */
  readonly takes: string;
  /** What is wrong with one of its texts; null if nothing is. */
  readonly check: (text: string, index: number) => string | null;
  readonly run: (texts: readonly string[], evaluation: Evaluation) => boolean | bigint;
};

const mostPatterns = 32;
const longestName = 512;
const mostSeen = 40;

/** The functions that the gate adds to CEL, by name. */
export const ownFunctions: ReadonlyMap<string, OwnFunction> = new Map([
  ['touches', fileFunction('touches', 'bool')],
  ['onlyTouches', fileFunction('onlyTouches', 'bool')],
  ['lines', fileFunction('lines', 'int')],
  ['labelled', { returns: 'bool', fewest: 1, most: 1, takes: 'label', check: () => null, run: runLabelled }],
  ['checkPassed', { returns: 'bool', fewest: 1, most: 1, takes: 'pattern', check: checkName, run: runCheckPassed }],
  ['glob', { returns: 'bool', fewest: 2, most: 2, takes: 'value and pattern', check: checkGlob, run: runGlob }],
]);

/** The functions that look at every file. */
export const fileFunctions: ReadonlySet<string> = new Set<FileQuestion>(['touches', 'onlyTouches', 'lines']);

function fileFunction(question: FileQuestion, returns: 'bool' | 'int'): OwnFunction {
  return {
    returns,
    fewest: 1,
    most: mostPatterns,
    takes: 'path patterns',
    check: checkPathPattern,
    run: (patterns, evaluation) => runFileQuestion(question, patterns, evaluation),
  };
}

function runFileQuestion(
  question: FileQuestion,
  patterns: readonly string[],
  evaluation: Evaluation,
): boolean | bigint {
  const { files } = evaluation.facts;
  spend(evaluation, patterns.length);
  const answer = askFiles(question, files, patterns);
  note(evaluation, callOf(question, patterns), seenOf(question, answer));
  if (answer.is === 'unknown') throw needUnknown(evaluation, answer.missing);
  return answer.value;
}

/** What decided it: the files that are touched, or those that are not among the only ones; for `lines` the number. */
function seenOf(question: FileQuestion, answer: FileAnswer): unknown {
  if (answer.is === 'unknown') return { unknown: shortened(answer.missing.reason) };
  if (question === 'lines' || answer.paths.length === 0) return shown(answer.value);
  return answer.paths.map(shortened);
}

function shown(value: boolean | bigint): boolean | number {
  return typeof value === 'bigint' ? Number(value) : value;
}

function runLabelled([name = '']: readonly string[], evaluation: Evaluation): boolean {
  const { labels } = evaluation.facts.change;
  if (isUnknown(labels)) throw needUnknown(evaluation, { fact: 'change.labels', reason: labels.unknown });
  spend(evaluation, labels.length);
  const isLabelled = labels.includes(name);
  note(evaluation, callOf('labelled', [name]), isLabelled);
  return isLabelled;
}

function runCheckPassed(patterns: readonly string[], evaluation: Evaluation): boolean {
  const { checks } = evaluation.facts;
  const answer = checksPassed({ checks, patterns, app: defaultCheckApp });
  if (answer.state === 'unknown') throw needUnknown(evaluation, { fact: 'checks', reason: answer.reason });
  spend(evaluation, isUnknown(checks) ? 1 : checks.length);
  note(evaluation, callOf('checkPassed', patterns), answer.state);
  return answer.state === 'passed';
}

function runGlob([value = '', pattern = '']: readonly string[], evaluation: Evaluation): boolean {
  spend(evaluation, 1);
  return wildcardMatcher(pattern)(value);
}

function checkName(text: string): string | null {
  if (text === '') return 'the pattern is empty';
  return text.length > longestName ? `the pattern has more than ${longestName} characters` : null;
}

function checkGlob(text: string, index: number): string | null {
  return index === 1 ? checkName(text) : null;
}

function callOf(name: string, texts: readonly string[]): string {
  return `${name}(${texts.map((text) => JSON.stringify(text)).join(', ')})`;
}

/** A macro can ask for every service: the first answers are enough for a person. */
function note(evaluation: Evaluation, call: string, value: unknown): void {
  if (evaluation.seen.size < mostSeen) evaluation.seen.set(String(shortened(call)), value);
}
