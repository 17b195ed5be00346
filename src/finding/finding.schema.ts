import { Type } from 'typebox';
import { closed, nullable, oneOf } from '../rule/rule.schema.ts';

export const Assumption = Type.Object(
  {
    fact: Type.String({ description: 'name of the unknown fact' }),
    reason: Type.String({ description: 'why it is unknown' }),
  },
  { ...closed, description: 'an unknown fact that was counted as the worse case' },
);

export const Finding = Type.Object(
  {
    code: Type.String({
      pattern: '^[a-z]+/[a-z0-9-]+$',
      description: '`area/what`, or `area/<rule id>`',
      examples: ['schedule/outside-windows'],
    }),
    effect: oneOf(['note', 'hold', 'block'], 'how heavy it is'),
    rule: nullable(Type.String({ description: 'id of the rule; null for a finding of the gate itself' })),
    source: nullable(
      Type.String({
        description: 'policy file and line of the rule',
        examples: ['.github/change-gate/schedule.yml:14'],
      }),
    ),
    problem: Type.String({ description: 'what was noticed' }),
    because: nullable(Type.String({ description: 'why the rule exists, in the words of the policy' })),
    remedy: nullable(Type.String({ description: 'what to do about it' })),
    until: nullable(Type.String({ description: 'the instant at which it ends by itself, ISO 8601 in UTC' })),
    approvers: Type.Array(Type.String(), {
      description: 'authorities one of whose people lifts the hold; empty if nobody can',
    }),
    liftedBy: nullable(Type.String({ description: 'who lifted the hold; the effect is then `note`' })),
    facts: Type.Record(Type.String(), Type.Unknown(), { description: 'the facts that decided it, as they were seen' }),
    assumed: Type.Array(Assumption),
    link: Type.Optional(
      Type.Object(
        { text: Type.String({ description: 'words of the problem that it belongs to' }), url: Type.String() },
        { ...closed, description: 'where to look at what was noticed; absent if nowhere' },
      ),
    ),
  },
  { ...closed, title: 'finding' },
);
