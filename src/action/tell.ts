import type { Gathered } from './gather.ts';
import type { Said, Sighting } from './comment.ts';
import type { Failure } from './failure.ts';
import { withdrawAfterFailure } from './review.ts';
import type { Scene, Setting } from './scene.ts';

// What writes to GitHub is loaded only where there is something to write.

/** Looks for the comment before it is known what it is to say; null where none is wanted. */
export async function sightComment(setting: Setting): Promise<Sighting | null> {
  if (!wantsComment(setting)) return null;
  const { lookForComment } = await import('./comment.ts');
  return await lookForComment(setting);
}

type Telling = {
  readonly said: Said;
  readonly sighting: Sighting | null;
  readonly viewer: Gathered['viewer'];
};

/** Tells a decision where people look on GitHub; gives the notes about what could not be told. */
export async function tellDecision(scene: Scene, telling: Telling): Promise<readonly string[]> {
  const [notes] = await Promise.all([comment(scene, telling), check(scene, { said: telling.said, head: scene.head })]);
  return notes;
}

/** An older answer must not stand on GitHub as if it were that of a run that failed. */
export async function tellFailureOnGitHub(setting: Setting, failure: Failure): Promise<void> {
  const said = { kind: 'failure', failure } as const;
  const { head } = setting.event;
  const sighting = await sightComment(setting);
  const [unwritten, withdrawn] = await Promise.all([
    comment(setting, { said, sighting, viewer: null }),
    withdrawAfterFailure(setting),
    head === null ? null : check(setting, { said, head }),
  ]);
  for (const note of [...unwritten, ...withdrawn]) setting.runner.log(note);
}

async function comment(setting: Setting, telling: Telling): Promise<readonly string[]> {
  if (!wantsComment(setting)) return [];
  const { writeComment } = await import('./comment.ts');
  return await writeComment(setting, telling);
}

function wantsComment({ event, inputs }: Setting): boolean {
  return event.pull !== null && inputs.wantsComment;
}

async function check(setting: Setting, telling: { readonly said: Said; readonly head: string }): Promise<void> {
  if (!setting.inputs.wantsCheck || setting.github === null) return;
  const { tellInCheck } = await import('./check.ts');
  await tellInCheck(setting, telling);
}
