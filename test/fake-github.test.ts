import { describe, expect, test } from 'vitest';
import { operations } from './fake-github/operations.ts';
import { client, failure, letGo, shop, start } from './fake-github/running.ts';
import type { Seed, TokenSeed } from './fake-github/seed.ts';
import type { Fault } from './fake-github/server.ts';

describe('every operation', () => {
  const everything: Seed = {
    tokens: [
      { token: 'actions' },
      { token: 'person', kind: 'user', login: 'ann' },
      { token: 'app', kind: 'app', login: 'gatekeeper[bot]' },
    ],
    teams: { 'acme/reviewers': ['bob'] },
    repositories: [
      {
        fullName: 'acme/shop',
        actionsMayApprove: true,
        commits: [
          { changes: { 'README.md': '# Shop\n', 'src/a.ts': 'a\nb\n' } },
          { changes: { 'src/a.ts': 'a\nc\n' }, author: null, isVerified: true },
        ],
        refs: { 'tags/v1': 'main', release: 'main' },
        collaborators: { bob: 'maintain' },
        pulls: [
          { number: 7, author: 'ann', reviews: [{ author: 'bob' }], comments: [{ author: 'bob' }], labels: ['risky'] },
          { number: 8, head: 'feature', mergeCommit: 'main', headRepository: null },
          { number: 9, headRepository: 'eve/shop', state: 'closed', isDraft: true },
        ],
        issues: [{ number: 1, labels: ['review'] }],
        checkRuns: [{ name: 'build' }, { name: 'slow', status: 'in_progress' }],
        statuses: [{ context: 'ci' }],
        deployments: [{ statuses: ['in_progress', 'success'] }],
        environments: [
          { name: 'production', reviewers: ['bob', 'acme/reviewers'], waitMinutes: 5, protectedBranchesOnly: true },
          { name: 'staging', reviewers: ['ann'], branchPolicies: ['main'], customRules: ['gatekeeper'] },
        ],
        runs: [
          { id: 5, jobs: [{ name: 'gate', conclusion: 'failure' }] },
          { id: 6, waitsFor: ['production', 'staging'] },
          { id: 7, commit: 'change-7' },
          { id: 8, jobs: [{ name: 'gate', conclusion: 'failure' }] },
        ],
        rulesets: [
          {
            rules: [
              'non_fast_forward',
              { type: 'required_deployments', parameters: { required_deployment_environments: ['staging'] } },
            ],
            include: ['refs/heads/release'],
            bypassActors: [{ type: 'OrganizationAdmin' }],
          },
        ],
        branchProtections: [{ pattern: 'release', requiredApprovals: 1, requiredChecks: ['ci'] }],
      },
    ],
  };

  test('answers what fits the description', async () => {
    const { fake, octokit } = await start(everything);
    const person = client(fake, 'person');
    const pull = { ...shop, pull_number: 7 };
    const main = fake.repository('acme/shop').git.refs.get('heads/main') ?? '';
    const review = await octokit.pulls.createReview({ ...pull, event: 'APPROVE' });
    const comment = await octokit.issues.createComment({ ...shop, issue_number: 7, body: 'Hello' });
    const check = await octokit.checks.create({ ...shop, name: 'gate', head_sha: main, status: 'in_progress' });
    const deployment = await octokit.repos.createDeployment({
      ...shop,
      ref: 'main',
      required_contexts: [],
      auto_merge: false,
    });
    const [deployed] = fake.repository('acme/shop').deployments.keys();
    const blob = await octokit.git.createBlob({ ...shop, content: 'x' });
    const tree = await octokit.git.createTree({
      ...shop,
      tree: [{ path: 'a/b', mode: '100644', type: 'blob', sha: blob.data.sha }],
    });
    const commit = await octokit.git.createCommit({ ...shop, message: 'm', tree: tree.data.sha, parents: [main] });
    await octokit.git.createRef({ ...shop, ref: 'refs/heads/ledger', sha: commit.data.sha });

    await person.users.getAuthenticated();
    await octokit.users.getByUsername({ username: 'bob' });
    await person.teams.listMembersInOrg({ org: 'acme', team_slug: 'reviewers' });
    await person.teams.getMembershipForUserInOrg({ org: 'acme', team_slug: 'reviewers', username: 'bob' });
    await person.orgs.checkMembershipForUser({ org: 'acme', username: 'bob' });
    await octokit.checks.listForRef({ ...shop, ref: 'main' });
    await octokit.checks.get({ ...shop, check_run_id: check.data.id });
    await octokit.checks.update({
      ...shop,
      check_run_id: check.data.id,
      conclusion: 'success',
      output: { title: 't', summary: 's' },
    });
    await octokit.checks.listAnnotations({ ...shop, check_run_id: check.data.id });
    await octokit.issues.listComments({ ...shop, issue_number: 7 });
    await octokit.issues.getComment({ ...shop, comment_id: comment.data.id });
    await octokit.issues.updateComment({ ...shop, comment_id: comment.data.id, body: 'Bye' });
    await octokit.issues.deleteComment({ ...shop, comment_id: comment.data.id });
    await octokit.repos.getCommit({ ...shop, ref: 'heads/main' });
    await octokit.repos.listCommits({ ...shop, path: 'src' });
    await octokit.repos.compareCommitsWithBasehead({ ...shop, basehead: 'main...feature' });
    await octokit.repos.getContent({ ...shop, path: 'src/a.ts' });
    await octokit.repos.getContent({ ...shop, path: 'src', ref: 'main' });
    await octokit.repos.listDeployments({ ...shop, environment: 'production' });
    await octokit.repos.getDeployment({ ...shop, deployment_id: deployed ?? 0 });
    await octokit.repos.listDeploymentStatuses({ ...shop, deployment_id: deployed ?? 0 });
    await octokit.repos.createDeploymentStatus({ ...shop, deployment_id: deployed ?? 0, state: 'success' });
    await octokit.repos.getEnvironment({ ...shop, environment_name: 'production' });
    await octokit.repos.getAllEnvironments(shop);
    await octokit.git.getBlob({ ...shop, file_sha: blob.data.sha });
    await octokit.git.getTree({ ...shop, tree_sha: 'main', recursive: '1' });
    await octokit.git.getCommit({ ...shop, commit_sha: main });
    await octokit.git.getRef({ ...shop, ref: 'heads/main' });
    await octokit.git.listMatchingRefs({ ...shop, ref: 'tags/' });
    await octokit.git.updateRef({ ...shop, ref: 'heads/main', sha: commit.data.sha });
    await octokit.git.deleteRef({ ...shop, ref: 'heads/ledger' });
    await octokit.issues.listForRepo({ ...shop, labels: 'review', state: 'all' });
    await octokit.issues.get({ ...shop, issue_number: 7 });
    await octokit.pulls.get(pull);
    await octokit.pulls.get({ ...shop, pull_number: 8 });
    await octokit.pulls.get({ ...shop, pull_number: 9 });
    await octokit.pulls.list({ ...shop, state: 'all' });
    await octokit.pulls.listFiles(pull);
    await octokit.pulls.listCommits(pull);
    await octokit.pulls.checkIfMerged({ ...shop, pull_number: 8 });
    await octokit.repos.listPullRequestsAssociatedWithCommit({ ...shop, commit_sha: main });
    await octokit.repos.get(shop);
    await octokit.repos.getCollaboratorPermissionLevel({ ...shop, username: 'bob' });
    await octokit.repos.checkCollaborator({ ...shop, username: 'bob' });
    await octokit.pulls.listReviews(pull);
    await octokit.pulls.getReview({ ...pull, review_id: review.data.id });
    await octokit.pulls.dismissReview({ ...pull, review_id: review.data.id, message: 'stale' });
    await octokit.actions.getWorkflowRun({ ...shop, run_id: 5 });
    await octokit.actions.listWorkflowRunsForRepo(shop);
    await octokit.actions.listJobsForWorkflowRun({ ...shop, run_id: 5 });
    await octokit.repos.listCommitStatusesForRef({ ...shop, ref: 'main' });
    await octokit.repos.getCombinedStatusForRef({ ...shop, ref: 'main' });
    await octokit.repos.createCommitStatus({ ...shop, sha: main, state: 'success' });

    await person.teams.list({ org: 'acme' });
    await octokit.repos.getBranch({ ...shop, branch: 'release' });
    await person.repos.getBranchProtection({ ...shop, branch: 'release' });
    await octokit.request('GET /repos/{owner}/{repo}/rules/branches/{branch}', { ...shop, branch: 'release' });
    const rulesets = await octokit.repos.getRepoRulesets(shop);
    await person.repos.getRepoRuleset({ ...shop, ruleset_id: rulesets.data[0]?.id ?? 0 });
    await octokit.repos.listDeploymentBranchPolicies({ ...shop, environment_name: 'staging' });
    await octokit.repos.getAllDeploymentProtectionRules({ ...shop, environment_name: 'staging' });
    const pending = await person.actions.getPendingDeploymentsForRun({ ...shop, run_id: 6 });
    await person.actions.reviewPendingDeploymentsForRun({
      ...shop,
      run_id: 6,
      environment_ids: [pending.data[1]?.environment.id ?? 0],
      state: 'approved',
      comment: 'Go',
    });
    const gate = { ...shop, run_id: 6, environment_name: 'staging', state: 'approved', comment: 'Go' } as const;
    await client(fake, 'app').actions.reviewCustomGatesForRun(gate);
    await octokit.actions.getReviewsForRun({ ...shop, run_id: 6 });
    await octokit.actions.listWorkflowRuns({ ...shop, workflow_id: 'ci.yml', created: '>=2026-11-01' });
    await octokit.actions.reRunWorkflowFailedJobs({ ...shop, run_id: 5 });
    await octokit.actions.reRunWorkflow({ ...shop, run_id: 7 });
    const ended = await octokit.actions.listJobsForWorkflowRun({ ...shop, run_id: 8 });
    await octokit.actions.reRunJobForWorkflowRun({ ...shop, job_id: ended.data.jobs[0]?.id ?? 0 });
    await octokit.actions.getWorkflowRunAttempt({ ...shop, run_id: 7, attempt_number: 1 });
    const issue = await octokit.issues.create({ ...shop, title: 'Incident', labels: ['incident'] });
    await octokit.issues.addAssignees({ ...shop, issue_number: issue.data.number, assignees: ['bob'] });
    await octokit.issues.update({ ...shop, issue_number: issue.data.number, state: 'closed' });
    await octokit.issues.addLabels({ ...shop, issue_number: 7, labels: ['later'] });
    await octokit.git.createRef({ ...shop, ref: 'refs/heads/new', sha: commit.data.sha });
    const opened = await octokit.pulls.create({ ...shop, head: 'new', base: 'release', title: 'New' });
    await octokit.pulls.update({ ...shop, pull_number: opened.data.number, body: 'Why', base: 'feature' });
    await octokit.pulls.merge({ ...shop, pull_number: opened.data.number, merge_method: 'squash' });

    expect(fake.violations).toEqual([]);
    expect(deployment.status).toBe(201);
    expect(operations.map(({ id }) => id).filter((id) => fake.calls(id).length === 0)).toEqual([]);
  });
});

describe('a list', () => {
  const comments = Array.from({ length: 205 }, (_, index) => ({ body: `Comment ${index + 1}` }));
  const long: Seed = { repositories: [{ fullName: 'acme/shop', pulls: [{ number: 7, comments }] }] };

  test('is followed page by page through its Link headers', async () => {
    const { fake, octokit } = await start(long);

    const all = await octokit.paginate(octokit.issues.listComments, { ...shop, issue_number: 7, per_page: 100 });

    expect(all.map(({ body }) => body)).toEqual(comments.map(({ body }) => body));
    expect(fake.calls('issues/list-comments').map(({ query }) => query['page'])).toEqual([undefined, '2', '3']);
  });

  test('has links to the pages around the one asked for', async () => {
    const { octokit, fake } = await start(long);

    const { headers } = await octokit.issues.listComments({ ...shop, issue_number: 7, per_page: 100, page: 2 });

    const link = (page: number) => `<${fake.url}/repos/acme/shop/issues/7/comments?per_page=100&page=${page}>`;
    expect(headers.link).toBe(
      `${link(1)}; rel="prev", ${link(3)}; rel="next", ${link(3)}; rel="last", ${link(1)}; rel="first"`,
    );
  });

  test.each([
    { given: 30, perPage: undefined, link: undefined },
    { given: 31, perPage: undefined, link: 'next' },
    { given: 100, perPage: 100, link: undefined },
    { given: 101, perPage: 100, link: 'next' },
  ])('of $given with per_page $perPage has the link $link', async ({ given, perPage, link }) => {
    const pulls = [{ number: 7, comments: comments.slice(0, given) }];
    const { octokit } = await start({ repositories: [{ fullName: 'acme/shop', pulls }] });
    const size = perPage === undefined ? {} : { per_page: perPage };

    const { headers } = await octokit.issues.listComments({ ...shop, issue_number: 7, ...size });

    expect(/rel="(next)"/.exec(headers.link ?? '')?.[1]).toBe(link);
  });

  test('wrapped in an object counts what is on all pages', async () => {
    const checkRuns = Array.from({ length: 31 }, (_, index) => ({ name: `check ${index}` }));
    const { octokit } = await start({ repositories: [{ fullName: 'acme/shop', checkRuns }] });

    const { data } = await octokit.checks.listForRef({ ...shop, ref: 'main' });

    expect([data.total_count, data.check_runs.length]).toEqual([31, 30]);
  });
});

describe('a token', () => {
  const weak: TokenSeed = { token: 'weak', permissions: { contents: 'read', 'pull-requests': 'read' } };

  test('without the permission gets 403 and is told which it needs', async () => {
    const { octokit } = await start({ tokens: [weak] });

    const refused = await failure(octokit.issues.createComment({ ...shop, issue_number: 7, body: 'Hello' }));

    expect(refused).toMatchObject({
      status: 403,
      message: expect.stringContaining('Resource not accessible by integration'),
    });
    expect(refused.headers['x-accepted-github-permissions']).toBe('issues=write; pull_requests=write');
  });

  test('with one of the alternatives is let through', async () => {
    const { octokit } = await start({ tokens: [weak] });

    expect((await octokit.issues.listComments({ ...shop, issue_number: 7 })).status).toBe(200);
  });

  test('that is unknown gets 401', async () => {
    const { fake } = await start();

    expect(await failure(client(fake, 'wrong').repos.get(shop))).toMatchObject({ status: 401 });
  });

  test('that is missing gets 401', async () => {
    const { fake } = await start();

    expect((await fetch(`${fake.url}/repos/acme/shop`)).status).toBe(401);
  });

  test.each([
    { what: 'private', isPrivate: true, status: 404 },
    { what: 'public', isPrivate: false, status: 403 },
  ])('gets $status for a write to a $what repository that it does not reach', async ({ isPrivate, status }) => {
    const { octokit } = await start({
      repositories: [{ fullName: 'acme/shop', isPrivate, pulls: [{ number: 7 }] }],
      tokens: [{ token: 'elsewhere', repositories: ['acme/other'] }],
    });

    expect(await failure(octokit.issues.createComment({ ...shop, issue_number: 7, body: 'x' }))).toMatchObject({
      status,
    });
  });

  test('of a workflow never reads team members', async () => {
    const { octokit } = await start({ teams: { 'acme/reviewers': ['bob'] } });

    const refused = await failure(octokit.teams.listMembersInOrg({ org: 'acme', team_slug: 'reviewers' }));

    expect([refused.status, refused.headers['x-accepted-github-permissions']]).toEqual([403, 'members=read']);
  });

  test('of a workflow is no user', async () => {
    const { octokit } = await start();

    expect(await failure(octokit.users.getAuthenticated())).toMatchObject({ status: 403 });
  });
});

describe('a violation', () => {
  test('is an endpoint that is not served', async () => {
    const { fake, octokit } = await start();

    const refused = await failure(octokit.gists.list());

    expect(refused).toMatchObject({ status: 404, message: expect.stringContaining('does not serve GET /gists') });
    expect(fake.takeViolations()).toMatchObject([{ kind: 'unknown-endpoint', path: '/gists' }]);
  });

  test.each([
    {
      what: 'a query parameter that does not exist',
      options: { per_pgae: 100 },
      problem: '/query must NOT have additional properties',
    },
    { what: 'a value of the wrong kind', options: { per_page: 'many' }, problem: '/query/per_page must be integer' },
  ])('is $what', async ({ options, problem }) => {
    const { fake, octokit } = await start();

    const refused = await failure(
      octokit.request('GET /repos/{owner}/{repo}/issues/7/comments', { ...shop, ...options }),
    );

    expect(refused).toMatchObject({ status: 500, message: expect.stringContaining(problem) });
    expect(fake.takeViolations()).toMatchObject([
      { kind: 'request', operationId: 'issues/list-comments', problems: [problem] },
    ]);
  });

  test.each([
    { what: 'is left out', body: {}, problem: "body must have required property 'requestBody'" },
    { what: 'has an unknown key', body: { body: 'x', boby: 'y' }, problem: 'body has unknown /boby' },
    { what: 'has a value of the wrong kind', body: { body: 1 }, problem: '/requestBody/body must be string' },
  ])('is a body that $what', async ({ body, problem }) => {
    const { fake, octokit } = await start();

    await failure(octokit.request('POST /repos/{owner}/{repo}/issues/7/comments', { ...shop, ...body }));

    expect(fake.takeViolations()).toMatchObject([{ kind: 'request', problems: [problem] }]);
    expect(fake.repository('acme/shop').comments.size).toBe(0);
  });

  test('is a media type that is not served', async () => {
    const { fake, octokit } = await start();

    await failure(octokit.pulls.get({ ...shop, pull_number: 7, mediaType: { format: 'diff' } }));

    expect(fake.takeViolations()).toMatchObject([
      { kind: 'request', problems: ['/header/accept asks for a media type that is not served'] },
    ]);
  });

  test('is a response that does not fit', async () => {
    const { fake, octokit } = await start({
      repositories: [{ fullName: 'acme/shop', issues: [{ number: 1, createdAt: 'yesterday' }] }],
    });

    const refused = await failure(octokit.issues.get({ ...shop, issue_number: 1 }));

    expect(refused.status).toBe(500);
    expect(fake.takeViolations()).toMatchObject([{ kind: 'response', operationId: 'issues/get' }]);
  });

  test('makes closing fail', async () => {
    const { fake, octokit } = await start();
    await failure(octokit.gists.list());

    await expect(fake.close()).rejects.toThrow('unknown-endpoint GET /gists');

    letGo();
  });
});

/** The statuses that so many requests get while a fault is armed. */
async function statuses(fault: Fault, count: number): Promise<(number | undefined)[]> {
  const { fake, octokit } = await start();
  fake.fault(fault);
  for (let asked = 0; asked < count; asked += 1) await octokit.repos.get(shop).catch(() => undefined);
  return fake.requests.map(({ status }) => status);
}

describe('a fault', () => {
  test.each<{ when: string; fault: Omit<Fault, 'with'>; expected: number[] }>([
    { when: 'the first request', fault: {}, expected: [502, 200, 200, 200] },
    { when: 'the second', fault: { nth: 2 }, expected: [200, 502, 200, 200] },
    { when: 'the second and third', fault: { nth: 2, times: 2 }, expected: [200, 502, 502, 200] },
    { when: 'all', fault: { times: Infinity }, expected: [502, 502, 502, 502] },
    { when: 'a path by glob', fault: { path: '/repos/*/shop' }, expected: [502, 200, 200, 200] },
    { when: 'a path by expression', fault: { path: /shop$/ }, expected: [502, 200, 200, 200] },
    { when: 'no path that is longer', fault: { path: '/repos/*' }, expected: [200, 200, 200, 200] },
    { when: 'no other method', fault: { method: 'POST' }, expected: [200, 200, 200, 200] },
  ])('hits $when', async ({ fault, expected }) => {
    expect(await statuses({ ...fault, with: { kind: 'status', status: 502 } }, 4)).toEqual(expected);
  });

  test('uses up the hourly limit', async () => {
    const { fake, octokit } = await start({ now: '2026-11-20T12:00:00Z' });
    fake.fault({ with: { kind: 'primary-limit', status: 429, resetInSeconds: 60 } });

    const { status, headers } = await failure(octokit.repos.get(shop));

    expect(status).toBe(429);
    expect(headers).toMatchObject({
      'x-ratelimit-remaining': '0',
      'x-ratelimit-reset': String(Date.parse('2026-11-20T12:01:00Z') / 1000),
    });
  });

  test('hits the secondary limit', async () => {
    const { fake, octokit } = await start();
    fake.fault({ with: { kind: 'secondary-limit', retryAfterSeconds: 30 } });

    const { status, message, headers } = await failure(octokit.repos.get(shop));

    expect([status, headers['retry-after']]).toEqual([403, '30']);
    expect(message).toContain('secondary rate limit');
  });

  test.each([
    { kind: 'drop', comments: 0 },
    { kind: 'drop-answer', comments: 1 },
    { kind: 'truncate', comments: 1 },
  ] as const)('of kind $kind loses the answer and leaves $comments comments', async ({ kind, comments }) => {
    const { fake, octokit } = await start();
    fake.fault({ method: 'POST', with: { kind } });

    await failure(octokit.issues.createComment({ ...shop, issue_number: 7, body: 'Hello' }));

    expect(fake.repository('acme/shop').comments.size).toBe(comments);
  });

  test('makes an answer wait until the client gives up', async () => {
    const { fake, octokit } = await start();
    fake.fault({ with: { kind: 'slow', milliseconds: 5000 } });

    await failure(octokit.repos.get({ ...shop, request: { signal: AbortSignal.timeout(20) } }));

    expect(fake.requests).toHaveLength(1);
  });
});

describe('a comment', () => {
  const thread = { ...shop, issue_number: 7 };

  test('is created by the owner of the token and updated in place', async () => {
    const { fake, octokit } = await start({ now: '2026-11-20T12:00:00Z' });
    const first = await octokit.issues.createComment({ ...thread, body: 'Held' });
    fake.setNow('2026-11-20T12:05:00Z');

    await octokit.issues.updateComment({ ...shop, comment_id: first.data.id, body: 'Approved' });
    const { data, headers } = await octokit.issues.listComments(thread);

    expect(first.data.user?.login).toBe('github-actions[bot]');
    expect(data.map(({ body, created_at, updated_at }) => ({ body, created_at, updated_at }))).toEqual([
      { body: 'Approved', created_at: '2026-11-20T12:00:00Z', updated_at: '2026-11-20T12:05:00Z' },
    ]);
    expect(headers.date).toBe('Fri, 20 Nov 2026 12:05:00 GMT');
    expect(fake.writes().map(({ operationId, login, body }) => ({ operationId, login, body }))).toEqual([
      { operationId: 'issues/create-comment', login: 'github-actions[bot]', body: { body: 'Held' } },
      { operationId: 'issues/update-comment', login: 'github-actions[bot]', body: { body: 'Approved' } },
    ]);
  });

  test.each([
    { length: 65_536, status: 201 },
    { length: 65_537, status: 422 },
  ])('of $length characters gets $status', async ({ length, status }) => {
    const { octokit } = await start();

    const result = await octokit.issues
      .createComment({ ...thread, body: 'x'.repeat(length) })
      .catch((error: unknown) => error);

    expect(result).toMatchObject({ status });
  });

  test('on nothing gets 404', async () => {
    const { octokit } = await start();

    expect(await failure(octokit.issues.createComment({ ...shop, issue_number: 99, body: 'x' }))).toMatchObject({
      status: 404,
    });
  });
});

describe('a check run', () => {
  test.each([
    { what: 'completed without a conclusion', options: { status: 'completed' } as const },
    { what: 'with a summary of 65,536 characters', options: { output: { title: 't', summary: 'x'.repeat(65_536) } } },
    {
      what: 'with 51 annotations',
      options: {
        output: {
          title: 't',
          summary: 's',
          annotations: Array.from({ length: 51 }, () => ({
            path: 'a',
            start_line: 1,
            end_line: 1,
            annotation_level: 'notice' as const,
            message: 'm',
          })),
        },
      },
    },
  ])('$what gets 422', async ({ options }) => {
    const { fake, octokit } = await start();
    const sha = fake.repository('acme/shop').git.refs.get('heads/main') ?? '';

    expect(await failure(octokit.checks.create({ ...shop, name: 'gate', head_sha: sha, ...options }))).toMatchObject({
      status: 422,
    });
  });

  test('with a conclusion is completed', async () => {
    const { fake, octokit } = await start();
    const sha = fake.repository('acme/shop').git.refs.get('heads/main') ?? '';

    const { data } = await octokit.checks.create({ ...shop, name: 'gate', head_sha: sha, conclusion: 'failure' });

    expect([data.status, data.conclusion, data.app?.slug]).toEqual(['completed', 'failure', 'github-actions']);
  });
});

describe('a review', () => {
  const approve = { ...shop, pull_number: 7, event: 'APPROVE' } as const;

  test.each([
    { who: 'the author', login: 'ann', kind: 'user', status: 422 },
    { who: 'somebody else', login: 'bob', kind: 'user', status: 200 },
    { who: 'a workflow', login: 'github-actions[bot]', kind: 'actions', status: 422 },
  ] as const)('approving, by $who, gets $status', async ({ login, kind, status }) => {
    const { octokit } = await start({
      repositories: [{ fullName: 'acme/shop', pulls: [{ number: 7, author: 'ann' }] }],
      tokens: [{ token: 'one', login, kind }],
    });

    expect(await octokit.pulls.createReview(approve).catch((error: unknown) => error)).toMatchObject({ status });
  });
});

describe('a comparison', () => {
  const files = Object.fromEntries(Array.from({ length: 301 }, (_, index) => [`file-${index}.txt`, 'x\n']));
  const history: Seed = {
    repositories: [
      {
        fullName: 'acme/shop',
        commits: [
          { sha: 'a'.repeat(40), changes: { 'kept.txt': 'one\ntwo\n', 'old.txt': 'moved\n' } },
          {
            sha: 'b'.repeat(40),
            branch: 'feature',
            changes: { 'kept.txt': 'one\n2\n', 'old.txt': null, 'new.txt': 'moved\n' },
          },
          { sha: 'c'.repeat(40), changes: { 'main.txt': 'x\n' } },
          { sha: 'd'.repeat(40), branch: 'big', changes: files },
          { sha: 'e'.repeat(40), parents: ['main', 'feature'] },
        ],
      },
    ],
  };

  test.each([
    { basehead: `${'a'.repeat(40)}...feature`, status: 'ahead', ahead: 1, behind: 0 },
    { basehead: `feature...${'a'.repeat(40)}`, status: 'behind', ahead: 0, behind: 1 },
    { basehead: `${'c'.repeat(40)}...feature`, status: 'diverged', ahead: 1, behind: 1 },
    { basehead: 'feature...feature', status: 'identical', ahead: 0, behind: 0 },
  ])('$basehead is $status', async ({ basehead, status, ahead, behind }) => {
    const { octokit } = await start(history);

    const { data } = await octokit.repos.compareCommitsWithBasehead({ ...shop, basehead });

    expect([data.status, data.ahead_by, data.behind_by]).toEqual([status, ahead, behind]);
  });

  test('shows what head changed since it left base', async () => {
    const { octokit } = await start(history);

    const { data } = await octokit.repos.compareCommitsWithBasehead({
      ...shop,
      basehead: `${'c'.repeat(40)}...feature`,
    });

    expect(
      data.files?.map(({ filename, status, additions, deletions, previous_filename: from }) => ({
        filename,
        status,
        additions,
        deletions,
        from,
      })),
    ).toEqual([
      { filename: 'kept.txt', status: 'modified', additions: 1, deletions: 1, from: undefined },
      { filename: 'new.txt', status: 'renamed', additions: 0, deletions: 0, from: 'old.txt' },
    ]);
  });

  test('ends at 300 files', async () => {
    const { octokit } = await start(history);

    const { data } = await octokit.repos.compareCommitsWithBasehead({ ...shop, basehead: `${'c'.repeat(40)}...big` });

    expect(data.files).toHaveLength(300);
  });

  test('sees what a merge brought', async () => {
    const { octokit } = await start(history);

    const { data } = await octokit.repos.getContent({ ...shop, path: 'kept.txt', ref: 'main' });

    expect('content' in data && Buffer.from(data.content ?? '', 'base64').toString()).toBe('one\n2\n');
  });
});

describe('a ref', () => {
  test('moves forward only, unless forced', async () => {
    const { fake, octokit } = await start({
      repositories: [{ fullName: 'acme/shop', commits: [{}, {}, { branch: 'side' }] }],
    });
    const { refs, commits } = fake.repository('acme/shop').git;
    const [first = ''] = commits.keys();
    const back = { ...shop, ref: 'heads/main', sha: first };

    expect(await failure(octokit.git.updateRef(back))).toMatchObject({ status: 422 });
    expect((await octokit.git.updateRef({ ...back, sha: refs.get('heads/side') ?? '' })).status).toBe(200);
    expect((await octokit.git.updateRef({ ...back, force: true })).status).toBe(200);
  });

  test('is made of objects with the hashes of git', async () => {
    const { octokit } = await start();

    const blob = await octokit.git.createBlob({ ...shop, content: 'hello\n' });
    const tree = await octokit.git.createTree({
      ...shop,
      tree: [{ path: 'hello.txt', mode: '100644', type: 'blob', sha: blob.data.sha }],
    });

    expect(blob.data.sha).toBe('ce013625030ba8dba906f756967f9e9ca394464a');
    expect(tree.data.sha).toBe('aaa96ced2d9a1c8e72c56b253a0e2fe78393feb7');
  });
});

describe('a pull request', () => {
  test('that was merged keeps the base that it was merged onto', async () => {
    const { octokit } = await start({
      repositories: [
        {
          fullName: 'acme/shop',
          commits: [
            { sha: 'a'.repeat(40) },
            { sha: 'b'.repeat(40), branch: 'feature', changes: { 'a.txt': 'x\n' } },
            { sha: 'c'.repeat(40), parents: ['main', 'feature'] },
            {},
          ],
          pulls: [{ number: 7, head: 'feature', mergeCommit: 'c'.repeat(40) }],
        },
      ],
    });

    const { data } = await octokit.pulls.get({ ...shop, pull_number: 7 });
    const merging = await octokit.repos.listPullRequestsAssociatedWithCommit({ ...shop, commit_sha: 'c'.repeat(40) });

    expect(data).toMatchObject({
      merged: true,
      state: 'closed',
      changed_files: 1,
      commits: 1,
      base: { sha: 'a'.repeat(40) },
    });
    expect(merging.data.map(({ number }) => number)).toEqual([7]);
  });

  test('with 3,001 files lists 3,000', async () => {
    const files = Array.from({ length: 3001 }, (_, index) => ({ filename: `file-${index}.txt` }));
    const { octokit } = await start({ repositories: [{ fullName: 'acme/shop', pulls: [{ number: 7, files }] }] });

    const listed = await octokit.paginate(octokit.pulls.listFiles, { ...shop, pull_number: 7, per_page: 100 });

    expect(listed).toHaveLength(3000);
  });
});

describe('a deployment', () => {
  test('that succeeds retires the earlier ones of its environment', async () => {
    const { fake, octokit } = await start({
      repositories: [{ fullName: 'acme/shop', deployments: [{}, { environment: 'staging' }, { statuses: [] }] }],
    });
    const [first, other, latest] = [...fake.repository('acme/shop').deployments.values()];

    await octokit.repos.createDeploymentStatus({ ...shop, deployment_id: latest?.id ?? 0, state: 'success' });

    expect([first, other, latest].map((one) => one?.statuses.map(({ state }) => state))).toEqual([
      ['success', 'inactive'],
      ['success'],
      ['success'],
    ]);
  });

  test('without an empty list of contexts waits for every check', async () => {
    const { octokit } = await start({
      repositories: [{ fullName: 'acme/shop', checkRuns: [{ status: 'in_progress' }] }],
    });

    expect(await failure(octokit.repos.createDeployment({ ...shop, ref: 'main' }))).toMatchObject({ status: 409 });
  });
});
