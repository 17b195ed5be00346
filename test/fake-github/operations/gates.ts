import { forbidden } from '../access.ts';
import { found, invalid, noContent, ok, type Answer } from '../answer.ts';
import { address, appSlug, page, reviewerBody, userBody } from '../bodies.ts';
import { numbersIn, textIn, wordIn, type JsonRecord } from '../json.ts';
import { onRepository, type Operation, type RepositoryCall } from '../operation.ts';
import { isReviewer, judged, reported, settled } from '../pending.ts';
import type { Deployment, Environment, PendingDeployment, Run, Verdict } from '../state.ts';
import { deploymentBody } from './deployments.ts';
import { runAsked } from './runs.ts';

/** What stands between a run and its environments: reviewers, and the custom rules of apps. */
export const gateOperations: readonly Operation[] = [
  onRepository('actions/get-pending-deployments-for-run', 'actions=read', (call) =>
    ok(runAsked(call).pending.map((pending) => pendingBody(call, runAsked(call), pending))),
  ),

  onRepository('actions/review-pending-deployments-for-run', 'deployments=write', review),

  onRepository('actions/get-reviews-for-run', 'actions=read', (call) =>
    ok(
      runAsked(call).verdicts.map(({ environment, by, state, comment }) => {
        const environments = [environmentBody(call, environmentNamed(call, environment))];
        return { environments, state, comment, user: userBody(call.state, by) };
      }),
    ),
  ),

  onRepository('actions/review-custom-gates-for-run', 'deployments=write', (call) => {
    if (call.token.kind !== 'app') throw forbidden(call.token, 'deployments=write');
    const [run, slug] = [runAsked(call), appSlug(call.token.login)];
    const open = run.pending.find(({ environment }) => environment === textIn(call.body, 'environment_name'));
    if (open?.openGates.includes(slug) !== true) throw nothingPending();
    if (textIn(call.body, 'state') === '') return report(call, run, open.environment);
    const pending = run.pending.map((one) =>
      one === open ? { ...one, openGates: one.openGates.filter((gate) => gate !== slug) } : one,
    );
    keep(call, judged(run, pending, verdictOf(call, open.environment)));
    return noContent();
  }),
];

const mostReports = 10;
const longestReport = 1_024;

/** Without a state the app only comments, and the run waits on. */
function report(call: RepositoryCall, run: Run, environment: string): Answer {
  const [by, comment] = [call.token.login, textIn(call.body, 'comment')];
  const before = run.verdicts.filter((one) => one.by === by && one.environment === environment);
  if (before.length >= mostReports || comment.length > longestReport) {
    const words = 'Status reports are limited in number and length';
    throw invalid(words, [words]);
  }
  keep(call, reported(run, { environment, by, state: 'pending', comment }));
  return noContent();
}

/** Only a person who is a required reviewer may; workflows and apps never are. */
function review(call: RepositoryCall): Answer {
  const { repository, state, token, body } = call;
  if (token.kind !== 'user') throw forbidden(token, 'deployments=write');
  const run = runAsked(call);
  const ids = numbersIn(body, 'environment_ids');
  const asked = [...repository.environments.values()].filter(({ id }) => ids.includes(id));
  if (asked.length === 0 || !asked.every((environment) => mayReview(call, run, environment))) throw nothingPending();
  const names = new Set(asked.map(({ name }) => name));
  const pending = run.pending.map((one) => (names.has(one.environment) ? { ...one, isReviewed: true } : one));
  keep(
    call,
    asked.reduce((judging, { name }) => judged(judging, pending, verdictOf(call, name)), run),
  );
  const deployments = asked.map(({ name }) => newDeployment(call, run, name));
  for (const deployment of deployments) repository.deployments.set(deployment.id, deployment);
  return ok(deployments.map((deployment) => deploymentBody({ ...call, state }, deployment)));
}

function mayReview({ state, token }: RepositoryCall, run: Run, environment: Environment): boolean {
  const isOpen = run.pending.some((one) => one.environment === environment.name && !one.isReviewed);
  return isOpen && isAllowed({ state, token }, run, environment);
}

type Asking = Pick<RepositoryCall, 'state' | 'token'>;

function isAllowed({ state, token }: Asking, run: Run, environment: Environment): boolean {
  const isOwn = environment.preventsSelfReview && run.triggeringActor === token.login;
  return token.kind === 'user' && !isOwn && isReviewer(state, environment, token.login);
}

function nothingPending(): Error {
  const words = 'There are no pending deployment requests to approve or reject';
  return invalid(words, [words]);
}

function keep({ repository, state }: RepositoryCall, run: Run): void {
  repository.runs.set(run.id, settled(repository, run, state.now));
}

function verdictOf({ token, body }: RepositoryCall, environment: string): Verdict {
  const state = wordIn(body, 'state', { words: ['approved', 'rejected'], absent: 'approved' });
  return { environment, by: token.login, state, comment: textIn(body, 'comment') };
}

function newDeployment({ state, body }: RepositoryCall, run: Run, environment: string): Deployment {
  const [creator, createdAt] = ['github-actions[bot]', state.now];
  const outcome = textIn(body, 'state') === 'rejected' ? 'failure' : 'queued';
  const status = { id: state.nextId(), creator, createdAt, state: outcome, description: '', logUrl: '' } as const;
  return {
    id: state.nextId(),
    environment,
    sha: run.headSha,
    ref: run.branch,
    task: 'deploy',
    creator,
    createdAt,
    description: null,
    payload: {},
    statuses: [status],
  };
}

function environmentNamed({ repository }: RepositoryCall, name: string): Environment {
  return found(repository.environments.get(name));
}

function environmentBody({ repository }: RepositoryCall, { id, name }: Environment): JsonRecord {
  const url = address(repository, `/environments/${encodeURIComponent(name)}`);
  return { id, name, url, html_url: page(repository, `/deployments/activity_log?environments_filter=${name}`) };
}

function pendingBody(call: RepositoryCall, run: Run, { environment: name, since }: PendingDeployment): JsonRecord {
  const { state } = call;
  const environment = environmentNamed(call, name);
  return {
    environment: environmentBody(call, environment),
    wait_timer: environment.waitMinutes,
    wait_timer_started_at: environment.waitMinutes > 0 ? since : null,
    current_user_can_approve: isAllowed(call, run, environment),
    reviewers: environment.reviewers.map((reviewer) => reviewerBody(state, reviewer)),
  };
}
