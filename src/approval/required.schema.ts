import { Type } from 'typebox';
import { Assumption } from '../finding/finding.schema.ts';
import { closed, nullable } from '../rule/rule.schema.ts';

export const RequiredApproval = Type.Object(
  {
    rule: Type.String(),
    source: Type.String(),
    because: Type.String(),
    from: Type.Array(Type.String(), { description: 'authorities' }),
    count: Type.Integer({ minimum: 1 }),
    given: Type.Array(Type.String(), { description: 'people whose approval fills it' }),
    missing: Type.Integer({ minimum: 0 }),
    environment: nullable(Type.String()),
    assumed: Type.Array(Assumption),
  },
  closed,
);
