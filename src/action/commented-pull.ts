import { isUnknown } from '../change/facts.ts';
import { FactsError } from '../errors.ts';
import { readPull } from '../github/open-pulls.ts';
import type { GateEvent, RunContext } from './event.ts';
import { listOf, recordOf } from './payload.ts';
import { pullRequestOf } from './pull-request.ts';
import type { Setting } from './scene.ts';

type Known = {
  readonly context: Pick<RunContext, 'eventName' | 'payload'>;
  readonly github: Setting['github'];
};

/** The event of a comment or of another workflow's run, with the pull request that its payload names by number alone. */
export async function withNamedPull(event: GateEvent, { context, github }: Known): Promise<GateEvent> {
  const number = numbers[context.eventName ?? '']?.(context.payload) ?? null;
  if (number === null) return event;
  if (github === null) throw unread(number, 'there is no `token`');
  const { owner, repository: repo } = event;
  const read = await readPull(await github(), { owner, repo }, number);
  if (isUnknown(read)) throw unread(number, read.unknown);
  const pull = pullRequestOf({ pull_request: read });
  return { ...event, head: pull?.headSha ?? null, branch: null, pull };
}

/** How the events that name a pull request without describing it do so; null: it is about none. Throws a `FactsError` where one of several is meant. */
const numbers: Readonly<Record<string, (payload: unknown) => number | null>> = {
  issue_comment: (payload) => {
    const { number, pull_request: pull } = recordOf(recordOf(payload)['issue']);
    return typeof number === 'number' && pull !== undefined && pull !== null ? number : null;
  },
  workflow_run: (payload) => {
    const run = recordOf(recordOf(payload)['workflow_run']);
    if (!String(run['event']).startsWith('pull_request')) return null;
    const [pull, ...others] = listOf(run['pull_requests']).map((each) => recordOf(each)['number']);
    if (typeof pull === 'number' && others.length === 0) return pull;
    throw new FactsError({
      problem: 'the run that this one follows does not name one pull request; of forks GitHub never tells it',
      remedy: 'judge pull requests on `pull_request_target`, without a checkout of the head',
    });
  },
};

function unread(number: number, reason: string): FactsError {
  return new FactsError({
    problem: `pull request #${number} could not be read: ${reason}`,
    remedy: 'give the job `pull-requests: read`',
  });
}
