import { execFileSync } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { openTemporary, temporaryDirectory, temporaryRepository } from '../git/temporary-repository.ts';
import type { TemporaryRepository } from '../git/temporary-repository.ts';

/** The policy file of the tests' repositories. */
export const policyPath = '.github/change-gate/policy.yml';

export const approving = `version: 1
approvals: [{ id: never, because: it never applies, when: "false", from: [peers] }]
authorities: { peers: { permission: write } }
`;

export const holding = `version: 1
authorities: { peers: { permission: write } }
approvals: [{ id: four-eyes, because: two people see more than one, from: [peers] }]
`;

export const blocking = `version: 1
schedule:
  timezone: UTC
  freezes: [{ id: stopped, because: nothing goes out today }]
`;

/** A repository on a server, and the work tree in which its commits are made. */
export type Origin = {
  readonly directory: string;
  readonly work: TemporaryRepository;
  /** Publishes everything of the work tree. */
  readonly publish: () => void;
};

/** What is on \`main\`: three commits, the first with the policy. */
export type Story = Origin & { readonly first: string; readonly live: string; readonly tip: string };

/** An origin with a policy and two small changes after it. */
export function anOrigin(policy: string = approving): Story {
  const work = temporaryRepository();
  const directory = join(temporaryDirectory(), 'origin.git');
  execFileSync('git', ['clone', '-q', '--bare', work.directory, directory], { stdio: 'pipe' });
  const bare = openTemporary(directory);
  // What GitHub's own servers allow.
  bare.git('config', 'uploadpack.allowFilter', 'true');
  bare.git('config', 'uploadpack.allowAnySHA1InWant', 'true');
  work.git('remote', 'add', 'origin', directory);
  const publish = (): void => {
    work.git('push', '-q', '--force', 'origin', 'refs/*:refs/*');
  };
  const first = work.commit({ message: 'Start', files: { [policyPath]: policy, 'src/app.ts': 'one\n' } });
  const live = work.commit({ message: 'Second', files: { 'src/app.ts': 'one\ntwo\n' }, author: 'Bob' });
  const tip = work.commit({ message: 'Third', files: { 'src/app.ts': 'one\ntwo\nthree\n' } });
  publish();
  return { directory, work, publish, first, live, tip };
}

export type Pull = { readonly base: string; readonly head: string; readonly merge: string };

/** A pull request from \`live\`, so that its base has gone on since; GitHub's trial merge stands beside it. */
export function aPull({ work, publish, live, tip }: Story, files: Readonly<Record<string, string>>): Pull {
  work.git('checkout', '-q', '-b', 'topic', live);
  const head = work.commit({ message: 'Topic', files, author: 'Mia' });
  work.git('checkout', '-q', '--detach', tip);
  work.git('merge', '-q', '--no-ff', '-m', 'Trial merge', head);
  const merge = work.git('rev-parse', 'HEAD');
  work.git('update-ref', 'refs/pull/7/merge', merge);
  work.git('update-ref', 'refs/pull/7/head', head);
  publish();
  work.git('checkout', '-q', 'main');
  return { base: tip, head, merge };
}

type Checkout = { readonly sha: string; readonly ref: string; readonly depth?: number };

/** Makes a clone as actions/checkout does by default: one commit, detached, under a name of the remote's. */
export function checkOut({ directory }: Origin, { sha, ref, depth = 1 }: Checkout): TemporaryRepository {
  const workspace = join(temporaryDirectory(), 'workspace');
  mkdirSync(workspace);
  execFileSync('git', ['init', '-q', workspace], { stdio: 'pipe' });
  const clone = openTemporary(workspace);
  clone.git('remote', 'add', 'origin', directory);
  const to = ref.replace(/^refs\/heads\//, 'refs/remotes/origin/').replace(/^refs\/pull\//, 'refs/remotes/pull/');
  const fetch = ['fetch', '-q', '--no-tags', '--prune'];
  if (depth === 0) clone.git(...fetch, 'origin', '+refs/heads/*:refs/remotes/origin/*', '+refs/tags/*:refs/tags/*');
  clone.git(...fetch, ...(depth === 0 ? [] : [`--depth=${depth}`]), 'origin', `+${sha}:${to}`);
  clone.git('checkout', '-q', '--force', to);
  return clone;
}

/** Moves the origin away, as a network that is down. */
export function cutOff(clone: TemporaryRepository): void {
  clone.git('remote', 'set-url', 'origin', '/nowhere/origin.git');
}
