import { RequestError } from '@octokit/request-error';
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
  const sought = { place, marker, account: once(() => ownAccount(github)) };
  const own = await findOwn(github, sought);
  if (own === null) return await create(github, body, sought);
  if (isSame(own.body, body)) return 'unchanged';
  await github.rest.issues.updateComment({ owner: place.owner, repo: place.repo, comment_id: own.id, body });
  return 'updated';
}

type Author = { readonly id: number; readonly login: string };
type Account = (author: Author) => boolean;
type Sought = {
  readonly place: CommentPlace;
  readonly marker: string;
  /** Asked for only where a comment has our marker. */
  readonly account: () => Promise<Account>;
};

/** Our sticky comment as it stands; null if there is none. */
async function findOwn(
  github: GitHub,
  { place, marker, account }: Sought,
): Promise<{ readonly id: number; readonly body: string } | null> {
  const pages = github.paginate.iterator(github.rest.issues.listComments, { ...place, per_page: 100 });
  for await (const { data } of pages) {
    for (const { id, body, user } of data) {
      const isMarked = body?.startsWith(marker) === true;
      if (isMarked && user !== null && (await account())(user)) return { id, body };
    }
  }
  return null;
}

/** Writing is not repeated blindly: an answer may get lost after the comment was made, and a second one would stay for ever. */
async function create(github: GitHub, body: string, sought: Sought): Promise<CommentOutcome> {
  for (const isLast of [false, true]) {
    try {
      await github.rest.issues.createComment({ ...sought.place, body, request: { retries: 0 } });
      return 'created';
    } catch (error) {
      if (!mayBeDone(error)) throw error;
      if ((await findOwn(github, sought)) !== null) return 'created';
      if (isLast) throw error;
    }
  }
  return 'created';
}

/** Whether a request that failed may have been carried out all the same; Octokit calls a lost answer a 500. */
function mayBeDone(error: unknown): boolean {
  return error instanceof RequestError && error.status >= 500;
}

/** Tells the account that the token writes as. `GET /user` refuses the tokens of workflows and apps, this does not. */
async function ownAccount(github: GitHub): Promise<Account> {
  try {
    const { viewer } = await github.graphql<{ viewer: { databaseId: number } }>('query { viewer { databaseId } }');
    return ({ id }) => id === viewer.databaseId;
  } catch (error) {
    if (error instanceof RequestError && error.status >= 500) throw error;
    // Who may not even ask who they are is the token of a workflow, which writes as the bot of Actions.
    return ({ login }) => login === 'github-actions[bot]';
  }
}

function once<T>(ask: () => Promise<T>): () => Promise<T> {
  let answer: Promise<T> | null = null;
  return () => (answer ??= ask());
}
