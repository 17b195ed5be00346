import { createRequire } from 'node:module';
import type { WebhookDefinition } from '@octokit/webhooks-examples';
import type { Pull, Story } from './action-repository.ts';

/** An event as the runner tells it. */
export type RunEvent = {
  readonly name: string;
  readonly ref: string;
  readonly sha: string;
  readonly actor: string;
  readonly payload: unknown;
};

type Payload = Readonly<Record<string, unknown>>;

// The package is one JSON file, which its types call a module of functions.
const examples: readonly WebhookDefinition[] = createRequire(import.meta.url)('@octokit/webhooks-examples');

/** GitHub's own example of an event, the first that has these keys. */
function exampleOf(name: string, keys: readonly string[], action?: string): Payload {
  const found = examples
    .find((each) => each.name === name)
    ?.examples.map((example): Payload => ({ ...example }))
    .find((example) => keys.every((key) => key in example) && (action === undefined || example['action'] === action));
  if (found === undefined) throw new Error(`GitHub has no example of ${name}`);
  return structuredClone(found);
}

function withRepository(payload: Payload, more: Payload): Payload {
  const repository = { ...partOf(payload, 'repository'), full_name: 'acme/shop', name: 'shop', default_branch: 'main' };
  return { ...payload, repository, ...more };
}

function partOf(payload: Payload, name: string): Payload {
  const part = payload[name];
  return typeof part === 'object' && part !== null ? { ...part } : {};
}

/** A push of the tip to \`main\`, unless told otherwise. */
export function pushed({ tip, live }: Story, { sha = tip, ref = 'refs/heads/main' } = {}): RunEvent {
  const payload = withRepository(exampleOf('push', ['head_commit']), { ref, before: live, after: sha });
  return { name: 'push', ref, sha, actor: 'mia', payload };
}

export function dispatched({ tip }: Story, { sha = tip, ref = 'refs/heads/main' } = {}): RunEvent {
  const payload = withRepository(exampleOf('workflow_dispatch', ['inputs']), { ref });
  return { name: 'workflow_dispatch', ref, sha, actor: 'olga', payload };
}

/** A run of a scheduled workflow, on the tip of `main`. */
export function scheduled({ tip }: Pick<Story, 'tip'>): RunEvent {
  const payload = withRepository({ schedule: '*/15 * * * *' }, {});
  return { name: 'schedule', ref: 'refs/heads/main', sha: tip, actor: 'mia', payload };
}

export function queued({ tip }: Story, { head }: { readonly head: string }): RunEvent {
  const example = exampleOf('merge_group', ['merge_group']);
  const ref = 'refs/heads/gh-readonly-queue/main/pr-7-1234';
  const group = {
    ...partOf(example, 'merge_group'),
    head_sha: head,
    head_ref: ref,
    base_sha: tip,
    base_ref: 'refs/heads/main',
  };
  return {
    name: 'merge_group',
    ref,
    sha: head,
    actor: 'mia',
    payload: withRepository(example, { merge_group: group }),
  };
}

export type PullText = {
  readonly title?: string;
  readonly body?: string;
  readonly branch?: string;
  readonly baseBranch?: string;
  readonly labels?: readonly string[];
  /** The repository that the branch is in. */
  readonly from?: string;
};

export function pullRequested({ base, head, merge }: Pull, text: PullText = {}): RunEvent {
  const { title = 'Round the total once', body = '', branch = 'topic', baseBranch = 'main', labels = [] } = text;
  const example = exampleOf('pull_request', ['number'], 'synchronize');
  const pull = {
    ...partOf(example, 'pull_request'),
    number: 7,
    title,
    body,
    user: { login: 'mia', type: 'User' },
    labels: labels.map((name) => ({ name })),
    head: { ref: branch, sha: head, repo: { full_name: text.from ?? 'acme/shop' } },
    base: { ref: baseBranch, sha: base, repo: { full_name: 'acme/shop' } },
    merge_commit_sha: merge,
  };
  const payload = withRepository(example, { number: 7, pull_request: pull });
  return { name: 'pull_request', ref: 'refs/pull/7/merge', sha: merge, actor: 'mia', payload };
}

/** A comment on a pull request, or on an issue; the run is one of the default branch. */
export function commented({ tip }: Story, { number = 7, isPull = true } = {}): RunEvent {
  const example = exampleOf('issue_comment', ['comment'], 'created');
  const issue = { number, ...(isPull && { pull_request: { url: `https://api.github.com/pulls/${number}` } }) };
  const payload = withRepository(example, { issue });
  return { name: 'issue_comment', ref: 'refs/heads/main', sha: tip, actor: 'bob', payload };
}

/** A deployment of the tip that somebody asked for. */
export function deploymentAsked({ tip }: Story, { environment }: { readonly environment: string }): RunEvent {
  const example = exampleOf('deployment', ['deployment']);
  const deployment = { ...partOf(example, 'deployment'), sha: tip, ref: 'main', environment };
  const payload = withRepository(example, { deployment });
  return { name: 'deployment', ref: 'refs/heads/main', sha: tip, actor: 'mia', payload };
}

type Ended = { readonly environment: string; readonly state: string };

/** What became of a deployment of the tip. */
export function deploymentEnded({ tip }: Story, { environment, state }: Ended): RunEvent {
  const example = exampleOf('deployment_status', ['deployment_status', 'deployment']);
  const payload = withRepository(example, {
    deployment: { ...partOf(example, 'deployment'), sha: tip, ref: 'main', environment },
    deployment_status: { ...partOf(example, 'deployment_status'), state, environment },
  });
  return { name: 'deployment_status', ref: 'refs/heads/main', sha: tip, actor: 'github-actions[bot]', payload };
}

/** The end of another workflow's run. */
export function followed({ tip }: Story, run: Payload): RunEvent {
  const payload = withRepository(exampleOf('workflow_run', ['workflow_run']), { workflow_run: run });
  return { name: 'workflow_run', ref: 'refs/heads/main', sha: tip, actor: 'mia', payload };
}

/**
 * An app's protection rule is asked about a run. GitHub has no example of it, and starts no workflow on it: who receives it
 * may start the gate.
 */
export function protectionAsked({ tip }: Story, { id }: { readonly id: number }): RunEvent {
  const payload = withRepository(
    {
      action: 'requested',
      environment: 'production',
      event: 'push',
      deployment_callback_url: `https://api.github.com/repos/acme/shop/actions/runs/${id}/deployment_protection_rule`,
      pull_requests: [],
    },
    {},
  );
  return { name: 'deployment_protection_rule', ref: 'refs/heads/main', sha: tip, actor: 'mia', payload };
}
