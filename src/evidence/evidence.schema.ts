import { Type } from 'typebox';
import { Approvers, closed, Duration, Effect, head, Patterns, scope } from '../rule/rule.schema.ts';

const demanded = {
  ...head,
  ...scope,
  effect: Type.Optional(Effect('what a change without it meets', 'block')),
  approvers: Type.Optional(Approvers),
};

export const CheckEvidence = Type.Object(
  {
    ...demanded,
    checks: { ...Patterns, description: 'checks that must have succeeded on the commit to be deployed' },
    app: Type.Optional(Type.String({ default: 'github-actions', description: 'slug of the app that makes the check' })),
  },
  { ...closed, title: 'evidence by checks' },
);
export const FileEvidence = Type.Object(
  {
    ...demanded,
    file: Type.String({ minLength: 1, maxLength: 512, description: 'glob of evidence files' }),
    maxAge: { ...Duration, description: 'older evidence does not count' },
  },
  { ...closed, title: 'evidence by file' },
);
export const SloEvidence = Type.Object(
  {
    ...demanded,
    slo: Type.Object(
      {
        file: Type.String({ minLength: 1, maxLength: 512 }),
        minimumBudget: Type.Number({ minimum: 0, maximum: 1 }),
        maxAge: Duration,
      },
      { ...closed, description: 'file of the objective, the smallest budget, and how old the file may be' },
    ),
  },
  { ...closed, title: 'error budget' },
);
export const Evidence = Type.Union([CheckEvidence, FileEvidence, SloEvidence]);
