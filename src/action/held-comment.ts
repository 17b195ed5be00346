import { isUnknown } from '../change/facts.ts';
import type { GitHub, RepositoryName } from '../github/client.ts';
import { findMarked, upsertComment } from '../github/comment.ts';
import type { FailedRun } from '../github/failed-runs.ts';
import { findMergedPull } from '../github/failed-runs.ts';
import { refusalOf } from '../github/refusal.ts';
import type { Fate } from '../report/held.ts';
import { heldMarker, renderStay } from '../report/held.ts';
import { assumedEnvironment } from './inputs.ts';
import type { Setting } from './scene.ts';

/** A failed run, and what becomes of it. */
export type Held = { readonly run: FailedRun; readonly fate: Fate };

/** So many pull requests are looked at each time, those of the newest runs. */
const mostComments = 5;

/** Tells on the pull requests of changes that are not started again why that is; gives what could not be written. */
export async function commentOnStays(setting: Setting, held: readonly Held[]): Promise<readonly string[]> {
  if (setting.github === null || !setting.inputs.wantsComment) return [];
  const github = await setting.github();
  const stays = held.flatMap(({ run, fate }) => {
    return fate.kind === 'superseded' || fate.kind === 'too-old' ? [{ run, fate }] : [];
  });
  const problems: string[] = [];
  for (const stay of stays.slice(-mostComments)) problems.push(...(await commentOn(setting, stay, github)));
  return problems;
}

type Stay = { readonly run: FailedRun; readonly fate: Extract<Fate, { readonly kind: 'superseded' | 'too-old' }> };

async function commentOn(setting: Setting, { run, fate }: Stay, github: GitHub): Promise<readonly string[]> {
  const repository = repositoryOf(setting);
  const pull = await findMergedPull(github, repository, run.head);
  if (isUnknown(pull)) return [pull.unknown];
  if (pull === null) return [];
  const environment = setting.inputs.environment ?? assumedEnvironment;
  const marker = heldMarker(environment);
  const place = { ...repository, issue_number: pull };
  const body = setting.runner.redacted(renderStay({ marker, environment, run, fate }));
  try {
    const marked = await findMarked(github, place, marker);
    await upsertComment(github, { place, marker, bodyAfter: () => body, marked, isSame: Object.is, viewer: null });
    return [];
  } catch (error) {
    const refusal = refusalOf(error, `writing to pull request #${pull}`);
    if (refusal === null) throw error;
    return [refusal.reason];
  }
}

/** The repository that an event is about. */
export function repositoryOf({ event }: Pick<Setting, 'event'>): RepositoryName {
  return { owner: event.owner, repo: event.repository };
}
