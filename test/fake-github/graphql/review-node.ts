import { associationOf } from '../bodies.ts';
import type { Pull, Review } from '../state.ts';
import { addressFields, writtenFields } from './actors.ts';
import { connection } from './connection.ts';
import { nodeId, textArg, textsArg, type Args, type GraphNode, type Here } from './graph.ts';

/** The lists of reviews that a pull request has. */
export function reviewFields(here: Here, pull: Pull): GraphNode {
  const listed = (args: Args, reviews: readonly Review[]) =>
    connection(args, reviews, (review) => reviewNode(here, pull, review));
  return {
    reviews: (args: Args) => listed(args, reviewsAsked(visibleReviews(here, pull), args)),
    latestReviews: (args: Args) => listed(args, latestOfEach(submitted(here, pull))),
    latestOpinionatedReviews: (args: Args) => {
      const opinions = latestOfEach(submitted(here, pull).filter(({ state }) => state !== 'COMMENTED'));
      return listed(
        args,
        args['writersOnly'] === true ? opinions.filter((one) => mayWrite(here, one.author)) : opinions,
      );
    },
  };
}

function reviewNode(here: Here, pull: Pull, review: Review): GraphNode {
  const { id, author, state, submittedAt, commit } = review;
  const submittedOrNull = state === 'PENDING' ? null : submittedAt;
  const found = here.repository.git.commits.get(commit);
  return {
    ...writtenFields(here, { ...review, createdAt: submittedAt, updatedAt: submittedAt }),
    ...addressFields(here.repository, `/pull/${pull.number}#pullrequestreview-${id}`),
    __typename: 'PullRequestReview',
    id: nodeId('PullRequestReview', id),
    state,
    submittedAt: submittedOrNull,
    publishedAt: submittedOrNull,
    lastEditedAt: null,
    authorAssociation: associationOf(here.state, here.repository, author),
    authorCanPushToRepository: mayWrite(here, author),
    commit: () => (found === undefined ? null : here.nodes.commit(here, found)),
  };
}

/** A review that was begun and not sent is seen by its author alone. */
function visibleReviews({ token }: Here, pull: Pull): Review[] {
  return [...pull.reviews.values()].filter(({ state, author }) => state !== 'PENDING' || author === token.login);
}

function submitted(here: Here, pull: Pull): Review[] {
  return visibleReviews(here, pull).filter(({ state }) => state !== 'PENDING');
}

function reviewsAsked(reviews: readonly Review[], args: Args): Review[] {
  const [states, author] = [textsArg(args, 'states'), textArg(args, 'author')];
  return reviews.filter(
    (review) =>
      (states === undefined || states.includes(review.state)) && (author === undefined || review.author === author),
  );
}

function latestOfEach(oldestFirst: readonly Review[]): Review[] {
  return [...new Map(oldestFirst.map((review) => [review.author, review])).values()];
}

function mayWrite({ repository }: Here, login: string): boolean {
  const role = repository.collaborators.get(login.toLowerCase());
  return login === repository.owner || role === 'admin' || role === 'maintain' || role === 'write';
}
