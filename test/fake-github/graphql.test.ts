import type { Octokit } from '@octokit/rest';
import { describe, expect, test } from 'vitest';
import { isRecord } from './json.ts';
import { client, shop, start, startShop } from './running.ts';
import type { Fault } from './server.ts';

type Reply = { readonly data: unknown; readonly errors: readonly Record<string, unknown>[] };

/** Data and errors of a query on `acme/shop`, whether Octokit throws for the errors or not. */
async function ask(octokit: Octokit, fields: string): Promise<Reply> {
  const { owner, repo } = shop;
  const query = `query ($owner: String!, $repo: String!) { repository(owner: $owner, name: $repo) { ${fields} } }`;
  return reply(octokit.graphql<Record<string, unknown>>(query, { owner, repo }));
}

async function reply(request: Promise<Record<string, unknown>>): Promise<Reply> {
  try {
    return { data: (await request)['repository'], errors: [] };
  } catch (error) {
    if (!(error instanceof Error) || !('errors' in error) || !Array.isArray(error.errors)) throw error;
    const data = 'data' in error && isRecord(error.data) ? error.data['repository'] : undefined;
    return { data, errors: error.errors.filter(isRecord) };
  }
}

describe('a query', () => {
  test('knows who asks and what it costs', async () => {
    const { octokit } = await start();

    const answer = await octokit.graphql('{ viewer { login } rateLimit { limit cost used remaining nodeCount } }');

    expect(answer).toEqual({
      viewer: { login: 'github-actions[bot]' },
      rateLimit: { limit: 1000, cost: 1, used: 1, remaining: 999, nodeCount: 0 },
    });
  });

  test('is served to enterprise clients beside the REST interface', async () => {
    const { fake } = await start();
    const octokit = client(fake, fake.token, fake.enterpriseUrl);

    const answer = await octokit.graphql('{ viewer { login } }');
    const { status } = await octokit.repos.get(shop);

    expect([answer, status]).toEqual([{ viewer: { login: 'github-actions[bot]' } }, 200]);
    expect(fake.requests.map(({ path, operationId }) => [path, operationId])).toEqual([
      ['/graphql', 'graphql'],
      ['/repos/acme/shop', 'repos/get'],
    ]);
  });

  test('is no write', async () => {
    const { fake, octokit } = await start();

    await octokit.graphql('{ viewer { login } }');

    expect([fake.calls('graphql').length, fake.writes().length]).toEqual([1, 0]);
  });

  test('has a limit of its own', async () => {
    const { fake } = await start();
    const ask = (path: string, init?: RequestInit) =>
      fetch(fake.url + path, { ...init, headers: { authorization: `token ${fake.token}` } });

    const query = await ask('/graphql', { method: 'POST', body: '{"query":"{ viewer { login } }"}' });
    const rest = await ask('/repos/acme/shop');

    const limits = [query, rest].map(({ headers }) => [
      headers.get('x-ratelimit-resource'),
      headers.get('x-ratelimit-used'),
    ]);
    expect(limits).toEqual([
      ['graphql', '1'],
      ['core', '1'],
    ]);
  });

  test('without a token gets 401', async () => {
    const { fake } = await start();

    const { status } = await fetch(`${fake.url}/graphql`, { method: 'POST', body: '{"query":"{ viewer { login } }"}' });

    expect(status).toBe(401);
  });

  test.each([
    { what: 'a field that does not exist', fields: 'nmae', problem: 'Cannot query field "nmae"' },
    { what: 'a list without bounds', fields: 'issues { totalCount }', problem: 'You must provide a `first` or `last`' },
    { what: 'a page of 101', fields: 'issues(first: 101) { totalCount }', problem: 'exceeds the `first` limit of 100' },
    {
      what: 'a million nodes',
      fields:
        'a: issues(first: 100) { nodes { comments(first: 100) { nodes { userContentEdits(first: 100) { totalCount } } } } }',
      problem: 'exceeds the maximum limit of 500000',
    },
    { what: 'a field that is not served', fields: 'forkCount', problem: 'Repository.forkCount is not served' },
    {
      what: 'an argument that is not served',
      fields: 'issues(first: 1, filterBy: {mentioned: "ann"}) { totalCount }',
      problem: 'the argument `filterBy.mentioned` of Repository.issues is not served',
    },
    {
      what: 'a value that is not what it should be',
      fields: 'issues(first: "1") { totalCount }',
      problem: 'Int cannot represent',
    },
  ])('of $what is a violation', async ({ fields, problem }) => {
    const { fake, octokit } = await start();

    await ask(octokit, fields).catch(() => undefined);

    expect(fake.takeViolations().flatMap(({ problems }) => problems)).toEqual([expect.stringContaining(problem)]);
  });

  test('of a repository that is not there or out of reach is null', async () => {
    const { octokit } = await start({
      repositories: [{ fullName: 'acme/shop', isPrivate: true }],
      tokens: [{ token: 'elsewhere', repositories: ['acme/other'] }],
    });

    const { data, errors } = await ask(octokit, 'name');

    expect(data).toBeNull();
    expect(errors).toMatchObject([{ type: 'NOT_FOUND', path: ['repository'] }]);
  });
});

/** Something of everything that is served. */
const everything = `
  fragment Who on Actor { __typename login url resourcePath ... on User { id databaseId name } ... on Bot { id databaseId } }
  fragment Issues on IssueConnection { totalCount edges { cursor node { id number title body bodyText state closed closedAt url
    author { ...Who } authorAssociation createdAt updatedAt lastEditedAt editor { login } databaseId fullDatabaseId
    labels(first: 9) { nodes { id name color description isDefault } } comments(last: 9) { totalCount } } } }
  fragment Suites on CheckSuiteConnection { nodes { id databaseId status conclusion createdAt updatedAt app { id databaseId slug name }
    workflowRun { id databaseId event createdAt updatedAt url resourcePath file { path } workflow { id databaseId name state url } }
    checkRuns(first: 9, filterBy: {checkType: ALL, appId: 15368, checkName: "build", status: COMPLETED, conclusions: [SUCCESS]}) {
      nodes { id databaseId name status conclusion startedAt completedAt externalId detailsUrl permalink url title summary text
        checkSuite { app { slug } } } } } }
  fragment Git on Commit { id oid abbreviatedOid url commitUrl message messageHeadline messageBody authoredDate committedDate
    committedViaWeb authoredByCommitter additions deletions changedFilesIfAvailable tree { oid abbreviatedOid }
    author { name email date user { login } } parents(first: 3) { nodes { oid } }
    signature { email isValid state verifiedAt wasSignedByGitHub signer { login } }
    history(first: 2, path: "src", since: "2026-01-01T00:00:00Z", until: "2027-01-01T00:00:00Z", author: {emails: ["x"]}) { totalCount }
    deployments(first: 1, environments: ["production"]) { totalCount }
    checkSuites(first: 5, filterBy: {appId: 15368, checkName: "build"}) { ...Suites }
    statusCheckRollup { id state commit { oid } contexts(first: 9) { checkRunCount statusContextCount nodes {
      ... on StatusContext { id context state description targetUrl createdAt creator { login } } } } } }
  fragment Pull on PullRequest { id databaseId fullDatabaseId number title body bodyText url resourcePath author { ...Who } authorAssociation
    createdAt updatedAt lastEditedAt includesCreatedEdit viewerDidAuthor state isDraft closed closedAt merged mergedAt mergedBy { ...Who }
    mergeable mergeCommit { oid } headRefName headRefOid headRef { name prefix } baseRefName baseRefOid baseRef { name }
    headRepository { nameWithOwner name isFork owner { login } } isCrossRepository changedFiles additions deletions
    files(first: 9) { nodes { path additions deletions changeType viewerViewedState } } statusCheckRollup { state }
    reviews(first: 9, author: "bob", states: [APPROVED]) { nodes { id databaseId state body submittedAt publishedAt createdAt updatedAt url
      lastEditedAt authorAssociation authorCanPushToRepository viewerDidAuthor commit { oid } } }
    comments(last: 9, orderBy: {field: UPDATED_AT, direction: DESC}) { nodes { id url body publishedAt isMinimized minimizedReason
      userContentEdits(first: 9) { nodes { id createdAt updatedAt deletedAt deletedBy { login } diff } } } } }
  fragment Rules on RepositoryRuleset { id databaseId name enforcement target conditions { refName { include exclude }
    repositoryName { protected } repositoryId { repositoryIds } repositoryProperty { __typename } }
    bypassActors(first: 9) { nodes { id bypassMode organizationAdmin deployKey enterpriseOwner repositoryRoleDatabaseId actor { __typename } } }
    rules(first: 9, type: PULL_REQUEST) { nodes { id type parameters { ... on PullRequestParameters { requireCodeOwnerReview } }
      repositoryRuleset { name } } } }
  { repository(owner: "acme", name: "shop", followRenames: true) { id databaseId name nameWithOwner url owner { login } isPrivate isFork
    isArchived visibility issue(number: 1) { number } issues(first: 9, filterBy: {since: "2026-01-01T00:00:00Z", createdBy: "ann"}) { ...Issues }
    pullRequest(number: 7) { ...Pull } merged: pullRequest(number: 8) { ...Pull }
    pullRequests(first: 9, states: [OPEN], labels: ["risky"], baseRefName: "main", headRefName: "change-7") { totalCount }
    refs(first: 9, refPrefix: "refs/heads/") { nodes { id name prefix } } object(expression: "main") { ...Git }
    ref(qualifiedName: "main") { rules(first: 9) { totalCount } branchProtectionRule { id databaseId pattern requiresApprovingReviews
      requiresCodeOwnerReviews dismissesStaleReviews requiresStatusChecks requiredStatusCheckContexts allowsForcePushes allowsDeletions
      isAdminEnforced } }
    deployments(last: 9) { nodes { id databaseId commitOid commit { oid } ref { name } environment originalEnvironment latestEnvironment
      description task payload creator { ...Who } createdAt updatedAt state latestStatus { id environment environmentUrl description logUrl
      creator { login } createdAt updatedAt state } } }
    environment(name: "production") { id databaseId name isPinned latestCompletedDeployment { databaseId } protectionRules(first: 9) { nodes {
      databaseId type timeout preventSelfReview reviewers(first: 9) { nodes { ... on Team { id slug name combinedSlug organization { login } } } } } } }
    environments(first: 9, names: ["production"], pinnedEnvironmentFilter: ALL, orderBy: {field: NAME, direction: DESC}) { totalCount }
    rulesets(first: 9, includeParents: true, targets: [BRANCH]) { nodes { ...Rules } }
    collaborators(first: 9, query: "bo", login: "bob") { totalCount } } }`;

describe('everything that is served', () => {
  test('fits the schema', async () => {
    const { fake, octokit } = await startShop(
      {
        collaborators: { bob: 'write' },
        commits: [
          { changes: { 'src/a.ts': 'a\n' } },
          { changes: { 'src/b.ts': 'b\n' }, isVerified: true, committer: 'web-flow', author: null },
        ],
        pulls: [
          {
            number: 7,
            author: 'dependabot[bot]',
            labels: ['risky'],
            reviews: [{ author: 'bob' }],
            comments: [{ author: 'bob', edits: [{ editor: 'ann', body: 'Other' }] }],
            edits: [{ editor: 'ann' }],
          },
          { number: 8, mergeCommit: 'main', headRepository: null },
        ],
        issues: [{ number: 1, author: 'ann', labels: ['incident'], comments: [{}] }],
        checkRuns: [{ run: 5 }, { name: 'scan', app: 'scanner' }],
        statuses: [{}],
        deployments: [{ statuses: [{ state: 'failure', logUrl: 'https://log.example/' }] }, { statuses: [] }],
        environments: [
          {
            name: 'production',
            reviewers: ['bob', 'acme/ops'],
            waitMinutes: 5,
            branchPolicies: ['main'],
            preventsSelfReview: true,
          },
        ],
        runs: [{ id: 5 }],
        rulesets: [{ rules: ['deletion', 'pull_request'], bypassActors: [{ type: 'RepositoryRole', id: 5 }] }],
        branchProtections: [{ requiredApprovals: 1, requiredChecks: ['ci'] }],
      },
      { teams: { 'acme/ops': ['bob'] }, tokens: [{ token: 'owners', kind: 'user', login: 'acme' }] },
    );

    const answer = await octokit.graphql(everything).catch((error: unknown) => error);

    expect(fake.violations).toEqual([]);
    expect(answer).toHaveProperty('repository.pullRequest.number', 7);
  });
});

describe('a token', () => {
  test.each([
    { field: 'pullRequest(number: 7) { title }', data: { pullRequest: null }, path: ['repository', 'pullRequest'] },
    {
      field: 'deployments(first: 5) { totalCount nodes { id } }',
      data: { deployments: { totalCount: 1, nodes: [null] } },
      path: ['repository', 'deployments', 'nodes', 0],
    },
    {
      field: 'collaborators(first: 5) { totalCount }',
      data: { collaborators: null },
      path: ['repository', 'collaborators'],
    },
    { field: 'object(expression: "main") { oid }', data: { object: null }, path: ['repository', 'object'] },
  ])('without the permission sees null for $field', async ({ field, data, path }) => {
    const { octokit } = await startShop(
      { pulls: [{ number: 7 }], deployments: [{}] },
      { tokens: [{ token: 'weak', permissions: { checks: 'read' } }] },
    );

    const answer = await ask(octokit, field);

    expect(answer.data).toEqual(data);
    expect(answer.errors).toMatchObject([
      {
        type: 'FORBIDDEN',
        path,
        message: 'Resource not accessible by integration',
        extensions: { saml_failure: false },
      },
    ]);
  });

  test('with part of the permissions sees part of a rollup', async () => {
    const { octokit } = await startShop(
      { checkRuns: [{ name: 'build' }], statuses: [{ context: 'ci' }] },
      { tokens: [{ token: 'weak', permissions: { checks: 'read', contents: 'read' } }] },
    );
    const contexts = 'contexts(first: 9) { nodes { __typename } }';

    const { data, errors } = await ask(
      octokit,
      `object(expression: "main") { ... on Commit { statusCheckRollup { state ${contexts} } } }`,
    );

    expect(data).toEqual({
      object: { statusCheckRollup: { state: 'SUCCESS', contexts: { nodes: [{ __typename: 'CheckRun' }, null] } } },
    });
    expect(errors).toHaveLength(1);
  });

  test('of somebody who may push sees the collaborators', async () => {
    const { octokit } = await startShop(
      { collaborators: { bob: 'maintain', eve: 'read' } },
      { tokens: [{ token: 'bobs', kind: 'user', login: 'bob' }] },
    );

    const { data } = await ask(octokit, 'collaborators(first: 5) { edges { permission node { login } } }');

    expect(data).toEqual({
      collaborators: {
        edges: [
          { permission: 'MAINTAIN', node: { login: 'bob' } },
          { permission: 'READ', node: { login: 'eve' } },
        ],
      },
    });
  });
});

describe('a list', () => {
  const issues = Array.from({ length: 5 }, (_, index) => ({ number: index + 1 }));

  test.each([
    { args: 'first: 2', numbers: [1, 2], hasNextPage: true },
    { args: 'first: 2, after: "Y3Vyc29yOjE="', numbers: [3, 4], hasNextPage: true },
    { args: 'first: 2, after: "Y3Vyc29yOjM="', numbers: [5], hasNextPage: false },
    { args: 'last: 2', numbers: [4, 5], hasNextPage: false },
    { args: 'last: 2, before: "Y3Vyc29yOjM="', numbers: [2, 3], hasNextPage: true },
    { args: 'first: 2, orderBy: {field: CREATED_AT, direction: DESC}', numbers: [5, 4], hasNextPage: true },
    { args: 'first: 100', numbers: [1, 2, 3, 4, 5], hasNextPage: false },
  ])('with $args has the page $numbers', async ({ args, numbers, hasNextPage }) => {
    const { octokit } = await startShop({ issues });

    const { data } = await ask(octokit, `issues(${args}) { totalCount nodes { number } pageInfo { hasNextPage } }`);

    expect(data).toEqual({
      issues: { totalCount: 5, nodes: numbers.map((number) => ({ number })), pageInfo: { hasNextPage } },
    });
  });

  test('is followed by its cursors to the end', async () => {
    const comments = Array.from({ length: 101 }, (_, index) => ({ body: `${index}` }));
    const { octokit } = await startShop({ pulls: [{ number: 7, comments }] });
    const page = (after: string) =>
      ask(octokit, `pullRequest(number: 7) { comments(first: 100${after}) { nodes { body } pageInfo { endCursor } } }`);

    const first = await page('');
    const cursor = /"endCursor":"([^"]+)"/.exec(JSON.stringify(first.data))?.[1];
    const second = await page(`, after: "${cursor}"`);

    expect(second.data).toMatchObject({ pullRequest: { comments: { nodes: [{ body: '100' }] } } });
  });
});

describe('a person or program', () => {
  test.each([
    { author: 'ann', actor: { __typename: 'User', login: 'ann' }, user: 'ann' },
    { author: 'dependabot[bot]', actor: { __typename: 'Bot', login: 'dependabot' }, user: 'dependabot[bot]' },
  ])('is $actor.login as author of a pull request, $user as that of a commit', async ({ author, actor, user }) => {
    const { octokit } = await startShop({ pulls: [{ number: 7, author }] });

    const { data } = await ask(
      octokit,
      `pullRequest(number: 7) { author { __typename login }
        commits(first: 1) { nodes { commit { author { user { login } } } } } }`,
    );

    expect(data).toEqual({
      pullRequest: { author: actor, commits: { nodes: [{ commit: { author: { user: { login: user } } } }] } },
    });
  });
});

describe('a pull request', () => {
  test('has what reviewers did with it', async () => {
    const { octokit } = await startShop({
      collaborators: { bob: 'write' },
      pulls: [
        {
          number: 7,
          reviews: [
            { author: 'bob', state: 'CHANGES_REQUESTED' },
            { author: 'bob' },
            { author: 'bob', state: 'COMMENTED', body: 'and' },
            { author: 'eve' },
            { author: 'zoe', state: 'PENDING' },
          ],
        },
      ],
    });
    const states = '{ nodes { state author { login } } }';

    const { data } = await ask(
      octokit,
      `pullRequest(number: 7) { reviews(first: 9) { totalCount } latestReviews(first: 9) ${states}
        latestOpinionatedReviews(first: 9, writersOnly: true) ${states} }`,
    );

    const [bob, eve] = [{ login: 'bob' }, { login: 'eve' }];
    expect(data).toEqual({
      pullRequest: {
        reviews: { totalCount: 4 },
        latestReviews: {
          nodes: [
            { state: 'COMMENTED', author: bob },
            { state: 'APPROVED', author: eve },
          ],
        },
        latestOpinionatedReviews: { nodes: [{ state: 'APPROVED', author: bob }] },
      },
    });
  });

  test('tells when its comments were edited', async () => {
    const now = '2026-11-20T12:00:00Z';
    const { fake, octokit } = await startShop({ pulls: [{ number: 7 }] }, { now });
    const { data: comment } = await octokit.issues.createComment({ ...shop, issue_number: 7, body: 'Approve' });
    fake.setNow('2026-11-20T12:05:00Z');
    await octokit.issues.updateComment({ ...shop, comment_id: comment.id, body: 'approve' });

    const { data } = await ask(
      octokit,
      `pullRequest(number: 7) { lastEditedAt comments(first: 1) { nodes { createdAt lastEditedAt viewerDidAuthor
        userContentEdits(first: 5) { nodes { editedAt editor { login } } } } } }`,
    );

    const editor = { login: 'github-actions' };
    const edited = {
      createdAt: now,
      lastEditedAt: '2026-11-20T12:05:00Z',
      viewerDidAuthor: true,
      userContentEdits: {
        nodes: [
          { editedAt: '2026-11-20T12:05:00Z', editor },
          { editedAt: now, editor },
        ],
      },
    };
    expect(data).toEqual({ pullRequest: { lastEditedAt: null, comments: { nodes: [edited] } } });
  });
});

describe('a commit', () => {
  test('has its authors, its signature and the pull request that brought it', async () => {
    const { octokit } = await startShop({
      commits: [
        {},
        { branch: 'change-7', changes: { 'a.txt': 'a' } },
        {
          author: 'ann',
          committer: 'web-flow',
          isVerified: true,
          message:
            'Change (#7)\n\nCo-authored-by: Bob <1+bob@users.noreply.github.com>\nCo-authored-by: X <x@x.example>',
        },
      ],
      collaborators: { bob: 'write' },
      pulls: [{ number: 7, mergeCommit: 'main' }],
    });

    const { data } = await ask(
      octokit,
      `ref(qualifiedName: "refs/heads/main") { target { ... on Commit { history(first: 1) { nodes {
        authors(first: 5) { nodes { email user { login } } }
        signature { isValid wasSignedByGitHub signer { login } }
        associatedPullRequests(first: 5) { nodes { number state } } } } } } }`,
    );

    expect(data).toMatchObject({
      ref: {
        target: {
          history: {
            nodes: [
              {
                authors: {
                  nodes: [{ user: { login: 'ann' } }, { user: { login: 'bob' } }, { email: 'x@x.example', user: null }],
                },
                signature: { isValid: true, wasSignedByGitHub: true, signer: { login: 'web-flow' } },
                associatedPullRequests: { nodes: [{ number: 7, state: 'MERGED' }] },
              },
            ],
          },
        },
      },
    });
  });

  test('groups its checks by app and workflow run', async () => {
    const { octokit } = await startShop({
      runs: [{ id: 5, name: 'CI', status: 'in_progress' }],
      checkRuns: [
        { name: 'build', run: 5 },
        { name: 'scan', app: 'scanner', conclusion: 'failure' },
      ],
    });

    const { data } = await ask(
      octokit,
      `object(expression: "main") { ... on Commit { statusCheckRollup { state } checkSuites(first: 5) { nodes {
        app { slug } status conclusion workflowRun { workflow { name } } checkRuns(first: 5) { nodes { name } } } } } }`,
    );

    const suites = [
      {
        app: { slug: 'github-actions' },
        status: 'IN_PROGRESS',
        conclusion: null,
        workflowRun: { workflow: { name: 'CI' } },
        checkRuns: { nodes: [{ name: 'build' }] },
      },
      {
        app: { slug: 'scanner' },
        status: 'COMPLETED',
        conclusion: 'FAILURE',
        workflowRun: null,
        checkRuns: { nodes: [{ name: 'scan' }] },
      },
    ];
    expect(data).toEqual({ object: { statusCheckRollup: { state: 'FAILURE' }, checkSuites: { nodes: suites } } });
  });
});

describe('a file', () => {
  test.each([
    { expression: 'main:src/a.ts', found: { __typename: 'Blob', text: 'a\n' } },
    { expression: 'HEAD:src', found: { __typename: 'Tree', entries: [{ name: 'a.ts' }] } },
    { expression: 'main:', found: { __typename: 'Tree', entries: [{ name: 'src' }] } },
    { expression: 'main:src/b.ts', found: null },
    { expression: 'gone:src/a.ts', found: null },
  ])('is found at $expression', async ({ expression, found }) => {
    const { octokit } = await startShop({ commits: [{ changes: { 'src/a.ts': 'a\n' } }] });

    const { data } = await ask(
      octokit,
      `object(expression: "${expression}") { __typename ... on Blob { text } ... on Tree { entries { name } } }`,
    );

    expect(data).toEqual({ object: found });
  });
});

describe('a deployment', () => {
  test('has its environment, its statuses from newest to oldest, and its payload as text', async () => {
    const { octokit } = await startShop({
      deployments: [{ environment: 'staging' }, { statuses: ['in_progress', 'success'], payload: { a: 1 } }],
    });

    const { data } = await ask(
      octokit,
      `deployments(environments: ["production"], first: 5, orderBy: {field: CREATED_AT, direction: DESC}) { nodes {
        environment state latestStatus { state } statuses(first: 5) { nodes { state } } payload task creator { login } } }`,
    );

    const production = {
      environment: 'production',
      state: 'ACTIVE',
      latestStatus: { state: 'SUCCESS' },
      statuses: { nodes: [{ state: 'SUCCESS' }, { state: 'IN_PROGRESS' }] },
      payload: '{"a":1}',
      task: 'deploy',
      creator: { login: 'github-actions' },
    };
    expect(data).toEqual({ deployments: { nodes: [production] } });
  });
});

describe('the rules of a branch', () => {
  test('are those of active rulesets that name it', async () => {
    const parameters = { required_status_checks: [{ context: 'ci' }], strict_required_status_checks_policy: true };
    const { octokit } = await startShop({
      rulesets: [
        { rules: ['non_fast_forward'], include: ['refs/heads/records'] },
        { rules: ['deletion'], enforcement: 'evaluate' },
        { rules: [{ type: 'required_status_checks', parameters }] },
      ],
    });
    const checks = '... on RequiredStatusChecksParameters { requiredStatusChecks { context } }';

    const { data } = await ask(
      octokit,
      `rulesets(first: 5) { totalCount } defaultBranchRef { rules(first: 5) { nodes { type parameters { ${checks} } } } }`,
    );

    expect(data).toEqual({
      rulesets: { totalCount: 3 },
      defaultBranchRef: {
        rules: {
          nodes: [{ type: 'REQUIRED_STATUS_CHECKS', parameters: { requiredStatusChecks: [{ context: 'ci' }] } }],
        },
      },
    });
  });

  test('of the older kind are for administrators', async () => {
    const { octokit } = await startShop(
      { branchProtections: [{ requiredApprovals: 2 }] },
      { tokens: [{ token: 'admins', kind: 'user', login: 'acme' }] },
    );

    const { data } = await ask(
      octokit,
      'branchProtectionRules(first: 1) { nodes { pattern requiredApprovingReviewCount } }',
    );

    expect(data).toEqual({ branchProtectionRules: { nodes: [{ pattern: 'main', requiredApprovingReviewCount: 2 }] } });
  });
});

describe('a fault', () => {
  test.each<{ what: string; fault: Fault['with']; data: unknown; error: object }>([
    {
      what: 'a limit that is used up',
      fault: { kind: 'primary-limit' },
      data: undefined,
      error: { type: 'RATE_LIMITED' },
    },
    {
      what: 'a breakdown',
      fault: { kind: 'query-error', type: 'INTERNAL', message: 'Something went wrong' },
      data: undefined,
      error: { message: 'Something went wrong' },
    },
    {
      what: 'a field that fails',
      fault: { kind: 'field-error', path: 'repository.pullRequest', type: 'FORBIDDEN', message: 'no' },
      data: { name: 'shop', pullRequest: null },
      error: { type: 'FORBIDDEN', path: ['repository', 'pullRequest'], message: 'no' },
    },
  ])('can be $what, with status 200', async ({ fault, data, error }) => {
    const { fake, octokit } = await start();
    fake.fault({ path: '/graphql', with: fault });

    const answer = await ask(octokit, 'name pullRequest(number: 7) { title }');

    expect(answer.data).toEqual(data);
    expect(answer.errors).toMatchObject([error]);
    expect(fake.requests[0]?.status).toBe(200);
  });

  test('can be a status of its own', async () => {
    const { fake, octokit } = await start();
    fake.fault({ path: '/graphql', with: { kind: 'status', status: 502 } });

    await expect(ask(octokit, 'name')).rejects.toMatchObject({ status: 502 });
  });
});
