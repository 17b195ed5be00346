// What the gate says to a deployment that waits: on the run itself, and of all that wait in a job summary.
import type { Decision } from '../decision/decision.ts';
import { asMarkdownLink } from './escape.ts';
import { tableHead, tableRow, toMarkdown } from './markdown.ts';
import { titleOf, unblockSteps, whyOf } from './outcome-words.ts';
import { capitalised, code, prose, say } from './phrase.ts';
import { clockAt, counted } from './words.ts';

type Context = {
  /** The run that answers; null where the words must be the same each time. */
  readonly runUrl: string | null;
  /** The most characters of the whole. */
  readonly atMost: number;
};

/** The words of an answer; none of them change as time passes. As much of them as there is room for. */
export function renderDeploymentAnswer(decision: Decision, { runUrl, atMost }: Context): string {
  const texts = limits.map((limit) => answerWithin(decision, { runUrl, limit }));
  return texts.find(({ length }) => length <= atMost) ?? texts.at(-1) ?? '';
}

/** Characters of one part, as read: hostile texts grow when they are escaped. */
const limits = [250, 80, 20];

type Room = { readonly runUrl: string | null; readonly limit: number };

function answerWithin(decision: Decision, { runUrl, limit }: Room): string {
  const { short } = clockAt(decision.schedule.timezone, decision.evaluatedAt);
  // A countdown would be another one each time.
  const clock = { short, full: short };
  const [step] = unblockSteps(decision, clock);
  return [
    `**${toMarkdown(say`${titleOf(decision, clock, 'enforce')}`, limit)}**: ${toMarkdown(whyOf(decision), limit)}.`,
    ...(step === undefined ? [] : [`What unblocks it: ${toMarkdown(step, limit)}.`]),
    ...(runUrl === null ? [] : [asMarkdownLink('All of it', runUrl)]),
  ].join(' ');
}

/** What became of a deployment that waits. */
export type Answered =
  | { readonly kind: 'approved' | 'rejected' | 'answered-already' }
  /** `untold`: why the reason does not stand on the run; null if it does. */
  | { readonly kind: 'waits'; readonly untold: string | null }
  /** It is for people to answer. */
  | { readonly kind: 'left'; readonly reason: string }
  | { readonly kind: 'refused'; readonly reason: string }
  | { readonly kind: 'unjudged'; readonly reason: string };

export type AnsweredRun = {
  readonly run: { readonly id: number; readonly head: string; readonly url: string };
  readonly answered: Answered;
};

const cellLimit = 1_000;

/** The job summary of one look at the deployments that wait. */
export function renderAnswered(environment: string, runs: readonly AnsweredRun[], problems: readonly string[]): string {
  const rows = runs.map(({ run, answered }) =>
    tableRow([
      toMarkdown(say`${code(run.head.slice(0, 12))}`, 50),
      asMarkdownLink(`run ${run.id}`, run.url),
      toMarkdown(prose(answeredInWords(answered)), cellLimit),
    ]),
  );
  const title = runs.length === 0 ? 'No deployment waits' : `${counted(runs.length, 'deployment')} waiting`;
  const lines = [
    `### ${toMarkdown(say`${title} for ${environment}`, 300)}`,
    ...(rows.length === 0 ? [] : ['', ...tableHead(['Commit', 'Run', '']), ...rows]),
    ...problems.flatMap((problem) => ['', `> ${toMarkdown(capitalised(prose(problem)), cellLimit)}`]),
  ];
  return `${lines.join('\n')}\n`;
}

/** One answer in a sentence, with names between backticks. */
export function answeredInWords(answered: Answered): string {
  switch (answered.kind) {
    case 'approved':
      return 'the gate approved it';
    case 'rejected':
      return 'the gate rejected it, which ended the run';
    case 'answered-already':
      return 'the gate has answered it before';
    case 'waits':
      if (answered.untold === null) return 'it waits, and the run says for what';
      return `it waits, and the run does not say for what: ${answered.untold}`;
    case 'left':
      return `it is left to people: ${answered.reason}`;
    case 'refused':
      return `it could not be answered: ${answered.reason}`;
    case 'unjudged':
      return `it could not be judged: ${answered.reason}`;
  }
}
