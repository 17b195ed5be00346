import type { Decision } from '../decision/decision.ts';
import { upsertComment } from '../github/comment.ts';
import { refusalOf } from '../github/refusal.ts';
import { commentMarker, isSameAnswer, renderComment } from '../report/comment.ts';
import { renderNotJudged } from '../report/not-judged.ts';
import type { PolicyChange } from '../report/policy-change.ts';
import type { Failure } from './failure.ts';
import type { Scene, Setting } from './scene.ts';

/** What the comment is to say. */
export type Said =
  | ({
      readonly kind: 'decision';
      readonly decision: Decision;
      readonly policyChange: PolicyChange | null;
    } & Pick<Scene, 'notes' | 'sourceUrl'>)
  | { readonly kind: 'failure'; readonly failure: Failure };

/** Keeps the comment on the pull request up to date; gives the notes about what could not be written. */
export async function writeComment(setting: Setting, said: Said): Promise<readonly string[]> {
  const { event, github, runner } = setting;
  if (event.pull === null) return [];
  if (github === null) return ['no comment was written: there is no `token`'];
  const marker = commentMarker(environmentOf(setting, said));
  const body = runner.redacted(bodyOf(setting, said, marker));
  const place = { owner: event.owner, repo: event.repository, issue_number: event.pull.number };
  try {
    const done = await upsertComment(await github(), place, { marker, body, isSame: isSameAnswer });
    runner.log(`the comment on the pull request was ${done === 'unchanged' ? 'left as it is' : done}`);
    return [];
  } catch (error) {
    // The answer stands in the summary and the annotations too, so that a comment that cannot be written changes nothing.
    return [`no comment was written: ${refusalOf(error, 'writing it')?.reason ?? reasonOf(error)}`];
  }
}

/** Without a decision, the environment that would have been judged. */
function environmentOf({ inputs }: Setting, said: Said): string {
  return said.kind === 'decision' ? said.decision.environment : (inputs.environment ?? 'production');
}

function bodyOf({ inputs, runner }: Setting, said: Said, marker: string): string {
  const { runUrl } = runner;
  if (said.kind === 'failure') return renderNotJudged(said.failure, { marker, runUrl });
  const { decision, policyChange, notes, sourceUrl } = said;
  return renderComment(decision, { marker, previous: null, mode: inputs.mode, runUrl, notes, sourceUrl, policyChange });
}

function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
