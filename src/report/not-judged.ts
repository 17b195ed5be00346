import type { Problem } from '../errors.ts';
import { asMarkdownLink } from './escape.ts';
import type { Section } from './fit.ts';
import { assemble, commentRoom } from './fit.ts';
import { tableHead, tableRow, toMarkdown } from './markdown.ts';
import { capitalised, code, prose, say } from './phrase.ts';
import { counted } from './words.ts';

/** Why a change could not be judged, as every error of the gate tells it. */
export type Failure = {
  readonly problem: string;
  readonly remedy: string | null;
  readonly problems: readonly Problem[];
};

export type FailureContext = {
  /** The first line of a sticky comment; null in a job summary. */
  readonly marker: string | null;
  readonly runUrl: string | null;
};

/** The comment or summary where there is no decision: what is wrong, where, and what to do. Fits into a comment. */
export function renderNotJudged({ problem, remedy, problems }: Failure, context: FailureContext): string {
  const top = [
    ...(context.marker === null ? [] : [context.marker]),
    '### ⚠️ Not judged, and so not approved',
    '',
    toMarkdown(say`${capitalised(prose(problem))}.`, 1_000),
    ...(remedy === null ? [] : ['', `**What to do:** ${toMarkdown(capitalised(prose(remedy)), 1_000)}`]),
  ];
  const run = context.runUrl === null ? [] : ['', `<sub>${asMarkdownLink('This run', context.runUrl)}</sub>`];
  return assemble({ top, sections: [problemsSection('Problems', problems, 500)], bottom: run }, commentRoom);
}

/** The same for a policy that is wrong, from its problems alone. */
export function renderPolicyProblems(problems: readonly Problem[], context: FailureContext): string {
  const errors = problems.filter(({ severity }) => severity === 'error').length;
  const problem = `the policy has ${counted(errors, 'error')}, so no change can be judged by it`;
  return renderNotJudged({ problem, remedy: null, problems }, context);
}

/** A table of problems with their places, errors first. */
export function problemsSection(title: string, problems: readonly Problem[], cellLimit: number): Section {
  const sorted = problems.toSorted(
    (one, other) => Number(one.severity !== 'error') - Number(other.severity !== 'error'),
  );
  return {
    title,
    head: tableHead(['', 'Where', 'What is wrong', 'What to do']),
    rows: sorted.map(
      ({ severity, file, line, column, problem, remedy }) =>
        () =>
          tableRow(
            [say`${severity}`, say`${code(`${file}:${line}:${column}`)}`, prose(problem), prose(remedy ?? '')].map(
              (cell) => toMarkdown(capitalised(cell), cellLimit),
            ),
          ),
    ),
  };
}
