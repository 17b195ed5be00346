import { describe, expect, test } from 'vitest';
import { failure, shop, start, startShop } from './running.ts';
import type { FakeGitHub } from './server.ts';

const seven = { ...shop, pull_number: 7 };

function commitsOn(
  fake: FakeGitHub,
  branch: string,
): { message: string; author: string | null; committer: string | null }[] {
  const { git } = fake.repository('acme/shop');
  const line = [];
  for (let at = git.commits.get(git.refs.get(`heads/${branch}`) ?? ''); at !== undefined;) {
    line.push({ message: at.message, author: at.authorLogin, committer: at.committerLogin, isVerified: at.isVerified });
    at = git.commits.get(at.parents[0] ?? '');
  }
  return line.slice(0, -1).reverse();
}

async function startFeature(): Promise<Awaited<ReturnType<typeof start>>> {
  return startShop(
    {
      commits: [
        { message: 'Start', changes: { 'a.txt': 'a\n' } },
        { message: 'One', branch: 'feature', author: 'ann', changes: { 'b.txt': 'b\n' } },
        { message: 'Two', branch: 'feature', author: 'bob', changes: { 'c.txt': 'c\n' } },
        { message: 'Meanwhile', changes: { 'd.txt': 'd\n' } },
      ],
      pulls: [{ number: 7, author: 'ann', title: 'Feature', head: 'feature' }],
    },
    { tokens: [{ token: 'eves', kind: 'user', login: 'eve' }] },
  );
}

describe('a merge', () => {
  const meanwhile = { message: 'Meanwhile', author: 'octocat', committer: 'octocat', isVerified: false };
  const web = { committer: 'web-flow', isVerified: true };
  const byEve = { committer: 'eve', isVerified: false };

  test.each([
    {
      method: 'merge',
      line: [{ message: 'Merge pull request #7 from acme/feature\n\nFeature', author: 'eve', ...web }],
    },
    {
      method: 'squash',
      line: [
        {
          message: 'Feature (#7)\n\nCo-authored-by: bob <bob@users.noreply.github.com>',
          author: 'ann',
          ...web,
        },
      ],
    },
    {
      method: 'rebase',
      line: [
        { message: 'One', author: 'ann', ...byEve },
        { message: 'Two', author: 'bob', ...byEve },
      ],
    },
  ] as const)('by $method puts its commits onto the base', async ({ method, line }) => {
    const { fake, octokit } = await startFeature();

    const { data } = await octokit.pulls.merge({ ...seven, merge_method: method });
    const { data: pull } = await octokit.pulls.get(seven);
    const { data: files } = await octokit.repos.getContent({ ...shop, path: '' });

    expect(commitsOn(fake, 'main')).toEqual([meanwhile, ...line]);
    expect(pull).toMatchObject({
      state: 'closed',
      merged: true,
      merge_commit_sha: data.sha,
      merged_by: { login: 'eve' },
    });
    expect(Array.isArray(files) && files.map(({ path }) => path)).toEqual(['a.txt', 'b.txt', 'c.txt', 'd.txt']);
  });

  test('by rebase goes with the pull request, commit by commit', async () => {
    const { fake, octokit } = await startFeature();
    await octokit.pulls.merge({ ...seven, merge_method: 'rebase' });
    const { git } = fake.repository('acme/shop');
    const [first = ''] = git.commits.get(git.refs.get('heads/main') ?? '')?.parents ?? [];

    const { data } = await octokit.repos.listPullRequestsAssociatedWithCommit({ ...shop, commit_sha: first });

    expect(data.map(({ number }) => number)).toEqual([7]);
  });

  test.each([
    { what: 'another head', pull: {}, options: { sha: 'f'.repeat(40) }, status: 409 },
    { what: 'a draft', pull: { isDraft: true }, options: {}, status: 405 },
    { what: 'a closed one', pull: { state: 'closed' as const }, options: {}, status: 405 },
    { what: 'one without the approvals asked for', pull: {}, options: {}, status: 405 },
  ])('of $what gets $status', async ({ pull, options, status }) => {
    const { octokit } = await startShop({
      pulls: [{ number: 7, ...pull }],
      branchProtections: [{ requiredApprovals: 1 }],
    });

    expect(await failure(octokit.pulls.merge({ ...seven, ...options }))).toMatchObject({ status });
  });
});

describe('a pull request', () => {
  test.each([
    { what: 'from a branch', head: 'feature', status: 201 },
    { what: 'from a branch that is not there', head: 'gone', status: 422 },
    { what: 'without commits', head: 'main', status: 422 },
    { what: 'for the second time', head: 'change-7', status: 422 },
  ])('$what gets $status', async ({ head, status }) => {
    const { octokit } = await startShop(
      { commits: [{}, { branch: 'feature' }], pulls: [{ number: 7 }] },
      { tokens: [{ token: 'anns', kind: 'user', login: 'ann' }] },
    );

    const result = await octokit.pulls
      .create({ ...shop, head, base: 'main', title: 'New' })
      .catch((error: unknown) => error);

    expect(result).toMatchObject({ status });
  });

  test('is not opened by a workflow unless the repository allows it', async () => {
    const { octokit } = await startShop({ commits: [{}, { branch: 'feature' }] });

    const refused = await failure(octokit.pulls.create({ ...shop, head: 'feature', base: 'main', title: 'New' }));

    expect(refused.status).toBe(403);
  });

  test('remembers the edits of its text, not those of its title', async () => {
    const { fake, octokit } = await start();

    await octokit.pulls.update({ ...seven, title: 'Other' });
    await octokit.pulls.update({ ...seven, body: 'Why' });

    const pull = fake.repository('acme/shop').pulls.get(7);
    expect([pull?.title, pull?.body, pull?.edits.length]).toEqual(['Other', 'Why', 1]);
  });
});

describe('an issue', () => {
  test('is opened, labelled, closed and found', async () => {
    const { octokit } = await start();
    const { data: issue } = await octokit.issues.create({ ...shop, title: 'Down', labels: ['incident'] });
    const one = { ...shop, issue_number: issue.number };
    const found = async (state: 'open' | 'closed', labels: string) =>
      (await octokit.issues.listForRepo({ ...shop, state, labels })).data.length;

    await octokit.issues.addLabels({ ...one, labels: ['sev1'] });
    const open = [await found('open', 'incident,sev1'), await found('closed', 'incident')];
    const { data: closed } = await octokit.issues.update({ ...one, state: 'closed' });

    expect(open).toEqual([1, 0]);
    expect([closed.state, closed.closed_at !== null, await found('open', 'incident')]).toEqual(['closed', true, 0]);
  });
});

describe('a ruleset', () => {
  const rulesets = [
    {
      include: ['refs/heads/records'],
      rules: ['non_fast_forward', 'deletion'],
      bypassActors: [{ type: 'Integration', id: 15_368 }],
    },
  ] as const;
  const app = { token: 'app', kind: 'app', login: 'other[bot]' } as const;

  test.each([
    { who: 'whom it does not name', tokens: [app], status: 422 },
    { who: 'whom it names', tokens: [{ token: 'workflow' }], status: 200 },
  ])('stops a forced push by somebody $who with $status', async ({ tokens, status }) => {
    const { fake, octokit } = await startShop({ commits: [{}, { branch: 'records' }], rulesets }, { tokens });
    const sha = fake.repository('acme/shop').git.refs.get('heads/main') ?? '';

    const push = octokit.git.updateRef({ ...shop, ref: 'heads/records', sha, force: true });

    expect(await push.catch((error: unknown) => error)).toMatchObject({ status });
  });

  test('is listed for the branches that it names', async () => {
    const { octokit } = await startShop({ rulesets });
    const rules = async (branch: string) => (await octokit.repos.getBranchRules({ ...shop, branch })).data;

    expect([await rules('main'), await rules('records')]).toMatchObject([
      [],
      [{ type: 'non_fast_forward' }, { type: 'deletion', ruleset_source: 'acme/shop' }],
    ]);
  });
});
