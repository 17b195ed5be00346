import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Passage } from '../ports.ts';
import { annotationsOf } from '../report/annotations.ts';
import { renderSummary } from '../report/summary.ts';
import type { ActionInputs } from './inputs.ts';
import type { OutputName } from './outputs.ts';
import { mayProceed } from './proceed.ts';
import type { Runner } from './runner.ts';

type Answer = Passage & {
  readonly inputs: ActionInputs;
  readonly notes: readonly string[];
  readonly runUrl: string | null;
};

/** Writes everything of an answer that needs no permission: outputs, files, annotations, the job summary. */
export async function publishLocally(answer: Answer, runner: Runner): Promise<void> {
  const { decision, inputs, notes, runUrl } = answer;
  const report = renderSummary(decision, { mode: inputs.mode, notes, runUrl, warnings: answer.warnings });
  const paths = writeFiles(runner, { decision: JSON.stringify(decision, null, 2), report });
  for (const [name, value] of Object.entries(outputsOf(answer, paths))) runner.setOutput(name, value);
  for (const { level, message, ...properties } of annotationsOf(answer)) runner.annotate(level, message, properties);
  await runner.writeSummary(report);
}

type Files = { readonly decision: string; readonly report: string };

function writeFiles(runner: Runner, { decision, report }: Files): Files {
  const paths = {
    decision: join(runner.tempFolder, 'change-gate-decision.json'),
    report: join(runner.tempFolder, 'change-gate-report.md'),
  };
  writeFileSync(paths.decision, `${decision}\n`);
  writeFileSync(paths.report, report);
  return paths;
}

function outputsOf({ decision, inputs }: Answer, paths: Files): Readonly<Record<OutputName, string>> {
  const reasons = decision.findings.filter(({ effect }) => effect !== 'note');
  return {
    outcome: decision.outcome,
    approved: String(decision.outcome === 'approved'),
    proceed: String(mayProceed(inputs, decision)),
    'change-type': decision.changeType,
    'risk-score': String(decision.risk.score),
    'risk-level': decision.risk.level,
    environment: decision.environment,
    'next-opening': decision.schedule.nextOpening ?? '',
    reasons: JSON.stringify(
      reasons.map(({ code, effect, problem, because, remedy, until, source }) => ({
        code,
        effect,
        problem,
        because,
        remedy,
        until,
        source,
      })),
    ),
    ...paths,
  };
}
