import type { Decision } from '../decision/decision.ts';
import { digestOf } from '../decision/digest.ts';
import type { CheckAnnotation, GateCheck } from '../github/gate-check.ts';
import { writeCheck } from '../github/gate-check.ts';
import { refusalOf } from '../github/refusal.ts';
import { ownCheckPrefix } from '../change/checks.ts';
import type { Annotation } from '../report/annotations.ts';
import { annotationsOf } from '../report/annotations.ts';
import { renderCheck, renderFailedCheck } from '../report/check.ts';
import { plainText } from '../report/escape.ts';
import type { Said } from './comment.ts';
import { assumedEnvironment } from './inputs.ts';
import type { Setting } from './scene.ts';

type Telling = {
  readonly said: Said;
  /** The commit that was, or would have been, judged. */
  readonly head: string;
};

/** Puts the answer beside the commit as a check run; without the permission it only says so in the log. */
export async function tellInCheck(setting: Setting, telling: Telling): Promise<void> {
  const { event, github, runner } = setting;
  if (github === null) return;
  const repository = { owner: event.owner, repo: event.repository };
  try {
    await writeCheck(await github(), repository, redacted(checkOf(setting, telling), runner));
  } catch (error) {
    // The answer stands in the summary and the outputs too; many tokens may write no checks.
    const reason = refusalOf(error, 'writing it')?.reason ?? (error instanceof Error ? error.message : String(error));
    runner.log(`no check run was written: ${reason}`);
  }
}

function checkOf(setting: Setting, { said, head }: Telling): GateCheck {
  const { runUrl: detailsUrl } = setting.runner;
  const environment = said.kind === 'decision' ? said.decision.environment : setting.inputs.environment;
  const place = { name: checkNameOf(setting, environment ?? assumedEnvironment), head, detailsUrl };
  if (said.kind === 'failure') {
    const words = renderFailedCheck(said.failure, { runUrl: detailsUrl });
    return { ...place, ...words, conclusion: 'failure', externalId: digestOf({ words, detailsUrl }), annotations: [] };
  }
  const { decision, notes, sourceUrl } = said;
  const { mode } = setting.inputs;
  const tense = isForecast(setting) ? 'forecast' : 'now';
  return {
    ...place,
    ...renderCheck(decision, { mode, notes, sourceUrl, runUrl: detailsUrl, tense }),
    conclusion: conclusions[mode][decision.outcome],
    externalId: digestOf(decision),
    annotations: linesOf(decision, mode),
  };
}

/** Where the gate only advises, it stops no merge either. */
const conclusions = {
  enforce: { approved: 'success', 'needs-approval': 'action_required', blocked: 'failure' },
  advise: { approved: 'success', 'needs-approval': 'neutral', blocked: 'neutral' },
} as const satisfies Record<string, Record<Decision['outcome'], GateCheck['conclusion']>>;

/** One check run for each environment and branch, whose name branch protection can ask for. */
export function checkNameOf({ event }: Setting, environment: string): string {
  const { pull, mergeGroup, branch, defaultBranch } = event;
  const target = pull?.baseBranch ?? mergeGroup?.baseBranch ?? branch ?? defaultBranch ?? '';
  return `${ownCheckPrefix} / ${plainText(environment, 100)} / ${plainText(target, 100)}`;
}

function isForecast({ event }: Setting): boolean {
  return event.pull !== null || event.mergeGroup !== null;
}

/** Findings beside the line of the policy or plan that they rest on. */
function linesOf(decision: Decision, mode: Setting['inputs']['mode']): readonly CheckAnnotation[] {
  return annotationsOf({ decision, isInRepository }).flatMap(({ file, startLine, level, title, message }) =>
    file === undefined || startLine === undefined
      ? []
      : [{ path: file, line: startLine, level: levels[mode][level], title, message }],
  );
}

const levels = {
  enforce: { error: 'failure', warning: 'warning', notice: 'notice' },
  advise: { error: 'warning', warning: 'warning', notice: 'notice' },
} as const satisfies Record<string, Record<Annotation['level'], CheckAnnotation['level']>>;

/** A shipped policy is `change-gate:name.yml`, one of another repository `owner/name//path@ref`. */
function isInRepository(file: string): boolean {
  return !/^change-gate:|\/\/|^input /u.test(file);
}

function redacted(check: GateCheck, runner: Setting['runner']): GateCheck {
  const { title, summary, text, annotations } = check;
  return {
    ...check,
    title: runner.redacted(title),
    summary: runner.redacted(summary),
    text: text === null ? null : runner.redacted(text),
    annotations: annotations.map((each) => ({
      ...each,
      title: runner.redacted(each.title),
      message: runner.redacted(each.message),
    })),
  };
}
