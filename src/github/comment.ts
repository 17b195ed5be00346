import type { GitHub } from './client.ts';

type CommentPlace = { readonly owner: string; readonly repo: string; readonly issue_number: number };
type CommentText = {
  /** The first line, by which it is found again. */
  readonly marker: string;
  readonly body: string;
  /** Whether two bodies say the same, so that nothing needs to be written. */
  readonly isSame: (one: string, other: string) => boolean;
};

/** What was done to the sticky comment. */
export type CommentOutcome = 'created' | 'updated' | 'unchanged';

/** Keeps one comment of ours: found by its marker and its author, rewritten in place, left alone when nothing changed. */
export async function upsertComment(
  github: GitHub,
  place: CommentPlace,
  { marker, body, isSame }: CommentText,
): Promise<CommentOutcome> {
  const own = await findOwn(github, place, marker);
  if (own === null) {
    await github.rest.issues.createComment({ ...place, body });
    return 'created';
  }
  if (isSame(own.body, body)) return 'unchanged';
  await github.rest.issues.updateComment({ owner: place.owner, repo: place.repo, comment_id: own.id, body });
  return 'updated';
}

/** The body of our sticky comment as it stands; null if there is none. */
async function findOwn(
  github: GitHub,
  place: CommentPlace,
  marker: string,
): Promise<{ id: number; body: string } | null> {
  const login = await ownLogin(github);
  const pages = github.paginate.iterator(github.rest.issues.listComments, { ...place, per_page: 100 });
  for await (const { data } of pages) {
    for (const { id, body, user } of data) {
      if (user?.login === login && body?.startsWith(marker) === true) return { id, body };
    }
  }
  return null;
}

/** The account that the token writes as; the token of a workflow run cannot ask, and writes as the bot of Actions. */
async function ownLogin(github: GitHub): Promise<string> {
  try {
    const { data } = await github.rest.users.getAuthenticated();
    return data.login;
  } catch {
    return 'github-actions[bot]';
  }
}
