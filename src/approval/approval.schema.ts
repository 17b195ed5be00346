import { Type } from 'typebox';
import { Because, closed, Duration, head, Id, scope } from '../rule/rule.schema.ts';

export const Authority = Type.Object(
  {
    locked: Type.Optional(Type.Boolean({ description: 'a policy that extends this one may not redefine it' })),
    permission: Type.Optional(
      Type.Union([Type.Literal('write'), Type.Literal('maintain'), Type.Literal('admin')], {
        description: 'anyone with this repository permission, or more, who did not make the change',
      }),
    ),
    members: Type.Optional(
      Type.Array(Type.String({ minLength: 1, maxLength: 100 }), { minItems: 1, description: 'GitHub logins' }),
    ),
    teams: Type.Optional(
      Type.Array(Type.String({ pattern: '^[^/\\s]+/[^/\\s]+$', expected: 'a team like `acme/sre`' }), {
        minItems: 1,
        description: 'GitHub teams',
      }),
    ),
  },
  { ...closed, minProperties: 1, title: 'change authority' },
);

const From = Type.Array(Id, { minItems: 1, description: 'authorities whose people may approve' });
const Count = Type.Integer({ minimum: 1, maximum: 20, default: 1, description: 'how many people' });

export const ApprovalRule = Type.Object(
  {
    ...head,
    ...scope,
    from: From,
    count: Type.Optional(Count),
    environment: Type.Optional(
      Type.String({ minLength: 1, maxLength: 255, description: 'protected environment whose reviewers give it' }),
    ),
  },
  { ...closed, title: 'approval rule' },
);

export const Emergency = Type.Object(
  {
    locked: Type.Optional(Type.Boolean({ description: 'a policy that extends this one may not change the section' })),
    because: Because,
    label: Type.Optional(
      Type.String({ minLength: 1, maxLength: 50, description: 'label of the pull request that declares an emergency' }),
    ),
    approvals: Type.Object(
      { from: From, count: Type.Optional(Count) },
      { ...closed, description: 'who must approve an emergency, and how many people' },
    ),
    reviewWithin: Type.Optional({
      ...Duration,
      default: '3d',
      description:
        'a post-implementation review (of an emergency, a rollback or a failed change) is due after this time',
    }),
  },
  { ...closed, description: 'how an emergency change passes; without this section a declared emergency is blocked' },
);
