import { found, invalid, ok } from '../answer.ts';
import { associationOf, page, userBody } from '../bodies.ts';
import { textIn, wordIn, type JsonRecord } from '../json.ts';
import { numberParam, onRepository, type Operation, type RepositoryCall } from '../operation.ts';
import { list } from '../paging.ts';
import { headShaOf, type Pull, type Review } from '../state.ts';
import { bodyText } from './comments.ts';
import { pullAddress, pullAsked } from './pulls.ts';

export const reviewOperations: readonly Operation[] = [
  onRepository('pulls/list-reviews', 'pull_requests=read', (call) => {
    const pull = pullAsked(call);
    // A review that was begun and not sent is seen by its author alone.
    const visible = [...pull.reviews.values()].filter(
      ({ state, author }) => state !== 'PENDING' || author === call.token.login,
    );
    return list(call, visible, (review) => reviewBody(call, pull, review));
  }),

  onRepository('pulls/get-review', 'pull_requests=read', (call) => {
    const pull = pullAsked(call);
    return ok(reviewBody(call, pull, reviewAsked(call, pull)));
  }),

  onRepository('pulls/create-review', 'pull_requests=write', (call) => {
    const pull = pullAsked(call);
    const review = newReview(call, pull);
    pull.reviews.set(review.id, review);
    return ok(reviewBody(call, pull, review));
  }),

  onRepository('pulls/dismiss-review', 'pull_requests=write', (call) => {
    const pull = pullAsked(call);
    const review = reviewAsked(call, pull);
    if (review.state !== 'APPROVED' && review.state !== 'CHANGES_REQUESTED') {
      throw simplyInvalid(`Can not dismiss a ${review.state.toLowerCase()} pull request review`);
    }
    const dismissed: Review = { ...review, state: 'DISMISSED' };
    pull.reviews.set(review.id, dismissed);
    return ok(reviewBody(call, pull, dismissed));
  }),
];

const states = {
  APPROVE: 'APPROVED',
  REQUEST_CHANGES: 'CHANGES_REQUESTED',
  COMMENT: 'COMMENTED',
  '': 'PENDING',
} as const;

const events: readonly (keyof typeof states)[] = ['APPROVE', 'REQUEST_CHANGES', 'COMMENT'];

function newReview(call: RepositoryCall, pull: Pull): Review {
  const { body, repository, state, token } = call;
  const event = wordIn(body, 'event', { words: events, absent: '' });
  refuseOwn(call, pull, event);
  const isWordless = event === 'APPROVE' && textIn(body, 'body') === '';
  return {
    id: state.nextId(),
    author: token.login,
    state: states[event],
    submittedAt: state.now,
    body: isWordless ? '' : bodyText(call),
    commit: textIn(body, 'commit_id', headShaOf(pull, repository)),
  };
}

function refuseOwn({ repository, token }: RepositoryCall, pull: Pull, event: keyof typeof states): void {
  const isVerdict = event === 'APPROVE' || event === 'REQUEST_CHANGES';
  if (isVerdict && token.login.toLowerCase() === pull.author.toLowerCase()) {
    throw simplyInvalid(`Can not ${event === 'APPROVE' ? 'approve' : 'request changes on'} your own pull request`);
  }
  if (event === 'APPROVE' && token.kind === 'actions' && !repository.actionsMayApprove) {
    throw simplyInvalid('GitHub Actions is not permitted to approve pull requests.');
  }
}

function simplyInvalid(reason: string): Error {
  return invalid('Unprocessable Entity', [reason]);
}

function reviewAsked(call: RepositoryCall, pull: Pull): Review {
  return found(pull.reviews.get(numberParam(call, 'review_id')));
}

function reviewBody(call: RepositoryCall, pull: Pull, review: Review): JsonRecord {
  const { id, author, body, state, commit, submittedAt } = review;
  const html = page(call.repository, `/pull/${pull.number}#pullrequestreview-${id}`);
  return {
    id,
    body,
    state,
    commit_id: commit,
    user: userBody(call.state, author),
    html_url: html,
    ...(state === 'PENDING' ? {} : { submitted_at: submittedAt }),
    pull_request_url: pullAddress(call, pull),
    author_association: associationOf(call.state, call.repository, author),
    _links: {
      html: { href: html },
      pull_request: { href: pullAddress(call, pull) },
    },
  };
}
