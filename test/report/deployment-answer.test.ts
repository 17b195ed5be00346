import { describe, expect, test } from 'vitest';
import { finding } from '../../src/finding/finding.ts';
import { renderAnswered, renderDeploymentAnswer } from '../../src/report/deployment-answer.ts';
import { aDecision } from './decisions.ts';

const runUrl = 'https://github.com/acme/shop/actions/runs/5';
const closed = aDecision({
  outcome: 'blocked',
  findings: [finding({ code: 'schedule/night', effect: 'block', problem: 'the freeze `night` holds' })],
  schedule: { ...aDecision().schedule, open: false, nextOpening: '2026-11-25T05:00:00Z' },
  unblock: [
    { action: 'wait until 2026-11-25T05:00:00Z', codes: ['schedule/night'], at: '2026-11-25T05:00:00Z', by: [] },
  ],
});

function answer(decision = closed, context: { runUrl?: string | null; atMost?: number } = {}): string {
  return renderDeploymentAnswer(decision, { runUrl: null, atMost: 1_024, ...context });
}

describe('an answer to a deployment', () => {
  test('says what, why and what to do', () => {
    expect(answer()).toBe(
      '**Blocked for production until Wed 25 Nov 06:00**: the freeze `night` holds. What unblocks it: wait until Wed 25 Nov 06:00.',
    );
  });

  test('says the same at any time', () => {
    expect(answer({ ...closed, evaluatedAt: '2026-11-24T23:59:00Z' })).toBe(answer());
  });

  test('leads to the run that gave it', () => {
    expect(answer(aDecision(), { runUrl })).toContain(`[All of it](${runUrl})`);
  });

  test('fits into the room that there is, whatever is quoted, and mentions nobody', () => {
    const problem = '<b>@everyone</b> ![x](y) `'.repeat(500);
    const hostile = {
      ...closed,
      environment: '@prod'.repeat(300),
      findings: [finding({ code: 'schedule/night', effect: 'block', problem })],
    };

    const text = answer(hostile, { runUrl });

    expect(text.length).toBeLessThanOrEqual(1_024);
    expect(text).not.toMatch(/@\w/);
  });
});

describe('the summary of the deployments that wait', () => {
  const run = { id: 5, head: '3f9c2ab81d0476e5a1b2c3d4e5f60718293a4b5c', url: runUrl };

  test('says what became of each', () => {
    const answered = [
      { kind: 'approved' },
      { kind: 'rejected' },
      { kind: 'answered-already' },
      { kind: 'waits', untold: null },
      { kind: 'waits', untold: 'GitHub takes no more than 10 reports' },
      { kind: 'left', reason: 'its risk is medium' },
      { kind: 'refused', reason: 'GitHub answered 403' },
      { kind: 'unjudged', reason: 'the policy is broken' },
    ] as const;

    expect(
      renderAnswered(
        'production',
        answered.map((each) => ({ run, answered: each })),
        ['no `actions: read`'],
      ),
    ).toBe(
      `### 8 deployments waiting for production

| Commit | Run |  |
|---|---|---|
| \`3f9c2ab81d04\` | [run 5](${runUrl}) | the gate approved it |
| \`3f9c2ab81d04\` | [run 5](${runUrl}) | the gate rejected it, which ended the run |
| \`3f9c2ab81d04\` | [run 5](${runUrl}) | the gate has answered it before |
| \`3f9c2ab81d04\` | [run 5](${runUrl}) | it waits, and the run says for what |
| \`3f9c2ab81d04\` | [run 5](${runUrl}) | it waits, and the run does not say for what: GitHub takes no more than 10 reports |
| \`3f9c2ab81d04\` | [run 5](${runUrl}) | it is left to people: its risk is medium |
| \`3f9c2ab81d04\` | [run 5](${runUrl}) | it could not be answered: GitHub answered 403 |
| \`3f9c2ab81d04\` | [run 5](${runUrl}) | it could not be judged: the policy is broken |

> No \`actions: read\`
`,
    );
  });

  test('says that there is none', () => {
    expect(renderAnswered('production', [], [])).toBe('### No deployment waits for production\n');
  });
});
