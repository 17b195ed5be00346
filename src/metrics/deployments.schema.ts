// The JSON Schema source of deployments that a file tells of. Development only.
import { Type } from 'typebox';
import { Instant } from '../change/facts.schema.ts';
import { closed, nullable } from '../rule/rule.schema.ts';

const Status = Type.Object(
  {
    state: Type.String({
      pattern: '^[A-Za-z_]{1,40}$',
      description: '`success`, `failure` or `error`; other states say nothing of how it went',
      examples: ['success'],
    }),
    createdAt: { ...Instant, description: 'when it was said' },
  },
  closed,
);

export const DeploymentsFile = Type.Array(
  Type.Object(
    {
      repository: Type.Optional(
        nullable(Type.String({ maxLength: 1_000, description: '`owner/name`; left out = the one of the ledger' })),
      ),
      environment: Type.String({ minLength: 1, maxLength: 1_000 }),
      sha: Type.String({ minLength: 1, maxLength: 1_000, description: 'the commit that was deployed' }),
      createdAt: { ...Instant, description: 'when the deployment was made' },
      creator: Type.Optional(nullable(Type.String({ maxLength: 1_000, description: 'login of who made it' }))),
      statuses: Type.Array(Status, { maxItems: 1_000, description: 'what was said of it' }),
    },
    closed,
  ),
  {
    maxItems: 200_000,
    title: 'change-gate deployments',
    description: 'Deployments that `metrics` compares with the ledger.',
  },
);
