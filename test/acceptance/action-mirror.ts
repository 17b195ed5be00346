import { buildDeployment } from '../fake-github/build-repository.ts';
import { buildPull } from '../fake-github/build-pull.ts';
import { writeBlob, writeCommit, writeTree } from '../fake-github/git-store.ts';
import type { DeploymentSeed, PullSeed } from '../fake-github/seed.ts';
import type { FakeGitHub } from '../fake-github/server.ts';
import type { Pull, Repository } from '../fake-github/state.ts';
import type { TemporaryRepository } from '../git/temporary-repository.ts';
import type { Origin } from './action-repository.ts';

/** Lets the fake GitHub know every commit, branch and tag of a work tree, as if all of it had been pushed. */
export function mirror(fake: FakeGitHub, { work }: Pick<Origin, 'work'>): void {
  const { git } = shopOf(fake);
  for (const sha of linesOf(work.git('rev-list', '--all', '--topo-order', '--reverse'))) {
    if (!git.commits.has(sha)) copyCommit(fake, work, sha);
  }
  for (const line of linesOf(
    work.git('for-each-ref', '--format=%(objectname) %(refname)', 'refs/heads', 'refs/tags'),
  )) {
    const [sha = '', name = ''] = line.split(' ');
    git.refs.set(name.replace(/^refs\//, ''), sha);
  }
}

export function shopOf(fake: FakeGitHub): Repository {
  return fake.repository('acme/shop');
}

/** Opens a pull request; its branch must have been mirrored. */
export function openPull(fake: FakeGitHub, seed: PullSeed): Pull {
  return buildPull(seed, { registry: fake.state, repository: shopOf(fake) });
}

/** A deployment to production, which succeeded unless told otherwise. */
export function deployed(fake: FakeGitHub, seed: DeploymentSeed): void {
  const deployment = buildDeployment(seed, { registry: fake.state, repository: shopOf(fake) });
  shopOf(fake).deployments.set(deployment.id, deployment);
}

type Merged = { readonly mergeCommit: string; readonly head: string; readonly number?: number };

/** What merging it on GitHub does to a pull request. */
export function markMerged(fake: FakeGitHub, { mergeCommit, head, number = 7 }: Merged): void {
  const { pulls } = shopOf(fake);
  const pull = pulls.get(number);
  if (pull === undefined) throw new Error(`there is no pull request #${number}`);
  const merged = { mergeCommit, landed: [mergeCommit], mergedBy: 'bob', mergedAt: fake.state.now, headSha: head };
  pulls.set(number, { ...pull, ...merged, state: 'closed' });
}

/** Squashes a branch onto `main` as GitHub does, who then stands as committer; gives the sha. */
export function squash({ work, publish }: Origin, { branch, author }: { branch: string; author: string }): string {
  work.git('checkout', '-q', 'main');
  work.git('merge', '-q', '--squash', branch);
  const names = { author: 'GitHub', mail: 'noreply@github.com' };
  work.as(names, 'commit', '-q', '--author', `${author} <${author.toLowerCase()}@example.org>`, '-m', 'Squashed (#7)');
  publish();
  return work.git('rev-parse', 'HEAD');
}

function copyCommit(fake: FakeGitHub, work: TemporaryRepository, sha: string): void {
  const { git } = shopOf(fake);
  const format = ['%P', '%an', '%ae', '%aI', '%cn', '%ce', '%cI', '%B'].join('%x00');
  const [parents = '', ...fields] = work.git('log', '-1', `--format=${format}`, sha).split('\0');
  const [name = '', email = '', date = '', committer = '', committerEmail = '', committed = '', message = ''] = fields;
  for (const person of [name, committer]) fake.state.user(loginOf(person));
  writeCommit(git, {
    sha,
    tree: writeTree(git, filesAt(fake, work, sha)),
    parents: parents === '' ? [] : parents.split(' '),
    message,
    author: { name, email, date: utc(date) },
    committer: { name: committer, email: committerEmail, date: utc(committed) },
    authorLogin: loginOf(name),
    committerLogin: loginOf(committer),
    isVerified: committer === 'GitHub',
  });
}

function filesAt(fake: FakeGitHub, work: TemporaryRepository, sha: string): Map<string, { mode: string; sha: string }> {
  const { git } = shopOf(fake);
  const paths = linesOf(work.git('ls-tree', '-r', '--name-only', sha));
  return new Map(
    paths.map((path) => [path, { mode: '100644', sha: writeBlob(git, `${work.git('show', `${sha}:${path}`)}\n`) }]),
  );
}

function loginOf(name: string): string {
  return name === 'GitHub' ? 'web-flow' : name.toLowerCase();
}

function utc(date: string): string {
  return new Date(date).toISOString().replace('.000Z', 'Z');
}

function linesOf(text: string): readonly string[] {
  return text.split('\n').filter((line) => line !== '');
}
