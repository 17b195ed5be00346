import type { Fact } from '../change/facts.ts';
import { isUnknown } from '../change/facts.ts';
import { sameLogin } from './actor.ts';
import { attempt } from './attempt.ts';
import type { GitHub, RepositoryName } from './client.ts';
import { refusalOf } from './refusal.ts';

/** Where an answer goes: a run that waits for an environment, and the account that answers. */
export type Answering = {
  readonly repository: RepositoryName;
  readonly run: number;
  readonly environment: string;
  readonly viewer: string;
};

/** What became of an answer. */
export type AnswerOutcome =
  | { readonly kind: 'given' | 'given-already' }
  | { readonly kind: 'refused'; readonly reason: string };

/** GitHub cuts no comment of a rule: it takes none that is longer. */
export const longestReport = 1_024;

/** GitHub takes no more reports about one deployment. */
const mostReports = 10;

/** Approves or rejects on behalf of the app whose protection rule the environment has. */
export async function answerRule(
  github: GitHub,
  place: Answering,
  answer: { readonly state: 'approved' | 'rejected'; readonly comment: string },
): Promise<AnswerOutcome> {
  const { repository, run, environment } = place;
  return await given(github, place, {
    state: answer.state,
    post: async () => {
      const body = { environment_name: environment, ...answer };
      await github.rest.actions.reviewCustomGatesForRun({ ...repository, run_id: run, ...body });
    },
  });
}

/** Approves on behalf of a reviewer whom the environment asks. */
export async function approveDeployment(
  github: GitHub,
  place: Answering,
  { environmentId, comment }: { readonly environmentId: number; readonly comment: string },
): Promise<AnswerOutcome> {
  const { repository, run } = place;
  return await given(github, place, {
    state: 'approved',
    post: async () => {
      const body = { environment_ids: [environmentId], state: 'approved' as const, comment };
      await github.rest.actions.reviewPendingDeploymentsForRun({ ...repository, run_id: run, ...body });
    },
  });
}

/** Says what a deployment waits for, without an answer; gives why that does not stand there, or null. The same is not said twice. */
export async function reportOnRule(github: GitHub, place: Answering, comment: string): Promise<string | null> {
  const said = await ownWords(github, place);
  if (isUnknown(said)) return said.unknown;
  const reports = said.filter(({ state }) => state === 'pending');
  if (reports.some((report) => report.comment === comment)) return null;
  if (reports.length >= mostReports) return `GitHub takes no more than ${mostReports} reports`;
  const { repository, run, environment } = place;
  const answer = await attempt('reporting on the deployment', async () => {
    const body = { environment_name: environment, comment };
    return await github.rest.actions.reviewCustomGatesForRun({ ...repository, run_id: run, ...body });
  });
  return isUnknown(answer) ? answer.unknown : null;
}

type Giving = { readonly state: 'approved' | 'rejected'; readonly post: () => Promise<void> };

/** What was said already GitHub refuses to hear again, also where its answer to the first time got lost. */
async function given(github: GitHub, place: Answering, { state, post }: Giving): Promise<AnswerOutcome> {
  try {
    await post();
    return { kind: 'given' };
  } catch (error) {
    const refusal = refusalOf(error, 'answering for the deployment');
    if (refusal === null) throw error;
    const { status, reason } = refusal;
    const said = status === 401 || status === 403 ? [] : await ownWords(github, place);
    const isSaid = !isUnknown(said) && said.some((word) => word.state === state);
    return isSaid ? { kind: 'given-already' } : { kind: 'refused', reason };
  }
}

type Word = { readonly state: string; readonly comment: string };

/** What this account said about the deployment before. */
async function ownWords(
  github: GitHub,
  { repository, run, environment, viewer }: Answering,
): Promise<Fact<readonly Word[]>> {
  const answer = await attempt(
    'reading what was answered before',
    async () => await github.rest.actions.getReviewsForRun({ ...repository, run_id: run }),
  );
  if (isUnknown(answer)) return answer;
  return answer.data
    .filter(({ user, environments }) => {
      const isOwn = sameLogin(user.login, viewer);
      return isOwn && environments.some(({ name }) => name === environment);
    })
    .map(({ state, comment }) => ({ state, comment }));
}
