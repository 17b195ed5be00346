// The JSON Schema source of what `metrics` tells. Development only.
import { Type } from 'typebox';
import type { TSchema } from 'typebox';
import { closed, InstantUtc, nullable, oneOf } from '../rule/rule.schema.ts';

const count = (description: string) => Type.Integer({ minimum: 0, description });
const hours = (description: string) => Type.Number({ minimum: 0, description: `${description}, in hours` });
const text = (description: string) => Type.String({ description });
const listOf = <T extends TSchema>(item: T, description: string) => Type.Array(item, { description });

export const Estimate = Type.Object(
  { value: Type.Number(), low: Type.Number(), high: Type.Number() },
  { ...closed, description: 'a number with its 95 % confidence interval' },
);

const successRate = nullable({
  ...Estimate,
  description: 'share of them that went well, with its Wilson interval; null without any',
});
const rate = {
  deployments: count('finished deployments: those of which it is known how they went'),
  failed: count('how many of them failed or were rolled back'),
  successRate,
};

export const Rate = Type.Object(rate, { ...closed, description: 'how deployments went' });

const Repository = nullable(text('repository of the change, `owner/name`'));
const Model = {
  changeType: oneOf(['standard', 'normal', 'emergency', 'rollback', 'unknown'], 'how the change was treated'),
  changeModel: nullable(text('id of the standard change that matched')),
};
const RiskLevel = oneOf(['low', 'medium', 'high', 'critical'], 'the band of the score');
const Went = oneOf(['well', 'badly', 'unknown'], 'how its deployment went');

/** What lists say of a change. */
const change = {
  decisionId: nullable(text('the record of the decision')),
  at: InstantUtc,
  repository: Repository,
  environment: text('where it went'),
  services: nullable(listOf(Type.String(), 'services touched; null: not known')),
  head: nullable(text('the commit')),
  title: nullable(text('title of the change, shortened')),
  url: nullable(text('where to look at the run')),
};

export const LedgerReading = Type.Object(
  {
    source: text('where the records were read from'),
    decisions: count('records of decisions'),
    outcomes: count('records of how deployments went'),
    firstAt: nullable({ ...InstantUtc, description: 'the instant of the oldest record that was read' }),
    lastAt: nullable({ ...InstantUtc, description: 'the instant of the newest' }),
    broken: listOf(
      Type.Object({ path: Type.String(), problem: Type.String() }, closed),
      'files that are named like records and are none, or were changed after they were written; they count nowhere',
    ),
    leftOut: count('records too large to be read, or older than the newest 200,000'),
    repeated: count('files that hold a record which was read already'),
    afterNow: count('records that say they are of a later time than now; they count nowhere'),
    beforeDecision: count('outcomes that say they were known before their decision was made: clocks that differ'),
    repositories: listOf(
      Type.Object({ repository: Repository, decisions: count('records of decisions about it') }, closed),
      'whose changes the records are about',
    ),
    environments: listOf(
      Type.Object({ environment: Type.String(), decisions: count('records of decisions about it') }, closed),
      'every environment in the ledger, asked about or not',
    ),
  },
  { ...closed, title: 'ledger reading', description: 'what the ledger holds, whatever was asked' },
);

export const Judged = Type.Object(
  {
    decisions: count('decisions made'),
    approved: count('of them approved'),
    needsApproval: count('of them: needs approval'),
    blocked: count('of them blocked'),
    advised: count('of them only advice: the gate stopped nothing'),
  },
  { ...closed, description: 'the decisions of the time asked about' },
);

export const Success = Type.Object(
  {
    overall: Rate,
    models: listOf(Type.Object({ ...Model, ...rate }, closed), 'by change model'),
    services: listOf(
      Type.Object({ service: nullable(Type.String({ description: 'null: not known' })), ...rate }, closed),
      'by service; a change of several counts for each; one of none stands under the empty name',
    ),
    riskLevels: listOf(Type.Object({ level: nullable(RiskLevel), ...rate }, closed), 'by risk level'),
    weekdays: listOf(
      Type.Object(
        {
          weekday: nullable(oneOf(['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'], 'in the time zone of the policy')),
          ...rate,
        },
        closed,
      ),
      'by the day on which they were decided',
    ),
    repositories: listOf(Type.Object({ repository: Repository, ...rate }, closed), 'by repository'),
    cancelled: count('commits that were approved and whose deployment was cancelled'),
    withoutOutcome: count('commits that were approved and of which nobody said how their deployment went'),
  },
  { ...closed, description: 'change success rate' },
);

const definition = text('what is counted, and how');

export const Dora = Type.Object(
  {
    deploymentFrequency: Type.Object(
      {
        definition,
        deployments: count('finished deployments'),
        days: Type.Number({ minimum: 0, description: 'length of the time asked about' }),
        perWeek: nullable(Type.Number({ minimum: 0 })),
        daysWithDeployments: count('days, in the time zone of the policy, on which at least one finished'),
      },
      closed,
    ),
    leadTime: Type.Object(
      {
        definition,
        measured: count('deployments whose lead time is known'),
        notMeasured: count('successful deployments whose lead time is not known'),
        median: nullable(hours('half of them took no longer')),
        ninetieth: nullable(hours('nine in ten took no longer')),
      },
      closed,
    ),
    changeFailRate: Type.Object(
      {
        definition,
        deployments: rate.deployments,
        failed: rate.failed,
        rate: nullable({ ...Estimate, description: 'share that failed, with its Wilson interval' }),
      },
      closed,
    ),
    recoveryTime: Type.Object(
      {
        definition,
        recovered: count('failed deployments after which the service is known to be well again'),
        open: count('failed deployments of which that is not known'),
        notMeasured: count('those that were recovered from, but it is not known since when they were live'),
        median: nullable(hours('half of them took no longer')),
        ninetieth: nullable(hours('nine in ten took no longer')),
      },
      closed,
    ),
  },
  { ...closed, description: 'the four keys of DORA, as far as records tell them' },
);

export const Trend = Type.Object(
  {
    from: Type.String({ description: 'first day, in the time zone of the policy' }),
    ...Type.Omit(Rate, ['successRate']).properties,
  },
  { ...closed, description: 'the deployments that finished in a week from Monday on, or in a month' },
);

const ScoredPart = Type.Object(
  {
    from: nullable(InstantUtc),
    to: nullable(InstantUtc),
    deployments: count('finished deployments with a score'),
    failed: rate.failed,
    auc: nullable({ ...Estimate, description: 'the chance that one that failed has a higher score than another' }),
  },
  closed,
);

export const Score = Type.Object(
  {
    deployments: count('finished deployments with a score; rollbacks are left out'),
    failed: rate.failed,
    auc: nullable({ ...Estimate, description: 'the chance that one that failed has a higher score than another' }),
    levels: listOf(
      Type.Object(
        {
          level: RiskLevel,
          deployments: rate.deployments,
          failed: rate.failed,
          failureRate: nullable({ ...Estimate, description: 'with its Wilson interval' }),
        },
        closed,
      ),
      'whether a higher level fails more often',
    ),
    drift: Type.Object(
      {
        says: oneOf(['too-few', 'steady', 'worse', 'better'], 'how the later half compares with the earlier one'),
        change: nullable({ ...Estimate, description: 'how much the AUC grew' }),
        earlier: ScoredPart,
        later: ScoredPart,
      },
      { ...closed, description: 'how well the score ranks in the later half of the deployments against the earlier' },
    ),
  },
  { ...closed, description: 'how good the risk score was on what happened' },
);

export const StandardChangeHealth = Type.Object(
  {
    changeModel: text('id of the standard change'),
    isInPolicy: Type.Boolean({ description: 'the policy has it today' }),
    used: count('changes that it let pass'),
    ...rate,
    lastUsedAt: nullable(InstantUtc),
    isSuspended: Type.Boolean({ description: 'it failed too often of late, so that its changes are normal ones now' }),
    suspendedChanges: count('changes that were normal ones because it was suspended'),
    reviewBy: nullable(text('from this day on its changes are normal ones')),
    state: oneOf(['valid', 'expiring', 'expired', 'gone'], '`expiring`: in 30 days at most; `gone`: not in the policy'),
  },
  { ...closed, description: 'the health of a standard change' },
);

const times = { times: count('how many such changes went well; none failed'), from: InstantUtc, to: InstantUtc };

export const Proposal = Type.Object(
  {
    kind: text('the kind of change, in words'),
    ...times,
    mostFailures: Type.Number({ description: 'the largest share of failures that is still likely (95 %)' }),
    examples: listOf(Type.Object(change, closed), 'the newest of them, 20 at most'),
    standardChange: Type.Object(
      {
        id: Type.String(),
        title: Type.String(),
        because: Type.String(),
        environments: Type.Array(Type.String()),
        when: Type.String(),
        maxRisk: Type.Literal('low'),
        reviewBy: Type.String(),
        suspendAfter: Type.Object({ failures: Type.Integer(), within: Type.String() }, closed),
      },
      { ...closed, description: 'the item for `standardChanges` of a policy' },
    ),
  },
  { ...closed, description: 'a kind of change that could be pre-authorised' },
);

export const Proposals = Type.Object(
  {
    times: count('how often a kind of change must have gone well, without any failure'),
    considered: count(
      'finished normal changes of low risk that no standard change is about and of which all files are known',
    ),
    standardChanges: listOf(Proposal, 'the most frequent first'),
    nearest: nullable(
      Type.Object(
        { kind: Type.String(), ...times },
        { ...closed, description: 'the most frequent kind that is not proven yet' },
      ),
    ),
    retirements: listOf(
      Type.Object(
        {
          changeModel: text('id of the standard change'),
          source: text('file and line of the policy'),
          why: oneOf(
            ['failing', 'expired', 'never-used'],
            '`failing`: two failures or more, and a lower success rate than normal changes have',
          ),
          used: count('changes that it let pass'),
          ...rate,
          lastUsedAt: nullable(InstantUtc),
          reviewBy: nullable(Type.String()),
          normalSuccess: nullable(Type.Number({ description: 'share of the normal changes that went well' })),
        },
        closed,
      ),
      'standard changes that should be retired',
    ),
  },
  { ...closed, description: 'what could be pre-authorised, and what should be no more' },
);

export const Review = Type.Object(
  {
    ...change,
    cause: oneOf(['emergency', 'rollback', 'failure'], 'why there must be a review'),
    dueAt: InstantUtc,
    state: oneOf(
      ['unknown', 'missing', 'open', 'overdue', 'closed'],
      'how far its issue is; `missing`: there is none, `unknown`: nobody looked',
    ),
    issue: nullable(Type.Integer({ description: 'number of the issue' })),
  },
  { ...closed, description: 'a post-implementation review' },
);

export const OpenReview = Type.Object(
  {
    issue: Type.Integer({ minimum: 1, description: 'number of its issue' }),
    title: text('title of the issue'),
    owner: nullable(text('to whom it is assigned')),
    openedAt: InstantUtc,
    dueAt: { ...InstantUtc, description: 'counted from then' },
    isOverdue: Type.Boolean(),
    measures: count('what is still to be done: the open items of its task lists'),
  },
  { ...closed, description: 'a post-implementation review that nobody has closed, whatever it is about' },
);

export const Waiting = Type.Object(
  {
    atOnce: count('commits that were approved when they were first judged'),
    waited: count('commits that were approved later'),
    never: count('commits that were not approved in the end'),
    total: hours('from first judged to approved, of all that waited'),
    median: nullable(hours('half of those that waited waited no longer')),
    ninetieth: nullable(hours('nine in ten of them waited no longer')),
    findings: listOf(
      Type.Object(
        {
          code: text('code of the finding, `area/rule`'),
          waited: count('commits that it held for some of the time, and that were approved later'),
          hours: hours('time in which it held them, alone or together with others'),
          hoursAlone: hours('time in which nothing else held them'),
          never: count('commits that it held when they were last judged, and that were not approved in the end'),
        },
        closed,
      ),
      'what held them, the longest first',
    ),
  },
  { ...closed, description: 'waiting that the gate caused' },
);

export const Exceptional = Type.Object(
  {
    emergencies: listOf(
      Type.Object(
        {
          ...change,
          outcome: oneOf(['approved', 'needs-approval', 'blocked'], 'the last answer'),
          incident: nullable(Type.String()),
          reason: nullable(Type.String()),
          by: nullable(Type.String({ description: 'who declared it' })),
          went: Went,
        },
        closed,
      ),
      'changes that were declared to be emergencies',
    ),
    rollbacks: count('declared and proven rollbacks'),
    exceptions: listOf(
      Type.Object({ exception: text('id of the exception'), changes: count('changes that it let pass') }, closed),
      'exceptions that were used',
    ),
    lifted: listOf(
      Type.Object(
        { code: text('code of the finding'), changes: count('changes that it held and that somebody let pass') },
        closed,
      ),
      'holds that an approver lifted',
    ),
  },
  { ...closed, description: 'what went past the usual way' },
);

const Unjudged = Type.Object(
  {
    at: InstantUtc,
    repository: Repository,
    environment: Type.String(),
    head: Type.String(),
    by: nullable(Type.String({ description: 'who deployed it, or said how it went' })),
    went: Went,
    why: oneOf(['no-decision', 'decision-too-old'], 'what is missing: `decision-too-old`: over 30 days old'),
  },
  closed,
);

export const Unauthorised = Type.Object(
  {
    looked: oneOf(['records', 'deployments'], '`records`: at outcomes alone; `deployments`: at all deployments too'),
    deployments: nullable(count('finished deployments that were looked at; null: at none')),
    beforeLedger: count('deployments from before the first record, which are not counted'),
    changes: listOf(Unjudged, 'deployments that no decision record lets pass'),
    againstAnswer: listOf(
      Type.Object(
        {
          ...change,
          outcome: oneOf(['needs-approval', 'blocked'], 'the answer'),
          mode: oneOf(['enforce', 'advise'], 'whether the answer stopped anything'),
        },
        closed,
      ),
      'deployments whose last decision before did not approve them',
    ),
  },
  { ...closed, description: 'changes that went out without the gate, or against its answer' },
);

export const Conflicts = Type.Object(
  {
    changes: count('commits that met another deployment in progress'),
    held: count('of them held or blocked for it'),
    codes: listOf(
      Type.Object(
        { code: Type.String(), changes: count('commits that met it'), held: count('of them held or blocked') },
        closed,
      ),
      'by finding',
    ),
  },
  { ...closed, description: 'deployments that got in each other’s way' },
);

export const Metrics = Type.Object(
  {
    schemaVersion: Type.Literal(1),
    evaluatedAt: InstantUtc,
    period: Type.Object(
      {
        from: InstantUtc,
        to: InstantUtc,
        timezone: text('whose days and weekdays are told'),
      },
      { ...closed, description: 'half open' },
    ),
    environments: listOf(Type.String(), 'environments asked about'),
    services: listOf(Type.String(), 'services asked about; empty = all'),
    ledger: LedgerReading,
    judged: Judged,
    success: Success,
    dora: Dora,
    trend: Type.Object(
      { unit: oneOf(['week', 'month'], 'how long a part is'), parts: listOf(Trend, 'oldest first, without gaps') },
      closed,
    ),
    score: Score,
    standardChanges: listOf(StandardChangeHealth, 'in the policy, or in the ledger'),
    proposals: nullable({ ...Proposals, description: 'null: nobody asked' }),
    reviews: listOf(Review, 'that there must be, by the records; due soonest first'),
    openReviews: nullable(listOf(OpenReview, 'by the issues of the repository; null: nobody looked')),
    waiting: Waiting,
    exceptional: Exceptional,
    unauthorised: Unauthorised,
    conflicts: Conflicts,
    unknown: listOf(Type.String(), 'what could not be looked at, and why'),
  },
  { ...closed, title: 'change-gate metrics', description: 'What the ledger says of how changes went.' },
);
