import { Type } from 'typebox';
import { ApprovalRule, Authority, Emergency } from '../approval/approval.schema.ts';
import { Service, servicesSchema } from '../catalogue/service.schema.ts';
import { Evidence } from '../evidence/evidence.schema.ts';
import { Risk } from '../risk/risk.schema.ts';
import { Rollback } from '../rollback/rollback.schema.ts';
import { Approvers, closed, Duration, Effect, form, Id, Patterns, ruleOrRemoval } from '../rule/rule.schema.ts';
import { Schedule } from '../schedule/schedule.schema.ts';
import { StandardChange } from '../standard/standard.schema.ts';

const MapRemoval = Type.Object({ disabled: Type.Literal(true) }, { ...closed, title: 'removal of an inherited item' });

export const Conflicts = Type.Object(
  {
    locked: Type.Optional(Type.Boolean({ description: 'a policy that extends this one may not change the section' })),
    sameService: Type.Optional(
      Effect('another deployment of the same service and environment is in progress', 'block'),
    ),
    dependency: Type.Optional(
      Effect('a deployment of a service it depends on, or that depends on it, is in progress', 'note'),
    ),
    acrossRepositories: Type.Optional(
      Type.Boolean({
        default: false,
        description: '`true`: deployments of services that other repositories deploy count too',
      }),
    ),
    lock: Type.Optional({
      ...Duration,
      description:
        'for how long a run that is let through keeps others of its services out, until it gives the lock back',
    }),
    approvers: Type.Optional(Approvers),
  },
  { ...closed, description: 'what other deployments in progress mean' },
);

const Label = (fallback: string, description: string) =>
  Type.Optional(Type.String({ minLength: 1, maxLength: 50, default: fallback, description }));

export const Incidents = Type.Object(
  {
    locked: Type.Optional(Type.Boolean({ description: 'a policy that extends this one may not change the section' })),
    label: Label('incident', 'label of the issues that are incidents'),
    problemLabel: Label('known-problem', 'label of the issues that are known problems'),
    serviceLabel: Type.Optional(
      form('^[^*]*\\*[^*]*$', 'a label with one `*`, like `service:*`', {
        maxLength: 50,
        default: 'service:*',
        description: 'labels that name the service of an issue; `*` stands for its name',
      }),
    ),
    serviceField: Type.Optional(
      Type.String({
        minLength: 1,
        maxLength: 100,
        default: 'Service',
        description: 'field of an issue form that names the service, read where no label does',
      }),
    ),
  },
  { ...closed, description: 'which issues are incidents and known problems, and of which services' },
);

export const Reviews = Type.Object(
  {
    locked: Type.Optional(Type.Boolean({ description: 'a policy that extends this one may not change the section' })),
    label: Label('post-implementation-review', 'label of the issues that are post-implementation reviews'),
  },
  { ...closed, description: 'the look back at emergencies, rollbacks and failed changes' },
);

export const Record = Type.Object(
  {
    locked: Type.Optional(Type.Boolean({ description: 'a policy that extends this one may not change the section' })),
    branch: Type.Optional(
      Type.String({
        minLength: 1,
        maxLength: 200,
        default: 'change-records',
        description: 'branch that keeps the change records',
      }),
    ),
    repository: Type.Optional(
      form('^[A-Za-z0-9-]+/[\\w.-]+$', 'a repository like `acme/change-records`', {
        maxLength: 140,
        description: 'repository that has the branch, for the records of many; left out = the one of the change',
        examples: ['acme/change-records'],
      }),
    ),
    deployers: Type.Optional(
      Type.Array(Type.String({ minLength: 1, maxLength: 100 }), {
        minItems: 1,
        default: ['github-actions[bot]'],
        description: 'whose deployments count',
      }),
    ),
  },
  { ...closed, description: 'where decisions are kept' },
);

export const PolicyFile = Type.Object(
  {
    $schema: Type.Optional(Type.String({ description: 'the JSON Schema, for editors' })),
    version: Type.Literal(1, { description: 'version of the policy language' }),
    extends: Type.Optional(
      Type.Array(Type.String({ minLength: 1, maxLength: 512 }), {
        description: 'policies to build on: a shipped one by name, `./path`, or `owner/repo//path@ref`',
      }),
    ),
    trustedBranches: Type.Optional({
      ...Patterns,
      description: 'branches whose own policy binds; only the default branch’s list counts',
    }),
    authorities: Type.Optional(
      Type.Record(Id, Type.Union([Authority, MapRemoval]), { description: 'who may approve' }),
    ),
    services: Type.Optional(servicesSchema(Type.Union([Service, MapRemoval]))),
    risk: Type.Optional(Risk),
    schedule: Type.Optional(Schedule),
    rollback: Type.Optional(Rollback),
    standardChanges: Type.Optional(
      Type.Array(ruleOrRemoval(StandardChange), { maxItems: 500, description: 'pre-authorised change models' }),
    ),
    evidence: Type.Optional(
      Type.Array(ruleOrRemoval(Evidence), {
        maxItems: 500,
        description: 'what must be proven before a change may go live',
      }),
    ),
    approvals: Type.Optional(
      Type.Array(ruleOrRemoval(ApprovalRule), { maxItems: 500, description: 'who must approve' }),
    ),
    emergency: Type.Optional(Emergency),
    conflicts: Type.Optional(Conflicts),
    incidents: Type.Optional(Incidents),
    reviews: Type.Optional(Reviews),
    record: Type.Optional(Record),
  },
  { ...closed, title: 'change-gate policy', description: 'A policy of change-gate: what may go where, and when.' },
);
