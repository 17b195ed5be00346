import { Type } from 'typebox';
import { closed, Condition, head, ruleOrRemoval, scopeOfFactor } from '../rule/rule.schema.ts';

const Points = Type.Number({ minimum: -100, maximum: 100, description: 'added to the score when the condition holds' });
const Steps = Type.Record(Type.String({ pattern: '^-?\\d+(\\.\\d+)?$', expected: 'a number as threshold' }), Points, {
  minProperties: 1,
  maxProperties: 50,
  keys: 'a number as threshold',
  description: 'points by threshold: the step with the largest threshold not above the value counts',
});

export const ConditionFactor = Type.Object(
  { ...head, ...scopeOfFactor, when: Condition, points: Points },
  { ...closed, title: 'factor with a condition' },
);
export const MeasureFactor = Type.Object(
  {
    ...head,
    ...scopeOfFactor,
    measure: Type.String({
      minLength: 1,
      maxLength: 4_000,
      description: 'a numeric condition',
      examples: ['change.linesChanged'],
    }),
    points: Steps,
  },
  { ...closed, title: 'factor with a measure' },
);
export const Factor = Type.Union([ConditionFactor, MeasureFactor]);

const Threshold = Type.Number({ minimum: 0, maximum: 101, description: 'the level starts at this score; 101 = never' });

export const Risk = Type.Object(
  {
    locked: Type.Optional(Type.Boolean({ description: 'a policy that extends this one may not change the section' })),
    base: Type.Optional(
      Type.Number({ minimum: 0, maximum: 100, default: 0, description: 'the score before any factor' }),
    ),
    levels: Type.Optional(
      Type.Object(
        { medium: Threshold, high: Threshold, critical: Threshold },
        {
          ...closed,
          default: { medium: 15, high: 60, critical: 75 },
          description: 'score from which a level begins; below `medium` it is low',
        },
      ),
    ),
    factors: Type.Optional(
      Type.Array(ruleOrRemoval(Factor), { maxItems: 1_000, description: 'what raises or lowers the score' }),
    ),
  },
  { ...closed, description: 'how the risk score is made' },
);
