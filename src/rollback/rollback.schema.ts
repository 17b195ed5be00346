import { Type } from 'typebox';
import { Approvers, closed, Duration, Effect, head, oneOf, ruleOrRemoval, scope } from '../rule/rule.schema.ts';

export const PlanRule = Type.Object(
  {
    ...head,
    ...scope,
    require: Type.Optional(
      Type.Array(
        oneOf(
          ['strategy', 'steps', 'owner', 'trigger', 'timeToRestore', 'verification', 'returnTo'],
          'a field of the plan',
        ),
        {
          default: ['strategy'],
          uniqueItems: true,
          description: 'fields that the plan must have',
        },
      ),
    ),
    maxTimeToRestore: Type.Optional({ ...Duration, description: 'a plan that takes longer is weak' }),
    missing: Type.Optional(Effect('no plan', 'block')),
    weak: Type.Optional(Effect('a plan that fails the quality test', 'hold')),
    approvers: Type.Optional(Approvers),
  },
  { ...closed, title: 'rollback plan rule' },
);

export const Rollback = Type.Object(
  {
    locked: Type.Optional(Type.Boolean({ description: 'a policy that extends this one may not change the section' })),
    plans: Type.Optional(Type.Array(ruleOrRemoval(PlanRule), { maxItems: 500, description: 'demands for a plan' })),
  },
  { ...closed, description: 'which changes need a rollback plan, and how good' },
);
