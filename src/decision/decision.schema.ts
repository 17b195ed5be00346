import { Type } from 'typebox';
import { RequiredApproval } from '../approval/required.schema.ts';
import { Link } from '../catalogue/service.schema.ts';
import { Finding } from '../finding/finding.schema.ts';
import { RiskAssessment } from '../risk/assessment.schema.ts';
import { RollbackJudgement } from '../rollback/judgement.schema.ts';
import { closed, InstantUtc, nullable, oneOf } from '../rule/rule.schema.ts';
import { ScheduleJudgement } from '../schedule/judgement.schema.ts';

export const Unblock = Type.Object(
  {
    action: Type.String({ description: 'what to do, in words' }),
    codes: Type.Array(Type.String(), { description: 'the findings that it settles' }),
    at: nullable(InstantUtc),
    by: Type.Array(Type.String(), { description: 'authorities or people who can do it' }),
  },
  closed,
);

export const CatalogueEntry = Type.Object(
  {
    service: Type.String(),
    tier: Type.Integer(),
    owner: nullable(Type.String({ description: 'who looks after it' })),
    runbook: nullable(Type.String({ description: 'a path in the repository, or an address on the web' })),
    links: Type.Array(Link),
  },
  { ...closed, description: 'what the catalogue says of a service touched' },
);

export const Decision = Type.Object(
  {
    schemaVersion: Type.Literal(1),
    outcome: oneOf(['approved', 'needs-approval', 'blocked'], 'the answer'),
    changeType: oneOf(['standard', 'normal', 'emergency'], 'how the change is treated'),
    changeModel: nullable(Type.String({ description: 'id of the standard change that matched' })),
    lane: oneOf(['rollback', 'emergency', 'none'], 'the declared and accepted lane'),
    environment: Type.String(),
    services: nullable(Type.Array(Type.String())),
    tier: nullable(Type.Integer()),
    catalogue: Type.Array(CatalogueEntry, { description: 'of the services touched, those that the catalogue has' }),
    base: nullable(Type.String()),
    head: nullable(Type.String()),
    risk: RiskAssessment,
    findings: Type.Array(Finding),
    approvals: Type.Object(
      {
        required: Type.Array(RequiredApproval),
        given: Type.Array(Type.String(), {
          description: 'people who approved what is to be deployed and did not make it',
        }),
        missing: Type.Integer({ minimum: 0 }),
      },
      closed,
    ),
    schedule: ScheduleJudgement,
    rollback: RollbackJudgement,
    unblock: Type.Array(Unblock),
    evaluatedAt: InstantUtc,
    policyDigest: Type.String(),
    factsDigest: Type.String(),
  },
  { ...closed, title: 'change-gate decision' },
);
