import { Type } from 'typebox';
import { closed, InstantUtc, nullable } from '../rule/rule.schema.ts';

export const ScheduleJudgement = Type.Object(
  {
    open: Type.Boolean(),
    decidedBy: Type.Array(Type.String(), {
      description: 'ids of the rules that decided; `outside-windows` if no window holds',
    }),
    because: nullable(Type.String()),
    nextOpening: nullable(InstantUtc),
    nextClosing: nullable(InstantUtc),
    conditional: Type.Array(Type.String(), { description: 'rules left out because they depend on the change' }),
    timezone: Type.String(),
    runwaySeconds: Type.Integer({ minimum: 0 }),
  },
  closed,
);
