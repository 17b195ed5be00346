import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { renderSummary } from '../../src/report/summary.ts';
import { anyText, decisionWith } from './arbitrary.ts';
import { everythingUnknown, needsApproval } from './decisions.ts';
import { faultsOfMarkdown } from './structure.ts';

const context = { mode: 'enforce', runUrl: 'https://github.com/acme/shop/actions/runs/123' } as const;

describe('the job summary', () => {
  test('has all detail open', async () => {
    const summary = renderSummary(needsApproval, context);

    expect(summary).not.toContain('<details>');
    await expect(summary).toMatchFileSnapshot('goldens/summary-needs-approval.md');
  });

  test('tells notes and what is doubtful in the policy', async () => {
    const warnings = [
      {
        file: '.github/change-gate/schedule.yml',
        line: 40,
        column: 5,
        severity: 'warning',
        code: 'policy/ends-soon',
        problem: 'the list `closing` runs out on 2026-12-31',
        remedy: 'add the dates of 2027',
      },
    ] as const;
    const notes = ['the token may not write comments: give the job `permissions: pull-requests: write`'];

    const summary = renderSummary(everythingUnknown, { ...context, notes, warnings });

    await expect(summary).toMatchFileSnapshot('goldens/summary-notes.md');
  });

  test('keeps its structure whatever stands in the texts', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        expect(faultsOfMarkdown(renderSummary(decisionWith(text), context))).toEqual([]);
      }),
    );
  });

  test('stays within one mebibyte', () => {
    const [hostile] = decisionWith('👍`@'.repeat(20_000)).findings;
    const findings = Array.from({ length: 5_000 }, () => hostile).filter((each) => each !== undefined);

    const summary = renderSummary({ ...needsApproval, findings }, context);

    expect(Buffer.byteLength(summary)).toBeLessThanOrEqual(1_048_576);
    expect(summary).toContain('more rows, left out for room.');
    expect(faultsOfMarkdown(summary)).toEqual([]);
  });
});
