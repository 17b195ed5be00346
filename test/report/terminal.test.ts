import { stripVTControlCharacters } from 'node:util';
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { finding } from '../../src/finding/finding.ts';
import { renderTerminal } from '../../src/report/terminal.ts';
import { widthOf } from '../../src/report/wrap.ts';
import { anyText, decisionWith } from './arbitrary.ts';
import * as decisions from './decisions.ts';

const { aContribution, aDecision, blockedFriday, everythingUnknown } = decisions;

const scenes = [
  { name: 'approved-low-risk', decision: decisions.approvedLowRisk },
  { name: 'blocked-friday', decision: blockedFriday },
  { name: 'needs-approval', decision: decisions.needsApproval },
  { name: 'emergency', decision: decisions.emergency },
  { name: 'rollback', decision: decisions.rollbackLane },
  { name: 'conflict', decision: decisions.conflictOfCritical },
  { name: 'everything-unknown', decision: everythingUnknown },
  { name: 'hostile', decision: decisions.hostile },
];

const page80 = { color: 'none', width: 80 } as const;

function widest(text: string): number {
  return Math.max(...text.split('\n').map(widthOf));
}

describe('the terminal', () => {
  test.each(scenes)('reads well in 80 columns: $name', async ({ name, decision }) => {
    await expect(renderTerminal(decision, { color: 'none', width: 80 })).toMatchFileSnapshot(
      `goldens/terminal-${name}.txt`,
    );
  });

  test.each([40, 120])('reads well in %i columns', async (width) => {
    await expect(renderTerminal(everythingUnknown, { color: 'none', width })).toMatchFileSnapshot(
      `goldens/terminal-everything-unknown-${width}.txt`,
    );
  });

  test.each(scenes.flatMap((scene) => [40, 41, 79, 80, 120].map((width) => ({ ...scene, width }))))(
    'stays within $width columns: $name',
    ({ decision, width }) => {
      expect(widest(renderTerminal(decision, { color: 'none', width }))).toBeLessThanOrEqual(width);
    },
  );

  test.each([
    { width: 0, columns: 40 },
    { width: 10_000, columns: 120 },
  ])('of $width columns is taken for one of $columns', ({ width, columns }) => {
    expect(widest(renderTerminal(everythingUnknown, { color: 'none', width }))).toBeLessThanOrEqual(columns);
  });

  test.each([
    { decision: decisions.approvedLowRisk, first: '✓ Approved for production' },
    { decision: decisions.needsApproval, first: '! Needs 3 approvals for production' },
    { decision: blockedFriday, first: '✗ Blocked for production until Mon 30 Nov 09:00' },
  ])('starts with the answer: $first', ({ decision, first }) => {
    expect(renderTerminal(decision, { color: 'none', width: 80 }).split('\n')[0]).toBe(first);
  });

  test('says in advice what it would have done', () => {
    const text = renderTerminal(blockedFriday, { color: 'none', width: 80, mode: 'advise' });

    expect(text).toMatch(/^✗ Would be blocked for production until Mon 30 Nov 09:00\n/u);
  });

  test('says the same in colour', () => {
    const plain = renderTerminal(blockedFriday, { color: 'none', width: 120 }).replaceAll('`', '');
    const coloured = renderTerminal(blockedFriday, { color: 'ansi', width: 120 });

    expect(coloured).toContain('\u001B[');
    expect(stripVTControlCharacters(coloured).split(/\s+/u)).toEqual(plain.split(/\s+/u));
  });

  test.each([
    { code: 'rollback/plan-missing', says: 'right below it' },
    { code: 'schedule/no-friday', says: 'only among what unblocks it' },
  ] as const)('tells what to do about its reason $code $says', ({ code, says }) => {
    const reason = finding({ code, effect: 'hold', problem: 'something is missing', remedy: 'write a plan' });
    const text = renderTerminal(aDecision({ outcome: 'needs-approval', findings: [reason] }), page80);

    expect(text.includes('  Something is missing\n  → Write a plan\n')).toBe(says === 'right below it');
  });

  test('cuts long lists and counts the rest', () => {
    const contributions = Array.from({ length: 20 }, (_, index) => aContribution({ factor: `factor-${index}` }));
    const findings = Array.from({ length: 500 }, (_, index) =>
      finding({ code: `evidence/check-${index}`, effect: 'block', problem: `check ${index} did not run` }),
    );
    const risk = { ...blockedFriday.risk, contributions };

    const text = renderTerminal(aDecision({ outcome: 'blocked', risk, findings }), { color: 'none', width: 80 });

    expect(text).toContain('and 12 more factors: factor-8 +9');
    expect(text).toContain('and 491 more');
    expect(text.split('\n').length).toBeLessThan(60);
  });

  test('is controlled by no text', () => {
    fc.assert(
      fc.property(anyText, fc.integer({ min: 40, max: 120 }), (text, width) => {
        const shown = renderTerminal(decisionWith(text), { color: 'none', width });

        expect(shown.replaceAll('\n', '')).not.toMatch(/\p{Cc}|\p{Bidi_Control}/u);
        expect(widest(shown)).toBeLessThanOrEqual(width);
      }),
    );
  });

  test('takes texts of any length', () => {
    const shown = renderTerminal(decisionWith('長'.repeat(60_000)), { color: 'none', width: 80 });

    expect(shown.length).toBeLessThan(20_000);
    expect(widest(shown)).toBeLessThanOrEqual(80);
  });
});
