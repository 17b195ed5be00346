import { describe, expect, test } from 'vitest';
import { gateJobsIn, isGateJob, namesAction } from '../../src/action/gate-jobs.ts';

const action = 'change-gate/change-gate@';

const workflow = `
on: push
jobs:
  gate:
    steps:
      - uses: actions/checkout@v7
      - name: May it go?
        uses: change-gate/change-gate@v0
  second:
    name: Gate for \${{ matrix.region }}
    steps: [{ uses: Change-Gate/change-gate@v0 }]
  deploy:
    needs: gate
    steps: [{ run: 'echo uses: change-gate/change-gate@v0' }]
`;

describe('the gate in a workflow', () => {
  test('is each job that has a step of the action', () => {
    expect(namesAction(workflow, action)).toBe(true);
    expect(gateJobsIn(workflow, action)).toEqual(['gate', 'Gate for *']);
  });

  test.each(['', 'jobs: {}', 'jobs: [1]', 'jobs: { a: 1, b: { steps: x } }', ': :', '- - -'])(
    'is nowhere in %j',
    (text) => {
      expect(namesAction(text, action)).toBe(false);
      expect(gateJobsIn(text, action)).toEqual([]);
    },
  );
});

describe('a job of a run', () => {
  test.each([
    { name: 'gate', steps: [], jobs: ['gate'] },
    { name: 'gate (eu, 1)', steps: [], jobs: ['gate'] },
    { name: 'release / gate', steps: [], jobs: ['gate'] },
    { name: 'all / release / Gate for eu', steps: [], jobs: ['Gate for *'] },
    { name: 'other', steps: ['Set up job', 'Run change-gate/change-gate@v0'], jobs: [] },
  ])('asks the gate: $name', ({ name, steps, jobs }) => {
    expect(isGateJob({ name, steps }, { action, jobs })).toBe(true);
  });

  test.each([
    { name: 'deploy', steps: [], jobs: ['gate'] },
    { name: 'gate / deploy', steps: [], jobs: ['gate'] },
    { name: 'gatekeeper', steps: [], jobs: ['gate'] },
    { name: 'gate', steps: ['Run change-gate/other@v0'], jobs: [] },
  ])('does not: $name', ({ name, steps, jobs }) => {
    expect(isGateJob({ name, steps }, { action, jobs })).toBe(false);
  });
});
