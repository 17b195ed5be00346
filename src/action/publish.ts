import type { Decision } from '../decision/decision.ts';
import type { Passage } from '../ports.ts';
import type { Annotation } from '../report/annotations.ts';
import { annotationsOf } from '../report/annotations.ts';
import { plainText } from '../report/escape.ts';
import type { PolicyChange } from '../report/policy-change.ts';
import { renderSummary } from '../report/summary.ts';
import { renderTerminal } from '../report/terminal.ts';
import type { ActionInputs } from './inputs.ts';
import type { OutputName } from './outputs.ts';
import { annotationsOfPolicyChange } from './policy-change.ts';
import { mayProceed } from './proceed.ts';
import type { Route } from './route.ts';
import type { Runner } from './runner.ts';
import type { SourceUrl } from './source-url.ts';

/** A decision with everything that is told beside it. */
export type Answer = Passage & {
  readonly inputs: ActionInputs;
  readonly notes: readonly string[];
  readonly policyChange: PolicyChange | null;
  readonly route: Route;
  readonly sourceUrl: SourceUrl;
};

/** Writes everything of an answer that needs no permission: the log, annotations, files, outputs, the job summary. */
export async function publishLocally(answer: Answer, runner: Runner): Promise<void> {
  const { decision, inputs, notes, warnings, sourceUrl, policyChange } = answer;
  const { runUrl } = runner;
  const report = renderSummary(decision, { mode: inputs.mode, notes, runUrl, warnings, sourceUrl, policyChange });
  runner.log(renderTerminal(decision, { color: 'ansi', width: 120, mode: inputs.mode }));
  for (const annotation of annotationsOfAnswer(answer)) runner.annotate(annotation);
  const paths = {
    decision: runner.writeFile('decision.json', `${JSON.stringify(decision, null, 2)}\n`),
    report: runner.writeFile('report.md', report),
  };
  for (const [name, value] of Object.entries(outputsOf(answer, paths))) runner.setOutput(name, value);
  await runner.writeSummary(report);
}

/** The annotations of an answer; where the gate only advises, nothing looks like a failure. */
export function annotationsOfAnswer(
  answer: Pick<Answer, 'decision' | 'warnings' | 'inputs' | 'notes' | 'policyChange'>,
): readonly Annotation[] {
  const notes = answer.notes.map((note) => ({
    level: 'warning' as const,
    title: 'change-gate',
    message: plainText(note, 1_000),
  }));
  const all = [...annotationsOf(answer), ...annotationsOfPolicyChange(answer.policyChange), ...notes];
  return answer.inputs.mode === 'advise' ? all.map(asAdvice) : all;
}

function asAdvice(annotation: Annotation): Annotation {
  const level = annotation.level === 'error' ? 'warning' : annotation.level;
  return { ...annotation, level, title: `${annotation.title} (advice only, nothing is stopped)` };
}

type Files = { readonly decision: string; readonly report: string };

/** Every output of a decision. */
export function outputsOf(
  { decision, inputs, route }: Pick<Answer, 'decision' | 'inputs' | 'route'>,
  paths: Files,
): Readonly<Record<OutputName, string>> {
  return {
    outcome: decision.outcome,
    approved: String(decision.outcome === 'approved'),
    proceed: String(mayProceed({ inputs, decision, route })),
    'change-type': decision.changeType,
    'risk-score': String(decision.risk.score),
    'risk-level': decision.risk.level,
    environment: route.kind === 'to' ? route.environment : decision.environment,
    'next-opening': decision.schedule.nextOpening ?? '',
    reasons: JSON.stringify(reasonsOf(decision)),
    ...paths,
  };
}

function reasonsOf({ findings }: Decision): readonly unknown[] {
  return findings
    .filter(({ effect }) => effect !== 'note')
    .map(({ code, effect, problem, because, remedy, until, source }) => ({
      code,
      effect,
      problem,
      because,
      remedy,
      until,
      source,
    }));
}
