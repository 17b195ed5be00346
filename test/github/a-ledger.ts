import { Octokit } from '@octokit/rest';
import { onTestFinished } from 'vitest';
import type { DecisionRecord } from '../../src/decision/record.ts';
import { policyFile, recordFile } from '../../src/decision/record-file.ts';
import type { GitHub } from '../../src/github/client.ts';
import { connect } from '../../src/github/client.ts';
import type { Entry, Ledger } from '../../src/github/ledger-branch.ts';
import type { Pace } from '../../src/github/pace.ts';
import type { Policy } from '../../src/policy/policy.ts';
import { fakeGitHub } from '../fake-github/server.ts';
import type { FakeGitHub } from '../fake-github/server.ts';
import type { Seed } from '../fake-github/seed.ts';
import { filesOf } from '../fake-github/git-store.ts';
import { aDecision } from '../decision/a-record.ts';

export const ledger: Ledger = { repository: { owner: 'acme', repo: 'shop' }, branch: 'change-records', folder: '' };

type Scene = { readonly fake: FakeGitHub; readonly github: GitHub };

type Given = Omit<Seed, 'repositories'> & {
  readonly repository?: object;
  readonly whenFinished?: typeof onTestFinished;
};

/** A GitHub with one repository, and a client of it as the gate has it. Tests that run side by side say when they end. */
export async function aGitHub({ repository, whenFinished = onTestFinished, ...rest }: Given = {}): Promise<Scene> {
  const fake = await fakeGitHub({ ...rest, repositories: [{ fullName: 'acme/shop', ...repository }] });
  whenFinished(async () => await fake.close());
  return { fake, github: connect({ token: fake.token, apiUrl: fake.url }) };
}

/** A client that neither waits nor tries again, so that many of them meet. */
export function hastyClient(fake: FakeGitHub): GitHub {
  const client = new Octokit({ baseUrl: fake.url, auth: fake.token, log: silent });
  const query = async (text: string) => (await client.request('POST /graphql', { query: text })).data;
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the gate's client adds only waiting and repeating
  return Object.assign(client, { query }) as GitHub;
}

const silent = { debug: () => {}, info: () => {}, warn: () => {}, error: () => {} };

/** Hardly waits. */
export const quick: Pace = {
  random: () => Math.random(),
  pause: (ms) => new Promise((done) => setTimeout(done, ms / 50)),
};

export async function anEntry(parts: Parameters<typeof aDecision>[0] = {}): Promise<Entry> {
  const { record, policy } = await aDecision(parts);
  return entryOf(record, policy);
}

export function entryOf(record: DecisionRecord, policy: Policy): Entry {
  return { record: recordFile(record), marks: [], shared: [policyFile(policy)], message: 'One decision' };
}

/** The files on a branch, by path. */
export function filesOn(fake: FakeGitHub, branch = ledger.branch): Readonly<Record<string, string>> {
  const { git } = fake.repository('acme/shop');
  const tip = git.commits.get(git.refs.get(`heads/${branch}`) ?? '');
  const files = filesOf(git, tip?.tree ?? '');
  return Object.fromEntries([...files].map(([path, { sha }]) => [path, git.blobs.get(sha) ?? '']));
}

/** How many commits lead to the tip of a branch, and whether the first has no parent. */
export function lengthOf(fake: FakeGitHub, branch = ledger.branch): number {
  const { git } = fake.repository('acme/shop');
  let length = 0;
  let sha = git.refs.get(`heads/${branch}`);
  while (sha !== undefined) {
    length += 1;
    sha = git.commits.get(sha)?.parents[0];
  }
  return length;
}
