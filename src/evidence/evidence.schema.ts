import { Type } from 'typebox';
import { Approvers, closed, Duration, Effect, head, oneOf, Patterns, scope } from '../rule/rule.schema.ts';

const demanded = {
  ...head,
  ...scope,
  effect: Type.Optional(Effect('what a change without it meets', 'block')),
  approvers: Type.Optional(Approvers),
};

const Glob = Type.String({
  minLength: 1,
  maxLength: 512,
  description: 'glob of files, from the root of the repository',
  examples: ['ops/evidence/restore-*.yml'],
});

export const CheckEvidence = Type.Object(
  {
    ...demanded,
    checks: { ...Patterns, description: 'checks that must have succeeded on the commit to be deployed' },
    app: Type.Optional(Type.String({ default: 'github-actions', description: 'slug of the app that makes the check' })),
  },
  { ...closed, title: 'evidence by checks' },
);

/** What is proven of a service: that it can be relied on in each of these respects. */
export const EvidenceKind = oneOf(
  ['restore', 'availability', 'capacity', 'continuity', 'security'],
  'what the evidence is about; other evidence does not count, left out = any counts',
);

export const FileEvidence = Type.Object(
  {
    ...demanded,
    file: { ...Glob, description: 'glob of evidence files, YAML or JSON, from the root of the repository' },
    maxAge: { ...Duration, description: 'older evidence does not count' },
    kind: Type.Optional(EvidenceKind),
    maxTimeToRestore: Type.Optional({ ...Duration, description: 'the longest `minutesToRestore` that will do' }),
  },
  { ...closed, title: 'evidence by file' },
);

const budget = {
  minimumBudget: Type.Number({
    minimum: 0,
    maximum: 1,
    description: 'less than this share of the budget is too little; nothing left always is',
  }),
  maxAge: { ...Duration, description: 'an older measurement tells nothing' },
  objectives: Type.Optional(
    Type.Array(Type.String({ minLength: 1, maxLength: 200 }), {
      minItems: 1,
      description:
        'objectives that are promised and must be measured; left out = those of the catalogue, or whichever are measured',
    }),
  ),
  openslo: Type.Optional({ ...Glob, description: 'glob of OpenSLO files, each SLO of which must be measured' }),
};

const Address = Type.String({ minLength: 1, maxLength: 2_048 });

export const BudgetFiles = Type.Object(
  { file: { ...Glob, description: 'glob of files with measurements, JSON or YAML' }, ...budget },
  { ...closed, title: 'budgets in files', description: 'measurements that somebody commits' },
);
export const BudgetEndpoint = Type.Object(
  {
    url: {
      ...Address,
      description: 'HTTPS address that answers a GET with measurements as JSON',
      examples: ['https://slo.example.com/budgets'],
    },
    ...budget,
  },
  { ...closed, title: 'budgets of an endpoint', description: 'measurements that a server tells when it is asked' },
);
export const BudgetQuery = Type.Object(
  {
    prometheus: Type.Object(
      {
        url: {
          ...Address,
          description: 'HTTPS address of a server with the API of Prometheus, without `/api/v1`',
          examples: ['https://prometheus.example.com'],
        },
        query: Type.String({
          minLength: 1,
          maxLength: 4_000,
          description: 'gives the remaining share; the labels `service` and `objective` say of what',
        }),
      },
      {
        ...closed,
        description:
          '`url`: HTTPS address of a server with the API of Prometheus, without `/api/v1`; `query`: gives shares left',
      },
    ),
    ...budget,
  },
  { ...closed, title: 'budgets by Prometheus', description: 'the answer of a query, measured when it is asked' },
);

export const SloEvidence = Type.Object(
  {
    ...demanded,
    slo: Type.Union([BudgetFiles, BudgetEndpoint, BudgetQuery], {
      description: 'where remaining error budgets are told, and how much must be left',
    }),
  },
  { ...closed, title: 'error budget' },
);
export const Evidence = Type.Union([CheckEvidence, FileEvidence, SloEvidence]);
