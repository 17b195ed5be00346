import { RequestError } from '@octokit/request-error';
import type { GitHub } from './client.ts';
import { writeOnce } from './write-once.ts';

/** The pull request whose comments are meant. */
export type CommentPlace = { readonly owner: string; readonly repo: string; readonly issue_number: number };
type Author = { readonly id: number; readonly login: string };

/** A comment that begins with our marker; whose it is has to be seen. */
export type MarkedComment = { readonly id: number; readonly body: string; readonly author: Author };

type Writing = {
  readonly place: CommentPlace;
  /** The first line, by which it is found again. */
  readonly marker: string;
  /** What it is to say, knowing what it said before; null: there was none. */
  readonly bodyAfter: (before: string | null) => string;
  /** Whether two bodies say the same, so that nothing needs to be written. */
  readonly isSame: (one: string, other: string) => boolean;
  /** The comments with the marker, oldest first. */
  readonly marked: readonly MarkedComment[];
  /** The account that the token acts as; null: it is asked for where a comment has our marker. */
  readonly viewer: string | null;
};

/** What was done to the sticky comment. */
export type CommentOutcome = 'created' | 'updated' | 'unchanged';

/** The comments of a pull request that begin with a marker, oldest first. */
export async function findMarked(
  github: GitHub,
  place: CommentPlace,
  marker: string,
): Promise<readonly MarkedComment[]> {
  const comments = await github.paginate(github.rest.issues.listComments, { ...place, per_page: 100 });
  return comments.flatMap(({ id, body, user }) =>
    body?.startsWith(marker) === true && user !== null ? [{ id, body, author: user }] : [],
  );
}

/** Keeps one comment of ours: found by its marker and its author, rewritten in place, left alone when nothing changed. */
export async function upsertComment(github: GitHub, writing: Writing): Promise<CommentOutcome> {
  const { place, bodyAfter, marked, isSame } = writing;
  const own = await ownOf(marked, { github, viewer: writing.viewer });
  const body = bodyAfter(own?.body ?? null);
  if (own === null) return await create(github, { ...writing, body });
  if (isSame(own.body, body)) return 'unchanged';
  await github.rest.issues.updateComment({ owner: place.owner, repo: place.repo, comment_id: own.id, body });
  return 'updated';
}

type Asking = { readonly github: GitHub; readonly viewer: string | null };

async function ownOf(marked: readonly MarkedComment[], { github, viewer }: Asking): Promise<MarkedComment | null> {
  if (marked.length === 0) return null;
  const isOwn = viewer === null ? await ownAccount(github) : ({ login }: Author) => login === viewer;
  return marked.find(({ author }) => isOwn(author)) ?? null;
}

type Creating = Pick<Writing, 'place' | 'marker' | 'viewer'> & { readonly body: string };

async function create(github: GitHub, { place, marker, body, viewer }: Creating): Promise<CommentOutcome> {
  await writeOnce({
    write: async () => await github.rest.issues.createComment({ ...place, body, request: { retries: 0 } }),
    isThere: async () => (await ownOf(await findMarked(github, place, marker), { github, viewer })) !== null,
  });
  return 'created';
}

/** Tells the account that the token writes as. `GET /user` refuses the tokens of workflows and apps, this does not. */
async function ownAccount(github: GitHub): Promise<(author: Author) => boolean> {
  try {
    const { viewer } = await github.graphql<{ viewer: { databaseId: number } }>('query { viewer { databaseId } }');
    return ({ id }) => id === viewer.databaseId;
  } catch (error) {
    if (error instanceof RequestError && error.status >= 500) throw error;
    // Who may not even ask who they are is the token of a workflow, which writes as the bot of Actions.
    return ({ login }) => login === 'github-actions[bot]';
  }
}
