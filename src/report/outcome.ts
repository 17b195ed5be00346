// What was put into the ledger about how a deployment went: for the log and the job summary.
import { toMarkdown } from './markdown.ts';
import type { Phrase } from './phrase.ts';
import { code, prose, say } from './phrase.ts';

type Told = {
  readonly environment: string;
  /** What was recorded, or why nothing was. */
  readonly said:
    | string
    | {
        readonly head: string;
        readonly outcome: 'success' | 'failure' | 'rolled-back' | 'cancelled';
        /** Otherwise it stood there already. */
        readonly isNew: boolean;
      };
  readonly notes: readonly string[];
};

/** A few lines of Markdown. */
export function renderOutcome({ environment, said, notes }: Told): string {
  const [title, words]: readonly [Phrase, Phrase] =
    typeof said === 'string'
      ? [say`No outcome recorded for ${environment}`, say`Nothing to record: ${prose(said)}.`]
      : [say`Outcome recorded for ${environment}`, wordsOf(said)];
  const lines = [
    `### ${toMarkdown(title, 300)}`,
    '',
    toMarkdown(words, 1_000),
    ...notes.flatMap((note) => ['', `> ${toMarkdown(prose(note), 1_000)}`]),
  ];
  return `${lines.join('\n')}\n`;
}

function wordsOf({ head, outcome, isNew }: Exclude<Told['said'], string>): Phrase {
  const there = isNew ? '' : ' It stood in the ledger already.';
  return say`${code(head.slice(0, 12))} ${outcomeWords[outcome]}.${there}`;
}

const outcomeWords = {
  success: 'went out well',
  failure: 'failed',
  'rolled-back': 'was rolled back',
  cancelled: 'was cancelled: whether it went out, nobody said',
} as const;
