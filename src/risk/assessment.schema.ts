import { Type } from 'typebox';
import { Assumption } from '../finding/finding.schema.ts';
import { closed, nullable, oneOf } from '../rule/rule.schema.ts';

export const Contribution = Type.Object(
  {
    factor: Type.String(),
    source: Type.String({ description: 'policy file and line' }),
    because: Type.String(),
    points: Type.Number(),
    facts: Type.Record(Type.String(), Type.Unknown(), { description: 'the facts it saw' }),
    assumed: Type.Array(Assumption, { description: 'unknown facts that made it count as the worse case' }),
    lower: nullable(
      Type.Object(
        {
          points: Type.Number({ description: 'the points it would count' }),
          how: Type.String({ description: 'what would have to be so' }),
        },
        { ...closed, description: 'what would lower it; null if it already lowers the score or nothing would' },
      ),
    ),
  },
  { ...closed, title: 'contribution' },
);

export const RiskAssessment = Type.Object(
  {
    base: Type.Number(),
    score: Type.Number({ minimum: 0, maximum: 100, description: 'base and the points of every factor' }),
    level: oneOf(['low', 'medium', 'high', 'critical'], 'the band of the score'),
    isAssumed: Type.Boolean({ description: 'some contribution rests on an unknown fact' }),
    contributions: Type.Array(Contribution, { description: 'those that count points, heaviest first' }),
  },
  closed,
);
