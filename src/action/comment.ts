import type { Decision } from '../decision/decision.ts';
import type { CommentPlace, MarkedComment } from '../github/comment.ts';
import { findMarked, upsertComment } from '../github/comment.ts';
import { refusalOf } from '../github/refusal.ts';
import { commentMarker, isSameAnswer, renderComment } from '../report/comment.ts';
import { renderNotJudged } from '../report/not-judged.ts';
import type { PolicyChange } from '../report/policy-change.ts';
import { saidIn, saidLine } from '../report/said.ts';
import type { Failure } from './failure.ts';
import { assumedEnvironment } from './inputs.ts';
import type { Scene, Setting } from './scene.ts';
import type { SourceUrl } from './source-url.ts';

/** What the comment is to say. */
export type Said =
  | ({
      readonly kind: 'decision';
      readonly decision: Decision;
      readonly policyChange: PolicyChange | null;
      readonly sourceUrl: SourceUrl;
    } & Pick<Scene, 'notes'>)
  | { readonly kind: 'failure'; readonly failure: Failure };

/** The comments that may be ours, or why they could not be read. */
export type Sighting =
  | { readonly kind: 'seen'; readonly marked: readonly MarkedComment[] }
  | { readonly kind: 'unseen'; readonly error: unknown };

/** Looks for the comment before it is known what it is to say; null where none is to be written. Never rejects. */
export async function lookForComment(setting: Setting): Promise<Sighting | null> {
  const { event, github, inputs } = setting;
  if (event.pull === null || github === null) return null;
  const place = placeOf(event, event.pull.number);
  try {
    const marked = await findMarked(await github(), place, commentMarker(inputs.environment ?? assumedEnvironment));
    return { kind: 'seen', marked };
  } catch (error) {
    return { kind: 'unseen', error };
  }
}

type Writing = {
  readonly said: Said;
  readonly sighting: Sighting | null;
  /** The account that the token acts as; null if that is not known. */
  readonly viewer: string | null;
};

/** Keeps the comment on the pull request up to date; gives the notes about what could not be written. */
export async function writeComment(setting: Setting, { said, sighting, viewer }: Writing): Promise<readonly string[]> {
  const { event, github, runner } = setting;
  if (event.pull === null) return [];
  if (github === null || sighting === null) return ['no comment was written: there is no `token`'];
  const marker = commentMarker(environmentOf(setting, said));
  const bodyAfter = (before: string | null): string => runner.redacted(bodyOf(setting, said, { marker, before }));
  const place = placeOf(event, event.pull.number);
  try {
    const marked = markedIn(sighting);
    const done = await upsertComment(await github(), {
      place,
      marker,
      bodyAfter,
      isSame: isSameAnswer,
      marked,
      viewer,
    });
    runner.log(`the comment on the pull request was ${done === 'unchanged' ? 'left as it is' : done}`);
    return [];
  } catch (error) {
    // The answer stands in the summary and the annotations too, so that a comment that cannot be written changes nothing.
    return [`no comment was written: ${refusalOf(error, 'writing it')?.reason ?? reasonOf(error)}`];
  }
}

function markedIn(sighting: Sighting): readonly MarkedComment[] {
  if (sighting.kind === 'seen') return sighting.marked;
  throw sighting.error;
}

function placeOf({ owner, repository }: Setting['event'], number: number): CommentPlace {
  return { owner, repo: repository, issue_number: number };
}

/** Without a decision, the environment that would have been judged. */
function environmentOf({ inputs }: Setting, said: Said): string {
  return said.kind === 'decision' ? said.decision.environment : (inputs.environment ?? assumedEnvironment);
}

type Sticky = { readonly marker: string; readonly before: string | null };

function bodyOf({ inputs, runner }: Setting, said: Said, { marker, before }: Sticky): string {
  const { runUrl } = runner;
  if (said.kind === 'failure') return renderNotJudged(said.failure, { marker, runUrl });
  const { decision, policyChange, notes, sourceUrl } = said;
  return renderComment(decision, {
    marker,
    previous: before === null ? null : saidIn(before),
    said: saidLine(decision),
    mode: inputs.mode,
    runUrl,
    notes,
    sourceUrl,
    policyChange,
  });
}

function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
