// The JSON Schema source of change records. Development only.
import { Type } from 'typebox';
import { Instant, WholeFacts } from '../change/facts.schema.ts';
import { closed, nullable, oneOf } from '../rule/rule.schema.ts';
import { Decision } from './decision.schema.ts';

const RecordId = Type.String({ pattern: '^[0-9a-f]{20}$', description: 'names the record; made from what it holds' });
const Digest = Type.String({ pattern: '^sha256:[0-9a-f]{64}$', description: '`sha256:` and the hash' });
const Place = nullable(Type.String({ maxLength: 1_000, description: 'repository of the change, `owner/name`' }));

export const Run = Type.Object(
  {
    url: nullable(Type.String({ maxLength: 2_000, description: 'where to look at the run' })),
    id: nullable(Type.String({ maxLength: 100 })),
    attempt: nullable(Type.Integer({ minimum: 1, description: 'more than 1 after a re-run' })),
    actor: nullable(Type.String({ maxLength: 1_000, description: 'GitHub login of who started it' })),
    mode: oneOf(['enforce', 'advise'], 'whether the answer stopped anything'),
  },
  { ...closed, description: 'the run that wrote the record' },
);

export const DecisionRecord = Type.Object(
  {
    schemaVersion: Type.Literal(1),
    kind: Type.Literal('decision'),
    id: RecordId,
    repository: Place,
    decision: Decision,
    facts: WholeFacts,
    policy: { ...Digest, description: 'digest of the whole policy, which is kept as `policies/<hash>.json`' },
    engine: Type.String({ minLength: 1, maxLength: 100, description: 'version of change-gate' }),
    timeZoneData: Type.String({ minLength: 1, maxLength: 100, description: 'version of the time-zone data' }),
    run: nullable(Run),
  },
  { ...closed, title: 'decision record', description: 'One decision, with all that made it.' },
);

export const OutcomeRecord = Type.Object(
  {
    schemaVersion: Type.Literal(1),
    kind: Type.Literal('outcome'),
    id: RecordId,
    repository: Place,
    decisionId: nullable({ ...RecordId, description: 'the decision that let it pass; null if none was found' }),
    environment: Type.String({ minLength: 1, maxLength: 1_000 }),
    head: Type.String({ minLength: 1, maxLength: 1_000, description: 'the commit that was deployed' }),
    outcome: oneOf(
      ['success', 'failure', 'rolled-back', 'cancelled'],
      'how the deployment went; of one that was cancelled nobody knows whether it went out',
    ),
    at: { ...Instant, description: 'when it was known' },
    by: nullable(Type.String({ maxLength: 1_000, description: 'GitHub login of who said so' })),
    note: nullable(Type.String({ maxLength: 10_000 })),
    run: nullable(Run),
  },
  { ...closed, title: 'outcome record', description: 'How one deployment went.' },
);

export const ChangeRecord = Type.Union([DecisionRecord, OutcomeRecord], { title: 'change-gate record' });
