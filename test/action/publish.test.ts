import { describe, expect, test } from 'vitest';
import type { ActionInputs } from '../../src/action/inputs.ts';
import { inputSpecs } from '../../src/action/inputs.ts';
import { outputSpecs } from '../../src/action/outputs.ts';
import { mayProceed } from '../../src/action/proceed.ts';
import { annotationsOfAnswer, outputsOf } from '../../src/action/publish.ts';
import { readInputs } from '../../src/action/read-inputs.ts';
import { doubtsAbout } from '../../src/action/doubts.ts';
import { decide } from '../../src/decision/decide.ts';
import type { Decision } from '../../src/decision/decision.ts';
import type { Policy } from '../../src/policy/policy.ts';
import { aChange, aPolicy } from '../builders.ts';

const route = { kind: 'none' } as const;
const paths = { decision: '/tmp/decision.json', report: '/tmp/report.md' };

function inputs(given: Readonly<Record<string, string>> = {}): ActionInputs {
  return readInputs((name) => given[name] ?? inputSpecs[name].default);
}

async function blockedDecision(): Promise<{ readonly policy: Policy; readonly decision: Decision }> {
  const policy = await aPolicy(`version: 1
schedule: { timezone: UTC, freezes: [{ id: stopped, because: stop, environments: [production, "stage-*"] }] }
services: { checkout-api: { paths: ["src/**"] } }
`);
  return { policy, decision: decide(policy, aChange()) };
}

describe('whether the deployment may go on', () => {
  test.each([
    { mode: 'enforce', outcome: 'approved', proceeds: true },
    { mode: 'enforce', outcome: 'needs-approval', proceeds: false },
    { mode: 'enforce', outcome: 'blocked', proceeds: false },
    { mode: 'advise', outcome: 'approved', proceeds: true },
    { mode: 'advise', outcome: 'needs-approval', proceeds: true },
    { mode: 'advise', outcome: 'blocked', proceeds: true },
  ] as const)('is $proceeds in mode $mode when $outcome', ({ mode, outcome, proceeds }) => {
    expect(mayProceed({ inputs: { mode }, decision: { outcome }, route })).toBe(proceeds);
  });
});

describe('outputs', () => {
  test('are those that are described', async () => {
    const { decision } = await blockedDecision();

    const outputs = outputsOf({ decision, inputs: inputs(), route }, paths);

    expect(Object.keys(outputs).toSorted()).toEqual(Object.keys(outputSpecs).toSorted());
    expect(outputs).toMatchObject({ outcome: 'blocked', approved: 'false', proceed: 'false', 'next-opening': '' });
  });

  test('tell as reasons what stands in the way, and no notes', async () => {
    const { decision } = await blockedDecision();

    const reasons: unknown = JSON.parse(outputsOf({ decision, inputs: inputs(), route }, paths).reasons);

    expect(reasons).toEqual([expect.objectContaining({ code: 'schedule/stopped', effect: 'block' })]);
  });
});

describe('annotations', () => {
  test('look like no failure where the gate only advises', async () => {
    const { decision } = await blockedDecision();
    const answer = { decision, warnings: [], notes: ['something was not fetched'] };

    const enforced = annotationsOfAnswer({ policyChange: null, ...answer, inputs: inputs() });
    const advised = annotationsOfAnswer({ policyChange: null, ...answer, inputs: inputs({ mode: 'advise' }) });

    expect(enforced.map(({ level }) => level)).toEqual(['error', 'warning']);
    expect(advised.map(({ level }) => level)).toEqual(['warning', 'warning']);
    expect(advised.every(({ title }) => title.includes('advice only'))).toBe(true);
  });
});

describe('a doubt', () => {
  test.each([
    { given: {}, doubts: 0 },
    { given: { environment: 'production' }, doubts: 0 },
    { given: { environment: 'stage-eu' }, doubts: 0 },
    { given: { environment: 'somewhere-else' }, doubts: 0 },
    { given: { environment: 'prodution' }, doubts: 1 },
    { given: { services: 'checkout-api' }, doubts: 0 },
    { given: { services: 'chekout-api, checkout_api' }, doubts: 2 },
  ])('is raised by a word that is nearly known: $given', async ({ given, doubts }) => {
    const { policy } = await blockedDecision();

    expect(doubtsAbout(inputs(Object.fromEntries(Object.entries(given))), { policy })).toHaveLength(doubts);
  });
});
