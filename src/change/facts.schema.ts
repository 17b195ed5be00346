// The JSON Schema source of change facts. Development only: the product imports the types from here and the
// validator that `npm run generate` makes of it.
import { Type } from 'typebox';
import type { TSchema } from 'typebox';

const options = { additionalProperties: false } as const;

export const Unknown = Type.Object(
  { unknown: Type.String({ minLength: 1, description: 'why the fact is not known, in words for a person' }) },
  { ...options, description: 'a fact that is not known, with the reason' },
);

function fact<T extends TSchema>(known: T) {
  return Type.Union([known, Unknown]);
}

const text = (description: string) => fact(Type.String({ maxLength: 100_000, description }));
const words = (description: string) =>
  fact(Type.Array(Type.String({ maxLength: 1_000 }), { description, maxItems: 10_000 }));
const yesNo = (description: string) => fact(Type.Boolean({ description }));
const count = (description: string) => fact(Type.Integer({ minimum: 0, description }));
const amount = (description: string) => fact(Type.Number({ minimum: 0, description }));
const share = (description: string) => fact(Type.Number({ minimum: 0, maximum: 1, description }));

const instantPattern = '^\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}(:\\d{2}(\\.\\d{1,9})?)?(Z|[+-]\\d{2}:\\d{2})$';
export const Instant = Type.String({
  pattern: instantPattern,
  description: 'an instant: ISO 8601 date, time and offset',
  examples: ['2026-11-27T15:00:00+01:00'],
});

export const FileKind = Type.Enum(
  [
    'code',
    'test',
    'docs',
    'dependencies',
    'generated',
    'config',
    'infrastructure',
    'migration',
    'translation',
    'binary',
  ] as const,
  { description: 'what a file is, from its path' },
);

export const ChangedFile = Type.Object(
  {
    path: Type.String({
      minLength: 1,
      maxLength: 4_096,
      description: 'where the file is, from the root of the repository',
    }),
    previousPath: Type.Optional(
      Type.String({ minLength: 1, maxLength: 4_096, description: 'where a renamed file was before' }),
    ),
    status: Type.Enum(['added', 'modified', 'removed', 'renamed', 'copied', 'changed'] as const, {
      description: 'what happened to it',
    }),
    added: count('lines added; of a binary file 0'),
    deleted: count('lines deleted; of a binary file 0'),
    kind: FileKind,
  },
  options,
);

/** Files as a document may list them: the kind follows from the path where it is left out. */
export const GivenFile = Type.Object(
  { ...ChangedFile.properties, kind: Type.Optional(FileKind) },
  { ...options, description: 'a changed file; `kind` left out = by its path' },
);

const filesOf = <T extends TSchema>(file: T) =>
  Type.Union(
    [
      Type.Array(file),
      Type.Object(
        {
          unknown: Type.String({ minLength: 1 }),
          seen: Type.Array(file, { description: 'the part of the list that could be read' }),
        },
        options,
      ),
      Unknown,
    ],
    { description: 'the files of the change; primary: what is derived from them must agree' },
  );

export const Files = filesOf(ChangedFile);

const changeGroup = Type.Object(
  {
    title: text('title of the pull request, or subject of the commit'),
    author: text('GitHub login of the author'),
    authors: words('GitHub logins of everybody who wrote commits of the change'),
    isBot: yesNo('GitHub says that the author is a bot and every commit is that bot’s with a valid signature'),
    isRevert: yesNo('the change takes an earlier one back'),
    isReland: yesNo('the change brings back what was reverted'),
    isRollback: yesNo('declared as a rollback and proven; derived, never given'),
    commits: count('commits in the change'),
    filesChanged: count('files changed, all kinds'),
    codeFilesChanged: count('files changed that a person wrote and that run'),
    linesAdded: count('lines added, of code a person wrote'),
    linesDeleted: count('lines deleted, of code a person wrote'),
    linesChanged: count('lines added and deleted, of code a person wrote'),
    directories: count('distinct directories with changed files'),
    subsystems: count('distinct first two parts of the paths'),
    entropy: share('how evenly the change is spread: Shannon entropy over changed lines ÷ log2 of the files'),
    ageHours: amount('hours since the oldest commit of the change'),
    labels: words('labels of the pull request'),
    branch: text('branch that the change comes from'),
    baseBranch: text('branch that the change goes to'),
    fixesIncident: yesNo(
      'each pull request of the change says that it closes an open incident that counts for it, or the emergency names one',
    ),
    type: fact(
      Type.Union([Type.Literal('standard'), Type.Literal('normal'), Type.Literal('emergency')], {
        description: 'how the change is treated; derived, never given',
      }),
    ),
  },
  options,
);

const authorGroup = Type.Object(
  {
    changesBefore: count('changes of the author in this repository before this one'),
    changesHere: amount('earlier changes of the author per touched subsystem, mean'),
    changesLast7d: count('changes of the author in the 7 days before'),
    ownership: share('share of the author in the earlier changes to each code file, mean; 0 if all of them are new'),
    isNewHere: yesNo('the author never changed any of these files'),
  },
  { ...options, description: 'of the least experienced author' },
);

const areaGroup = Type.Object(
  {
    developers: count('distinct people who changed these files before'),
    daysSinceLastChange: amount('days since the files were last changed, mean over the files'),
    changesLast24h: count('changes to the code files in the 24 hours before'),
    revertsLast180d: count('reverts that touched these files in the 180 days before'),
    repositoryRevertsLast14d: count('reverts in the whole repository in the 14 days before'),
  },
  options,
);

const deploymentsGroup = Type.Object(
  {
    daysSinceLast: amount('days since the last successful deployment to the environment'),
    failuresLast30d: count('failed deployments to the environment in 30 days'),
    successRate: share('share of the last 30 deployments that went well'),
    inProgress: count('other deployments to the environment that are running'),
  },
  options,
);

const operationsGroup = Type.Object(
  {
    openIncidents: count('open incidents of the services touched, and of those that they depend on'),
    incidentsLast30d: count('incidents of these services that began in the 30 days before'),
    knownProblems: count('open known problems of these services'),
    errorBudgetRemaining: fact(
      Type.Number({
        maximum: 1,
        description: 'smallest share of an error budget that the services touched have left; below 0 it is overspent',
      }),
    ),
    overdueReviews: count('post-implementation reviews past their date'),
  },
  options,
);

const rollbackGroup = Type.Object(
  {
    hasPlan: yesNo('a rollback plan was found'),
    strategy: text('its strategy'),
    minutesToRestore: amount('minutes that it says it takes'),
    isReversible: yesNo('the strategy is not `irreversible`'),
    isVerified: yesNo('the plan says how it was tried'),
  },
  { ...options, description: 'derived from the plan' },
);

const localGroup = Type.Object(
  {
    weekday: fact(
      Type.Enum(['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const, { description: 'day of the week' }),
    ),
    hour: fact(Type.Integer({ minimum: 0, maximum: 23, description: 'hour that has begun, 0 to 23' })),
    date: fact(Type.String({ pattern: '^\\d{4}-\\d{2}-\\d{2}$', description: 'date like `2026-11-27`' })),
  },
  { ...options, description: 'the instant in the policy’s time zone; derived, never given' },
);

export const Approval = Type.Object(
  {
    by: Type.String({ minLength: 1, description: 'GitHub login' }),
    permission: fact(Type.Enum(['admin', 'maintain', 'write', 'triage', 'read', 'none'] as const)),
    teams: fact(Type.Array(Type.String(), { description: 'teams of the approver, `owner/team`' })),
    sha: Type.String({ description: 'the commit that was approved' }),
    at: Instant,
  },
  options,
);

/** Approvals and checks as a document may list them; what is left out is filled in when it is read. */
export const GivenApproval = Type.Object(
  {
    ...Approval.properties,
    permission: Type.Optional(Approval.properties.permission),
    teams: Type.Optional(Approval.properties.teams),
    sha: Type.Optional(Approval.properties.sha),
    at: Type.Optional(Instant),
  },
  options,
);

export const ChangePart = Type.Object(
  {
    pull: Type.Union([Type.Integer({ minimum: 1 }), Type.Null()], {
      description: 'number of its pull request; null = commits that came without one',
    }),
    head: fact(
      Type.Union([Type.String({ maxLength: 1_000 }), Type.Null()], {
        description:
          'the commit that approvals of this part alone name; null = only those of the commit to be deployed count',
      }),
    ),
    makers: words('who made this part and therefore does not count as approver of it'),
  },
  { ...options, description: 'what one pull request, or a commit without one, brings' },
);

export const Check = Type.Object(
  {
    app: Type.String({ description: 'slug of the GitHub App that made it', examples: ['github-actions'] }),
    name: Type.String({ description: 'for GitHub Actions `<workflow> / <job>`, otherwise the name of the check run' }),
    conclusion: Type.Union([Type.String(), Type.Null()], { description: 'null while it runs' }),
    completedAt: Type.Union([Instant, Type.Null()]),
  },
  options,
);

export const GivenCheck = Type.Object(
  {
    ...Check.properties,
    app: Type.Optional(Check.properties.app),
    completedAt: Type.Optional(Check.properties.completedAt),
  },
  options,
);

export const RunningDeployment = Type.Object(
  {
    id: Type.String({ minLength: 1, maxLength: 100, description: 'number of the deployment on GitHub' }),
    repository: Type.Optional(
      Type.String({
        maxLength: 200,
        description: 'the repository that it is made from; left out = the one that is judged',
      }),
    ),
    sha: Type.Union([Type.String({ maxLength: 100 }), Type.Null()], { description: 'the commit that it brings' }),
    environment: Type.String({ maxLength: 1_000 }),
    startedAt: Instant,
    lastStatusAt: { ...Instant, description: 'when it last said how it goes' },
    url: Type.Union([Type.String({ maxLength: 2_000 }), Type.Null()], { description: 'where to look at it' }),
    services: words('services that it deploys'),
  },
  { ...options, description: 'another deployment that is running' },
);

export const HeldLock = Type.Object(
  {
    holder: Type.String({ minLength: 1, maxLength: 100, description: 'number of the run that holds it' }),
    url: Type.Union([Type.String({ maxLength: 2_000 }), Type.Null()], { description: 'where to look at that run' }),
    services: words('services that it keeps others out of'),
    takenAt: Instant,
    until: { ...Instant, description: 'when it ends by itself' },
  },
  { ...options, description: 'a lock that another run holds in the environment' },
);

export const GivenLock = Type.Object(
  {
    holder: HeldLock.properties.holder,
    url: Type.Optional(HeldLock.properties.url),
    services: Type.Optional(HeldLock.properties.services),
    takenAt: Type.Optional(Instant),
    until: HeldLock.properties.until,
  },
  options,
);

/** A running deployment as a document may tell of it; what is left out is filled in when it is read. */
export const GivenRunning = Type.Object(
  {
    id: RunningDeployment.properties.id,
    repository: RunningDeployment.properties.repository,
    sha: Type.Optional(RunningDeployment.properties.sha),
    environment: Type.Optional(RunningDeployment.properties.environment),
    startedAt: Type.Optional(Instant),
    lastStatusAt: Type.Optional(RunningDeployment.properties.lastStatusAt),
    url: Type.Optional(RunningDeployment.properties.url),
    services: Type.Optional(RunningDeployment.properties.services),
  },
  options,
);

export const RollbackStrategy = Type.Enum([
  'redeploy-previous',
  'revert',
  'feature-flag',
  'restore-backup',
  'roll-forward',
  'irreversible',
] as const);

export const RollbackPlan = Type.Object(
  {
    source: Type.String({ description: 'where the plan was read: a path with line, or `pull request`' }),
    strategy: Type.Union([RollbackStrategy, Type.String(), Type.Null()]),
    steps: Type.Array(Type.String()),
    owner: Type.Union([Type.String(), Type.Null()]),
    trigger: Type.Union([Type.String(), Type.Null()], { description: 'what one sees when it must be taken back' }),
    minutesToRestore: Type.Union([Type.Number({ minimum: 0 }), Type.Null()]),
    verification: Type.Union([Type.String(), Type.Null()], { description: 'how it was tried' }),
    reason: Type.Union([Type.String(), Type.Null()], { description: 'why the change is irreversible' }),
    returnTo: Type.Union([Type.String(), Type.Null()], { description: 'the commit to return to' }),
    returnToState: fact(
      Type.Union([Type.Literal('none'), Type.Literal('good'), Type.Literal('missing'), Type.Literal('never-good')], {
        description: 'whether that commit exists and was good; `none`: the plan names no commit',
      }),
    ),
    standing: Type.Boolean({ description: 'holds for every change, from the trusted branch' }),
    text: Type.String({ description: 'the plan as it was written' }),
    digest: Type.String({ description: 'sha256 of the text; approvals bind to it' }),
  },
  options,
);

export const Declaration = Type.Object(
  {
    lane: Type.Union([Type.Literal('rollback'), Type.Literal('emergency')]),
    reason: Type.Union([Type.String(), Type.Null()]),
    incident: Type.Union([Type.String(), Type.Null()]),
    by: Type.Union([Type.String(), Type.Null()]),
  },
  { ...options, description: 'what somebody declared; absent = nothing was declared' },
);

const Assumed = Type.Array(Type.String(), {
  description: 'names of facts that somebody set by hand; the decision says so',
});

const Parts = fact(
  Type.Array(ChangePart, {
    maxItems: 1_000,
    description:
      'what goes live part by part, each of which must be approved; left out, empty or unknown = judged as one',
  }),
);

const source = Type.String({
  minLength: 1,
  maxLength: 20_000,
  description: 'where it was read: the path of a file, or a URL',
});

/** What one file or endpoint says, or why it says nothing. */
export const EvidenceDocument = Type.Union([
  Type.Object(
    {
      source,
      content: Type.Unknown({ description: 'what it says, as JSON: fields, or a list of such' }),
    },
    { ...options, title: 'evidence' },
  ),
  Type.Object(
    {
      source,
      problem: Type.String({ minLength: 1, description: 'why it cannot be read, in words for a person' }),
    },
    { ...options, title: 'evidence that cannot be read' },
  ),
]);

const Evidence = fact(
  Type.Array(EvidenceDocument, {
    maxItems: 2_000,
    description: 'what evidence files and endpoints say; left out = nobody looked',
  }),
);
const EvidenceSought = Type.Array(Type.String({ maxLength: 20_000 }), {
  maxItems: 2_000,
  description: 'the globs and URLs that `evidence` was read from; left out = it lists all there is',
});
export const Incident = Type.Object(
  {
    number: Type.Integer({ minimum: 1, description: 'number of its issue' }),
    title: Type.String({ maxLength: 1_000 }),
    openedAt: Instant,
    closedAt: Type.Union([Instant, Type.Null()], { description: 'null while it is open' }),
    services: Type.Union([Type.Array(Type.String({ maxLength: 1_000 }), { maxItems: 100 }), Type.Null()], {
      description: 'services that it is about; null = it does not say, so it counts for every service',
    }),
    kind: Type.Enum(['incident', 'problem'] as const, {
      description: 'an incident, or a known problem behind incidents',
    }),
  },
  { ...options, description: 'an incident or a known problem, as an issue tells it' },
);

const Incidents = fact(
  Type.Array(Incident, {
    maxItems: 10_000,
    description: 'open incidents and problems, and incidents of the last 30 days',
  }),
);

const Closes = fact(
  Type.Array(
    Type.Object(
      {
        pull: Type.Union([Type.Integer({ minimum: 1 }), Type.Null()], { description: 'null = commits without one' }),
        issues: Type.Array(Type.Integer({ minimum: 1 }), { maxItems: 1_000 }),
      },
      options,
    ),
    { maxItems: 1_000, description: 'which issues each pull request of the change says that it closes' },
  ),
);

export const ModelPast = Type.Object(
  {
    model: Type.String({ maxLength: 1_000, description: 'id of the standard change' }),
    finished: Type.Integer({ minimum: 0, description: 'changes of which it is known how they went' }),
    failures: Type.Array(Instant, { maxItems: 10_000, description: 'when it was known of each that it went badly' }),
  },
  { ...options, description: 'how the past changes of one standard change went' },
);

const Models = fact(
  Type.Array(ModelPast, { maxItems: 1_000, description: 'how past standard changes went, by what the ledger tells' }),
);

export const OpenReview = Type.Object(
  {
    number: Type.Integer({ minimum: 1, description: 'number of its issue' }),
    title: Type.String({ maxLength: 1_000 }),
    openedAt: Instant,
    owner: Type.Union([Type.String({ maxLength: 1_000 }), Type.Null()], { description: 'to whom it is assigned' }),
    measures: Type.Array(Type.String({ maxLength: 1_000 }), {
      maxItems: 1_000,
      description: 'what is still to be done: the open items of its task lists',
    }),
  },
  { ...options, description: 'a post-implementation review that nobody has closed' },
);

const Reviews = fact(Type.Array(OpenReview, { maxItems: 10_000, description: 'open post-implementation reviews' }));

const Enforcement = fact(
  Type.Object(
    {
      by: Type.Enum(['required-workflow', 'default-branch', 'protected-environment', 'nothing'] as const, {
        description:
          'what keeps the author of a change from editing the workflow that runs the gate: a ruleset that requires the workflow, an event for which GitHub takes it from the default branch, or an environment that takes deployments only from branches that require pull requests',
      }),
      lacking: Type.Array(Type.String({ maxLength: 1_000 }), {
        description: 'what each of these lacks, where none of them is there',
        maxItems: 100,
      }),
    },
    { ...options, description: 'whether the answer of the gate binds who is judged by it' },
  ),
);

const Suspended = words('ids of the standard changes that failed too often of late, by what the ledger tells');

export const FactsDocument = Type.Object(
  {
    $schema: Type.Optional(Type.String()),
    evaluatedAt: Instant,
    base: Type.Optional(text('the commit that is live, or that the change is compared with')),
    head: Type.Optional(text('the commit to be deployed')),
    baseSource: Type.Optional(
      fact(
        Type.Enum(['deployment', 'ledger', 'input', 'parent', 'merge-base', 'first-deployment'] as const, {
          description: 'how the base was found',
        }),
      ),
    ),
    lineage: Type.Optional(
      fact(
        Type.Enum(['ahead', 'same', 'behind', 'diverged'] as const, {
          description: 'where the head lies, seen from what is live',
        }),
      ),
    ),
    wasLiveBefore: Type.Optional(
      yesNo('the tree of the head is one that the last 20 successful deployments of the environment had'),
    ),
    environment: Type.Optional(text('where the change goes')),
    services: Type.Optional(words('services touched; left out = by the paths of the catalogue')),
    tier: Type.Optional(
      fact(
        Type.Integer({
          minimum: 1,
          maximum: 4,
          description: 'tier of the most critical service touched; 4 if there is none',
        }),
      ),
    ),
    owners: Type.Optional(words('who looks after the services touched; left out = by the catalogue')),
    dependencies: Type.Optional(words('services that those touched depend on, directly; left out = by the catalogue')),
    makers: Type.Optional(
      words('who made the change and therefore does not count as approver; left out = the makers of its parts'),
    ),
    parts: Type.Optional(Parts),
    suspended: Type.Optional(Suspended),
    enforcement: Type.Optional(Enforcement),
    models: Type.Optional(Models),
    incidents: Type.Optional(Incidents),
    closes: Type.Optional(Closes),
    reviews: Type.Optional(Reviews),
    declared: Type.Optional(Declaration),
    assumed: Type.Optional(Assumed),
    change: Type.Optional(Type.Partial(changeGroup, options)),
    files: Type.Optional(filesOf(GivenFile)),
    author: Type.Optional(Type.Partial(authorGroup, options)),
    area: Type.Optional(Type.Partial(areaGroup, options)),
    deployments: Type.Optional(Type.Partial(deploymentsGroup, options)),
    running: Type.Optional(
      fact(
        Type.Array(GivenRunning, {
          maxItems: 1_000,
          description:
            'other deployments to the environment that are running; left out = their number is all that is known',
        }),
      ),
    ),
    runningElsewhere: Type.Optional(
      fact(
        Type.Array(GivenRunning, {
          maxItems: 1_000,
          description: 'running deployments of other repositories, of services that the change has to do with',
        }),
      ),
    ),
    locks: Type.Optional(
      fact(
        Type.Array(GivenLock, {
          maxItems: 1_000,
          description: 'locks that other runs hold in the environment; left out = nobody asked for one',
        }),
      ),
    ),
    operations: Type.Optional(Type.Partial(operationsGroup, options)),
    rollback: Type.Optional(Type.Partial(rollbackGroup, options)),
    local: Type.Optional(Type.Partial(localGroup, options)),
    plan: Type.Optional(
      fact(Type.Union([Type.Partial(RollbackPlan, options), Type.Null()], { description: 'null = there is none' })),
    ),
    approvals: Type.Optional(fact(Type.Array(GivenApproval))),
    checks: Type.Optional(fact(Type.Array(GivenCheck, { description: 'of the commit to be deployed' }))),
    evidence: Type.Optional(Evidence),
    evidenceSought: Type.Optional(EvidenceSought),
  },
  { ...options, title: 'change-gate facts', description: 'What is known of a change at one instant.' },
);

/** The groups whose members conditions see as `<group>.<name>`. */
export const factGroups = {
  change: changeGroup,
  author: authorGroup,
  area: areaGroup,
  deployments: deploymentsGroup,
  operations: operationsGroup,
  rollback: rollbackGroup,
  local: localGroup,
};

/** Facts that a whole document may lack: without them nobody looked, or nothing was declared. */
const mayBeAbsent = [
  'baseSource',
  'lineage',
  'wasLiveBefore',
  'owners',
  'dependencies',
  'parts',
  'suspended',
  'enforcement',
  'declared',
  'assumed',
  'evidence',
  'evidenceSought',
  'parts',
  'suspended',
  'models',
  'incidents',
  'closes',
  'reviews',
  'declared',
  'assumed',
] as const;
const always = ['evaluatedAt', 'base', 'head', 'environment', 'services', 'tier', 'makers'] as const;

/** The facts that were judged, as a change record keeps them: each known, or unknown with a reason. */
export const WholeFacts = Type.Object(
  {
    ...Type.Pick(FactsDocument, mayBeAbsent).properties,
    ...Type.Required(Type.Pick(FactsDocument, always)).properties,
    ...factGroups,
    running: Type.Optional(fact(Type.Array(RunningDeployment))),
    runningElsewhere: Type.Optional(fact(Type.Array(RunningDeployment))),
    locks: Type.Optional(fact(Type.Array(HeldLock))),
    files: Files,
    plan: fact(Type.Union([RollbackPlan, Type.Null()], { description: 'null = there is none' })),
    approvals: fact(Type.Array(Approval)),
    checks: fact(Type.Array(Check, { description: 'of the commit to be deployed' })),
  },
  { ...options, title: 'whole facts' },
);
