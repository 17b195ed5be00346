import { Type } from 'typebox';
import { closed, nullable, oneOf } from '../rule/rule.schema.ts';

export const RollbackJudgement = Type.Object(
  {
    required: Type.Boolean({ description: 'some rule demands a plan' }),
    state: oneOf(['good', 'weak', 'missing', 'unknown', 'not-required'], 'what was found of the plan'),
    strategy: nullable(Type.String()),
    minutesToRestore: nullable(Type.Number()),
    source: nullable(Type.String()),
    digest: nullable(Type.String()),
    problems: Type.Array(Type.String()),
    inherited: nullable(
      Type.Object(
        {
          fields: Type.Array(Type.String(), { description: 'fields that the plan leaves out; `plan` = all of it' }),
          services: Type.Array(Type.String(), { description: 'services whose defaults stand in for them' }),
        },
        { ...closed, description: 'what the plan has from the service catalogue' },
      ),
    ),
  },
  closed,
);
