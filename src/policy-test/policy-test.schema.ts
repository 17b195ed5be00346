// The JSON Schema source of policy test files. Development only, like every `*.schema.ts`.
import { Type } from 'typebox';
import type { TSchema } from 'typebox';
import { Instant } from '../change/facts.schema.ts';
import { closed, form, oneOf } from '../rule/rule.schema.ts';

const Code = form('^[a-z]+/[a-z0-9-]+$', 'the code of a finding like `schedule/no-friday`', {
  examples: ['schedule/outside-windows'],
});
const codes = (description: string) => Type.Array(Code, { description });
const byCode = (pattern: ReturnType<typeof Type.String>, description: string) =>
  Type.Record(Code, pattern, { description, keys: 'the code of a finding like `schedule/no-friday`' });
const Moment = { ...Instant, expected: 'an instant like `2026-11-30T09:00:00+01:00`' };

function orNull<T extends TSchema>(schema: T, { description }: { readonly description: string }) {
  return Type.Union([schema, Type.Null()], { description });
}

/** What a test says of the decision: each key that is there must hold. */
export const Expectation = Type.Object(
  {
    outcome: Type.Optional(oneOf(['approved', 'needs-approval', 'blocked'], 'the answer')),
    changeType: Type.Optional(oneOf(['standard', 'normal', 'emergency'], 'how the change is treated')),
    changeModel: Type.Optional(
      orNull(Type.String(), { description: 'id of the standard change that matched; `null` = none did' }),
    ),
    lane: Type.Optional(oneOf(['rollback', 'emergency', 'none'], 'the lane that was declared and accepted')),
    environment: Type.Optional(Type.String({ description: 'where it goes' })),
    riskLevel: Type.Optional(oneOf(['low', 'medium', 'high', 'critical'], 'the risk level')),
    riskScore: Type.Optional(Type.Number({ description: 'the risk score' })),
    open: Type.Optional(Type.Boolean({ description: 'whether the schedule is open' })),
    nextOpening: Type.Optional(
      orNull(Moment, { description: 'when it opens next, in any offset; `null` = not foreseeable' }),
    ),
    nextClosing: Type.Optional(
      orNull(Moment, { description: 'when it closes next, in any offset; `null` = not foreseeable' }),
    ),
    rollback: Type.Optional(
      oneOf(['good', 'weak', 'missing', 'unknown', 'not-required'], 'what was found of the rollback plan'),
    ),
    missingApprovals: Type.Optional(Type.Integer({ minimum: 0, description: 'approvals that are missing' })),
    approvedBy: Type.Optional(Type.Array(Type.String(), { description: 'people whose approval counts, in any order' })),
    findings: Type.Optional(codes('findings that must be there; others may be')),
    absent: Type.Optional(codes('findings that must not be there')),
    effects: Type.Optional(
      Type.Record(Code, oneOf(['note', 'hold', 'block'], 'an effect'), {
        description: 'by the code of a finding: its effect',
        keys: 'the code of a finding like `schedule/no-friday`',
      }),
    ),
    says: Type.Optional(byCode(Type.String(), 'by the code of a finding: words that it contains')),
    liftedBy: Type.Optional(byCode(Type.String(), 'by the code of a finding: who lifted the hold')),
    assumed: Type.Optional(
      Type.Record(Code, Type.Array(Type.String()), {
        description: 'by the code of a finding: unknown facts that it counted as the worse case',
        keys: 'the code of a finding like `schedule/no-friday`',
      }),
    ),
    unblock: Type.Optional(
      Type.Array(Type.String(), {
        description: 'words that the list of what unblocks it contains; empty = there is nothing to do',
      }),
    ),
  },
  { ...closed, minProperties: 1, title: 'map, see below', description: 'what the decision must say' },
);

export const TestCase = Type.Object(
  {
    name: Type.String({ minLength: 1, maxLength: 500, description: 'what is tested, as a sentence' }),
    from: Type.Optional(
      Type.String({
        minLength: 1,
        maxLength: 1_000,
        description: 'a change record (JSON) whose facts the test starts from; the path is seen from the test file',
      }),
    ),
    facts: Type.Optional(
      Type.Record(Type.String(), Type.Unknown(), {
        title: 'map: as in the facts document',
        description: 'facts of the change; all others are those of `from`, or safe',
      }),
    ),
    expect: Expectation,
  },
  { ...closed, title: 'policy test' },
);

export const PolicyTestFile = Type.Object(
  {
    $schema: Type.Optional(Type.String({ description: 'the JSON Schema, for editors' })),
    tests: Type.Array(TestCase, { minItems: 1, maxItems: 5_000, description: 'the tests' }),
  },
  { ...closed, title: 'change-gate policy tests', description: 'Tests of a policy of change-gate.' },
);
