import { EvaluationError, ParseError, TypeError } from '@marcbachmann/cel-js';
import type { ConditionProblem } from './problem.ts';
import { problemAt } from './problem.ts';

/** The problem that an error of the condition library tells, in the words of a policy. */
export function problemOf(error: unknown, text: string): ConditionProblem {
  const range = error instanceof ParseError || error instanceof TypeError ? rangeOf(error, text) : whole(text);
  if (error instanceof ParseError)
    return problemAt(range, ...syntaxWords(error.code, text.slice(range.start, range.end)));
  if (error instanceof TypeError) return problemAt(range, typeWords(error));
  return problemAt(range, 'the condition cannot be read', 'write it in a simpler way');
}

/** Why an evaluation failed, in words. */
export function failureOf(error: unknown): string {
  if (error instanceof EvaluationError) return plain(error.summary);
  return error instanceof Error ? plain(error.message) : 'it could not be evaluated';
}

type Range = { readonly start: number; readonly end: number };

/** Errors at a part that was put in by widening numbers have a place in another text. */
function rangeOf(error: ParseError | TypeError, text: string): Range {
  const { range, node } = error;
  return range === undefined || (node?.input !== undefined && node.input !== text) ? whole(text) : range;
}

function whole(text: string): Range {
  return { start: 0, end: text.length };
}

const operatorsMeant: ReadonlyMap<string, string> = new Map([
  ['=', '=='],
  ['and', '&&'],
  ['AND', '&&'],
  ['&', '&&'],
  ['or', '||'],
  ['OR', '||'],
  ['|', '||'],
]);

function syntaxWords(code: string, found: string): readonly [string, string | null] {
  const known = syntaxProblems.get(code);
  if (known !== undefined) return [known, null];
  if (found === '') return ['the condition ends too early', null];
  const meant = operatorsMeant.get(found);
  return [`unexpected \`${found}\``, meant === undefined ? null : `did you mean \`${meant}\`?`];
}

const syntaxProblems: ReadonlyMap<string, string> = new Map([
  ['limit_exceeded', 'the condition is too long or nested too deep'],
  ['unterminated_string', 'a text is not closed'],
  ['unterminated_triple_quoted_string', 'a text is not closed'],
  ['newline_in_string', 'a text goes over the end of the line'],
  ['invalid_escape_sequence', 'a text contains an unknown escape: write a backslash as `\\\\`'],
]);

const overload = /^no such overload: (?<left>.+?) (?<operator>==|!=|in|<=|>=|[-+*/%<>]) (?<right>.+)$/;
const unary = /^no such overload: (?<operator>[!-])(?<operand>.+)$/;

/** Words for an error of types: which types do not go together. */
function typeWords({ code, summary }: TypeError): string {
  const both = overload.exec(summary)?.groups;
  if (both !== undefined) {
    return `\`${both['operator']}\` does not work between ${typeWord(both['left'])} and ${typeWord(both['right'])}`;
  }
  const one = unary.exec(summary)?.groups;
  if (one !== undefined) return `\`${one['operator']}\` does not work on ${typeWord(one['operand'])}`;
  if (code === 'invalid_logical_operand')
    return `\`&&\` and \`||\` join what is true or false, found ${foundIn(summary)}`;
  return plain(summary).replaceAll(/'([^']*)'/g, (_, name: string) => typeWord(name));
}

const typeNames: ReadonlyMap<string, string> = new Map([
  ['string', 'a text'],
  ['int', 'a whole number'],
  ['double', 'a decimal number'],
  ['bool', 'true or false'],
  ['null', '`null`'],
  ['list<string>', 'a list of texts'],
  ['list<int>', 'a list of whole numbers'],
  ['list<double>', 'a list of decimal numbers'],
  ['ChangedFile', 'a file'],
  ['list<ChangedFile>', 'a list of files'],
]);

function foundIn(summary: string): string {
  return typeWord(/'([^']*)'$/.exec(summary)?.[1]);
}

/** A type in words. */
export function typeWord(name: string | undefined): string {
  return typeNames.get(name ?? '') ?? `\`${name ?? ''}\``;
}

function plain(sentence: string): string {
  const [first = ''] = sentence;
  return `${first.toLowerCase()}${sentence.slice(1)}`.replace(/\.$/, '');
}
