import type { Fact, RollbackPlan } from '../change/facts.ts';
import { isUnknown } from '../change/facts.ts';
import { planFromData } from '../rollback/data.ts';
import { planFromMarkdown } from '../rollback/markdown.ts';
import { parseYaml } from './yaml.ts';

/** A text that may hold a rollback plan, and what a reader knows it by. */
export type PlanText = { readonly text: string; readonly source: string };

/** The plan of a `.change/rollback.yml`; a file that cannot be read leaves the plan unknown, with the place of the mistake. */
export function readPlanFile({ text, source }: PlanText): Fact<RollbackPlan | null> {
  const document = parseYaml(text, source);
  if (!document.ok) return { unknown: document.problems.map(sayProblem).join('; ') };
  const read = planFromData(document.value, { source, text });
  if (read.ok) return read.plan;
  const problems = read.problems.map(({ pointer, ...words }) => ({
    ...words,
    ...document.places.ofKey(pointer),
    file: source,
  }));
  return { unknown: problems.map(sayProblem).join('; ') };
}

/** The plan file of a change: as the head has it, and as the base has it, which the change cannot edit. */
export type ChangedPlanFile = {
  readonly path: string;
  readonly text: Fact<string>;
  readonly changedInRange: boolean;
  readonly baseText: Fact<string> | null;
};

/** The plan that a change's plan file gives it: its own if the change wrote it, else the standing one of the base. */
export function planOfChange(file: ChangedPlanFile | null): Fact<RollbackPlan | null> {
  if (file === null) return null;
  const text = file.changedInRange ? file.text : file.baseText;
  if (text === null || isUnknown(text)) return text;
  const plan = readPlanFile({ text, source: file.path });
  return file.changedInRange || plan === null || isUnknown(plan) || plan.standing ? plan : null;
}

/** The plan in the section "Rollback plan" of a pull request's text; null if there is none. */
export function readPlanSection({ text, source }: PlanText): RollbackPlan | null {
  return planFromMarkdown(text, { source, parseYaml: yamlOrNothing });
}

function yamlOrNothing(text: string): unknown {
  const document = parseYaml(text, 'rollback plan');
  return document.ok ? document.value : undefined;
}

type Said = {
  readonly file: string;
  readonly line: number;
  readonly column: number;
  readonly problem: string;
  readonly remedy: string | null;
};

function sayProblem({ file, line, column, problem, remedy }: Said): string {
  return `${file}:${line}:${column} ${problem}${remedy === null ? '' : ` (${remedy})`}`;
}
