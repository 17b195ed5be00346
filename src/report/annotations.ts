import type { Decision } from '../decision/decision.ts';
import type { Problem } from '../errors.ts';
import type { Effect, Finding } from '../finding/finding.ts';
import { forCommandMessage, forCommandProperty, plainText } from './escape.ts';

/** One line beside a file of the repository, or beside the run if it has no place. */
export type Annotation = {
  readonly level: 'error' | 'warning' | 'notice';
  readonly title: string;
  readonly message: string;
  readonly file?: string;
  readonly startLine?: number;
  readonly startColumn?: number;
};

type Judged = {
  readonly decision: Decision;
  /** What is doubtful in the policy. */
  readonly warnings?: readonly Problem[];
  /** Whether a file, as rules name it, is one of the repository that is judged; without it none is. */
  readonly isInRepository?: (file: string) => boolean;
};

/** GitHub shows so many of each level for a step, and drops the rest without a word. */
const shownOfLevel = 10;

const levels = { block: 'error', hold: 'warning', note: 'notice' } as const satisfies Record<
  Effect,
  Annotation['level']
>;

/** A decision as annotations, at most ten of each level. Notes of rules are left to the summary, notes of the gate are not. */
export function annotationsOf({ decision, warnings = [], isInRepository = nowhere }: Judged): readonly Annotation[] {
  const findings = decision.findings.filter(({ effect, rule }) => effect !== 'note' || rule === null);
  return capped([
    ...findings.map((finding) => annotationOfFinding(finding, isInRepository)),
    ...besidePlan(decision, isInRepository),
    ...warnings.map((problem) => annotationOfProblem(problem)),
  ]);
}

/** Problems of a policy or document as annotations, at most ten of each level. */
export function annotationsOfProblems(problems: readonly Problem[]): readonly Annotation[] {
  return capped(problems.map((problem) => annotationOfProblem(problem)));
}

/** An annotation as the line that a runner reads from standard output. */
export function renderAnnotation({ level, title, message, file, startLine, startColumn }: Annotation): string {
  const properties = [
    ...(file === undefined ? [] : [`file=${forCommandProperty(file)}`]),
    ...(startLine === undefined ? [] : [`line=${startLine}`]),
    ...(startColumn === undefined ? [] : [`col=${startColumn}`]),
    `title=${forCommandProperty(title)}`,
  ];
  return `::${level} ${properties.join(',')}::${forCommandMessage(message)}`;
}

function annotationOfFinding(finding: Finding, isInRepository: (file: string) => boolean): Annotation {
  const { code, effect, problem, because, remedy, source, link } = finding;
  const place = placeOf(source);
  const words = because === null ? problem : `${problem}: ${because}`;
  return {
    level: levels[effect],
    title: plainText(`change-gate ${code}`, 200),
    message: [words, ...(remedy === null ? [] : [remedy]), ...(link === undefined ? [] : [link.url])]
      .map((line) => plainText(line, 1_000))
      .join('\n'),
    ...(place !== null && isInRepository(place.file) ? place : {}),
  };
}

/** What is wrong with a plan stands beside the plan too, if that is a file of the repository. */
function besidePlan(
  { findings, rollback }: Decision,
  isInRepository: (file: string) => boolean,
): readonly Annotation[] {
  const place = placeOfPlan(rollback.source);
  const weak = findings.find(({ code, effect }) => code === 'rollback/plan-weak' && effect !== 'note');
  if (weak === undefined || place === null || !isInRepository(place.file)) return [];
  const message = rollback.problems.map((problem) => plainText(problem, 1_000)).join('\n');
  return [{ level: levels[weak.effect], title: `change-gate ${weak.code}`, message, ...place }];
}

/** A file, with a line or as a whole; null for what stands elsewhere, such as in the text of a pull request. */
function placeOfPlan(source: string | null): ReturnType<typeof placeOf> {
  if (source === null || !/^[^\s,]+$/u.test(source)) return null;
  return placeOf(source) ?? { file: plainText(source, 1_000), startLine: 1 };
}

function annotationOfProblem({ severity, code, problem, remedy, file, line, column }: Problem): Annotation {
  return {
    level: severity,
    title: plainText(`change-gate ${code}`, 200),
    message: [problem, ...(remedy === null ? [] : [remedy])].map((text) => plainText(text, 1_000)).join('\n'),
    file: plainText(file, 1_000),
    startLine: line,
    startColumn: column,
  };
}

function placeOf(source: string | null): { readonly file: string; readonly startLine: number } | null {
  const parts = /^(.+):(\d{1,9})$/u.exec(source ?? '');
  return parts?.[1] === undefined ? null : { file: plainText(parts[1], 1_000), startLine: Number(parts[2]) };
}

function capped(annotations: readonly Annotation[]): readonly Annotation[] {
  return (['error', 'warning', 'notice'] as const).flatMap((level) => {
    const all = annotations.filter((annotation) => annotation.level === level);
    if (all.length <= shownOfLevel) return all;
    const shown = all.slice(0, shownOfLevel - 1);
    const more = all.length - shown.length;
    return [...shown, { level, title: 'change-gate', message: `and ${more} more: see the job summary` }];
  });
}

function nowhere(): boolean {
  return false;
}
