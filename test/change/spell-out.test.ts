import { describe, expect, test } from 'vitest';
import { parseFacts } from '../../src/change/parse-facts.ts';

const evaluatedAt = '2026-11-24T10:00:00Z';

function factsOf(document: object) {
  const parsed = parseFacts({ evaluatedAt, ...document }, { missing: 'unknown' });
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.problems));
  return parsed.facts;
}

describe('a document in short', () => {
  test('leaves the kind of a file to its path', () => {
    const { files } = factsOf({ files: [{ path: 'docs/guide.md', status: 'modified', added: 1, deleted: 0 }] });

    expect(files).toMatchObject([{ kind: 'docs' }]);
  });

  test('leaves the kinds of a list that was cut short to the paths too', () => {
    const { files } = factsOf({
      files: { unknown: 'cut', seen: [{ path: 'a.sql', status: 'added', added: 1, deleted: 0 }] },
    });

    expect(files).toMatchObject({ unknown: 'cut', seen: [{ path: 'a.sql', kind: expect.any(String) }] });
  });

  test('does not make up the permission of an approver', () => {
    const { approvals } = factsOf({ head: 'abcabcabcabc', approvals: [{ by: 'rita' }] });

    expect(approvals).toEqual([
      {
        by: 'rita',
        permission: { unknown: 'not given' },
        teams: { unknown: 'not given' },
        sha: 'abcabcabcabc',
        at: evaluatedAt,
      },
    ]);
  });

  test('takes a check for one of GitHub Actions that has just ended', () => {
    const { checks } = factsOf({ checks: [{ name: 'CI / test', conclusion: 'success' }] });

    expect(checks).toEqual([
      { app: 'github-actions', name: 'CI / test', conclusion: 'success', completedAt: evaluatedAt },
    ]);
  });

  test('names only the parts of a plan that there are', () => {
    const { plan, rollback } = factsOf({ plan: { strategy: 'revert', minutesToRestore: 5 } });

    expect(plan).toMatchObject({
      strategy: 'revert',
      minutesToRestore: 5,
      steps: [],
      owner: null,
      returnToState: 'none',
    });
    expect(rollback).toMatchObject({ hasPlan: true, strategy: 'revert', minutesToRestore: 5 });
  });

  test('leaves what became of the commit to return to unknown', () => {
    const { plan } = factsOf({ plan: { strategy: 'revert', returnTo: 'abc' } });

    expect(plan).toMatchObject({ returnToState: { unknown: 'not given' } });
  });

  test('knows of a running deployment what it says, and that it runs now', () => {
    const { running, deployments } = factsOf({ environment: 'staging', running: [{ id: '7' }] });

    expect(running).toEqual([
      {
        id: '7',
        sha: null,
        environment: 'staging',
        startedAt: evaluatedAt,
        lastStatusAt: evaluatedAt,
        url: null,
        services: { unknown: 'not given' },
      },
    ]);
    expect(deployments.inProgress).toBe(1);
  });

  test('takes a running deployment to have spoken last when it started', () => {
    const { running } = factsOf({ running: [{ id: '7', startedAt: '2026-11-24T10:30:00+01:00' }] });

    expect(running).toMatchObject([{ startedAt: '2026-11-24T09:30:00Z', lastStatusAt: '2026-11-24T09:30:00Z' }]);
  });

  test('counts running deployments only where it lists them', () => {
    expect(factsOf({}).deployments.inProgress).toEqual({ unknown: 'not given' });
    expect(factsOf({ running: { unknown: 'no token' } }).deployments.inProgress).toEqual({ unknown: 'no token' });
    expect(factsOf({ running: [] }).deployments.inProgress).toBe(0);
  });
});
