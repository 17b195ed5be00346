import type { Passage } from '../ports.ts';
import { upsertComment } from '../github/comment.ts';
import { refusalOf } from '../github/refusal.ts';
import { commentMarker, isSameAnswer, renderComment } from '../report/comment.ts';
import type { Scene } from './scene.ts';

/** Keeps the comment on the pull request up to date; gives the notes about what could not be written, for the summary. */
export async function comment(
  { inputs, event, github, runner }: Scene,
  { decision }: Passage,
): Promise<readonly string[]> {
  if (event.pull === null || !inputs.wantsComment) return [];
  if (github === null) return ['no comment was written: there is no `token`'];
  const marker = commentMarker(decision.environment);
  const body = renderComment(decision, { marker, previous: null, mode: inputs.mode, runUrl: runner.runUrl });
  const place = { owner: event.owner, repo: event.repository, issue_number: event.pull.number };
  try {
    const done = await upsertComment(github, place, { marker, body, isSame: isSameAnswer });
    runner.log(`the comment on the pull request was ${done === 'unchanged' ? 'left as it is' : done}`);
    return [];
  } catch (error) {
    // The answer stands in the summary and the annotations too, so that a comment that cannot be written changes nothing.
    return [`no comment was written: ${refusalOf(error, 'writing it')?.reason ?? reasonOf(error)}`];
  }
}

function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
