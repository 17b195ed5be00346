import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { ApprovalRule, Authority, EmergencyRule } from '../../src/approval/authority.ts';
import { judgeApprovals } from '../../src/approval/judge.ts';
import type { ApprovalQuestion } from '../../src/approval/judge.ts';
import type { Approval, ChangeFacts, ChangePart } from '../../src/change/facts.ts';
import { isUnknown } from '../../src/change/facts.ts';
import { finding } from '../../src/finding/finding.ts';
import { aJudgedChange, anApproval, head } from '../builders.ts';

const source = 'policy.yml:1';
const authorities: Readonly<Record<string, Authority>> = {
  peers: { permission: 'write', source },
  sre: { members: ['alice', 'bob'], source },
  board: { members: ['alice', 'carol'], source },
};
const [twelve, thirteen] = ['2'.repeat(40), '3'.repeat(40)];

function aRule(parts: Partial<ApprovalRule> = {}): ApprovalRule {
  return { id: 'second-pair-of-eyes', because: 'two see more', from: ['peers'], count: 1, source, ...parts };
}

/** Pull request #12 by alice. */
function ofAlice(parts: Partial<ChangePart> = {}): ChangePart {
  return { pull: 12, head: twelve, makers: ['alice'], ...parts };
}

/** Pull request #13 by bob. */
function ofBob(parts: Partial<ChangePart> = {}): ChangePart {
  return { pull: 13, head: thirteen, makers: ['bob'], ...parts };
}

/** A commit that somebody pushed. */
function aPush(by: string): ChangePart {
  return { pull: null, head: null, makers: [by] };
}

const both = [ofAlice(), ofBob()];
const of12 = (by: string) => anApproval(by, { sha: twelve });
const of13 = (by: string) => anApproval(by, { sha: thirteen });

type Parts = Partial<Omit<ApprovalQuestion, 'change'>> & {
  readonly approvals?: readonly Approval[];
  readonly parts?: ChangeFacts['parts'];
  readonly facts?: Parameters<typeof aJudgedChange>[0];
};

function judged({ approvals = [], parts = both, facts, ...question }: Parts) {
  const change = { author: { unknown: 'there are several' }, authors: [] };
  return judgeApprovals({
    rules: [aRule()],
    emergency: null,
    authorities,
    change: aJudgedChange({ makers: makersOf(parts), change, approvals, parts, ...facts }),
    holds: [],
    ...question,
  });
}

function makersOf(parts: NonNullable<ChangeFacts['parts']>): readonly string[] {
  if (isUnknown(parts)) return ['alice', 'bob'];
  return parts.flatMap(({ pull, makers }) => (isUnknown(makers) ? [pull === 12 ? 'alice' : 'bob'] : makers));
}

const problemsOf = (parts: Parts) => judged(parts).findings.map(({ problem }) => problem);

describe('a change of two pull requests', () => {
  test('is approved when their authors approved each other’s', () => {
    const { missing, given, required, findings } = judged({ approvals: [of12('bob'), of13('alice')] });

    expect({ missing, given, findings }).toEqual({ missing: 0, given: ['bob', 'alice'], findings: [] });
    expect(required).toMatchObject([{ given: ['bob', 'alice'], missing: 0 }]);
  });

  test('is held for the one that nobody approved, and says how to go on', () => {
    const { findings, missing, required } = judged({ approvals: [of12('bob')] });

    expect(missing).toBe(1);
    expect(required).toMatchObject([{ given: ['bob'], missing: 1 }]);
    expect(findings).toMatchObject([
      {
        effect: 'hold',
        problem: '1 approval from `peers` is missing for #13',
        remedy:
          'ask `peers` (anyone with write permission) to approve #13, or `111111111111`; whoever made a part does not count for it',
        facts: { parts: ['#13'], count: 1, given: ['bob'], missing: 1 },
      },
    ]);
  });

  test.each([
    { approvals: [of12('alice'), of13('alice')], problem: ' for #12; not counted: alice made #12' },
    { approvals: [of12('cem')], problem: ' for #13' },
    { approvals: [of12('bob'), of13('bob')], problem: ' for #13; not counted: bob made #13' },
    { approvals: [], problem: ' for #12 and #13' },
    { approvals: [anApproval('alice')], problem: ' for #12; not counted: alice made #12' },
    {
      approvals: [of12('bob'), anApproval('cem', { sha: '4'.repeat(40) })],
      problem: ' for #13; not counted: cem approved another commit, 444444444444',
    },
  ])('lacks$problem', ({ approvals, problem }) => {
    expect(problemsOf({ approvals })).toEqual([`1 approval from \`peers\` is missing${problem}`]);
  });

  test.each([
    { what: 'what is deployed', approvals: [anApproval('cem')] },
    { what: 'each of them', approvals: [of12('cem'), of13('cem')] },
    {
      what: 'each of them, by the first characters',
      approvals: [of13('alice'), anApproval('bob', { sha: twelve.slice(0, 12) })],
    },
    { what: 'what is deployed, one after the other', approvals: [anApproval('alice'), anApproval('bob')] },
  ])('is approved by who approved $what', ({ approvals }) => {
    expect(judged({ approvals }).missing).toBe(0);
  });

  test('counts who made the whole, but no part of it, as maker of each', () => {
    const facts = { makers: ['alice', 'bob', 'dispatcher'] };

    expect(problemsOf({ facts, approvals: [anApproval('dispatcher')] })).toEqual([
      '1 approval from `peers` is missing for #12 and #13; not counted: dispatcher made #12, dispatcher made #13',
    ]);
  });

  test('needs as many as its worst part', () => {
    const approvals = [of12('bob'), of12('cem'), of13('cem')];

    expect(judged({ rules: [aRule({ count: 3 })], approvals })).toMatchObject({ missing: 2 });
    expect(problemsOf({ rules: [aRule({ count: 2 })], approvals })).toEqual([
      '1 of 2 approvals from `peers` is missing for #13',
    ]);
  });

  test('fills its rules by distinct people within each part, not over them', () => {
    const rules = [aRule({ id: 'sre', from: ['sre'] }), aRule({ id: 'board', from: ['board'] })];
    const parts = [ofAlice({ makers: ['mia'] }), ofBob({ makers: ['mia'] })];
    const approvals = [of12('alice'), of12('bob'), of13('alice'), of13('carol')];

    expect(judged({ rules, parts, approvals }).required.map(({ given }) => given)).toEqual([
      ['bob', 'alice'],
      ['alice', 'carol'],
    ]);
    expect(problemsOf({ rules, parts, approvals: approvals.slice(0, 3) })).toEqual([
      '1 approval from `board` is missing for #13',
    ]);
  });

  test('names no more than three that lack approvals', () => {
    const parts = [1, 2, 3, 4, 5].map((pull) => ofAlice({ pull, head: `${pull}`.repeat(39) }));

    expect(problemsOf({ parts })).toEqual(['1 approval from `peers` is missing for #1, #2, #3 and 2 more']);
  });

  test('asks what an emergency asks of each', () => {
    const emergency: EmergencyRule = {
      because: 'somebody must stand for it',
      approvals: { from: ['sre'], count: 1 },
      reviewWithin: '3d',
      source,
    };
    const change = aJudgedChange(
      { parts: both, makers: ['alice', 'bob'], change: { author: 'bob', authors: [] }, approvals: [of12('bob')] },
      { changeType: 'emergency' },
    );

    expect(judgeApprovals({ rules: [], emergency, authorities, change, holds: [] }).findings).toMatchObject([
      { code: 'approvals/emergency', problem: '1 approval from `sre` is missing for #13' },
    ]);
  });
});

describe('what came without a pull request', () => {
  const parts = [ofAlice(), aPush('eve')];

  test('is held until somebody else approves what is deployed', () => {
    expect(judged({ parts, approvals: [of12('bob')] }).findings).toMatchObject([
      {
        problem: '1 approval from `peers` is missing for what came without a pull request',
        remedy: expect.stringMatching(/to approve `111111111111`; whoever made a part does not count for it$/u),
      },
    ]);
    expect(judged({ parts, approvals: [of12('bob'), anApproval('eve')] }).missing).toBe(1);
    expect(judged({ parts, approvals: [of12('bob'), anApproval('alice')] }).missing).toBe(0);
  });

  test('is told once, however many commits it has', () => {
    expect(problemsOf({ parts: [aPush('eve'), ofAlice(), aPush('ann')], approvals: [of12('bob')] })).toEqual([
      '1 approval from `peers` is missing for what came without a pull request',
    ]);
  });
});

describe('a change of one part', () => {
  test.each([{ told: { parts: [ofAlice()] } }, { told: { parts: [] } }])('is spoken of as one: $told', ({ told }) => {
    const facts = { makers: ['alice'], ...told };

    expect(judged({ facts, approvals: [anApproval('alice')] }).findings).toMatchObject([
      {
        problem: '1 approval from `peers` is missing; not counted: alice made the change',
        remedy: expect.stringMatching(/to approve `111111111111`; whoever made the change does not count$/u),
        facts: { count: 1, given: [], missing: 1, notCounted: ['alice made the change'] },
      },
    ]);
    expect(judged({ facts, approvals: [anApproval('bob')] }).missing).toBe(0);
  });

  test('is approved by who approved its head', () => {
    expect(judged({ parts: [ofAlice()], approvals: [of12('bob')] }).missing).toBe(0);
    expect(judged({ parts: [ofAlice({ head: null })], approvals: [of12('bob')] }).missing).toBe(1);
  });
});

describe('a part of which something is unknown', () => {
  const unknown = { unknown: 'the token may not' };

  test.each([
    { what: 'its makers', facts: { makers: unknown }, part: { makers: unknown }, fact: 'parts.#13.makers' },
    { what: 'its makers, though the makers are told', facts: {}, part: { makers: unknown }, fact: 'parts.#13.makers' },
    { what: 'its head', facts: {}, part: { head: unknown }, fact: 'parts.#13.head' },
  ])('is not approved without $what', ({ facts, part, fact }) => {
    const { findings, required } = judged({
      facts,
      parts: [ofAlice(), ofBob(part)],
      approvals: [of12('bob'), of13('cem')],
    });

    expect(findings).toMatchObject([
      { problem: expect.stringContaining(`missing for #13`), assumed: [{ fact, reason: 'the token may not' }] },
    ]);
    expect(findings[0]?.problem).toContain(`; \`${fact}\` is not known (the token may not)`);
    expect(required).toMatchObject([{ assumed: [{ fact }] }]);
  });

  test('is covered by who approved what is deployed, though its head is unknown', () => {
    expect(judged({ parts: [ofAlice(), ofBob({ head: unknown })], approvals: [anApproval('cem')] }).missing).toBe(0);
  });

  test('is judged with the others as one if the parts are unknown', () => {
    const approvals = [of12('bob'), of13('alice')];

    expect(judged({ parts: unknown, approvals })).toMatchObject({
      missing: 1,
      findings: [{ assumed: [{ fact: 'parts', reason: 'the token may not' }] }],
    });
    expect(judged({ parts: unknown, approvals: [anApproval('cem')] }).missing).toBe(0);
    expect(judged({ parts: unknown, approvals: [anApproval('bob')] }).missing).toBe(1);
  });

  test('is approved by nobody while the makers of the whole are unknown', () => {
    expect(judged({ facts: { makers: unknown }, approvals: [anApproval('cem')] })).toMatchObject({
      missing: 1,
      findings: [{ assumed: [{ fact: 'makers' }] }],
    });
  });
});

const hold = finding({ code: 'schedule/year-end', effect: 'hold', problem: 'frozen', approvers: ['sre'] });

describe('a hold of a change of two pull requests', () => {
  test.each([
    { approvals: [of12('bob')], effect: 'hold', liftedBy: null },
    { approvals: [of12('bob'), of13('alice')], effect: 'note', liftedBy: 'bob and alice' },
    { approvals: [of12('bob'), of13('carol')], effect: 'hold', liftedBy: null },
    { approvals: [anApproval('bob')], effect: 'hold', liftedBy: null },
  ])('is then a $effect, lifted by $liftedBy', ({ approvals, effect, liftedBy }) => {
    expect(judged({ approvals, holds: [hold] }).holds).toMatchObject([{ effect, liftedBy }]);
  });

  test('is lifted by one person who may lift it for each, if there is one', () => {
    const parts = [ofAlice({ makers: ['mia'] }), ofBob({ makers: ['mia'] })];
    const approvals = [of12('alice'), anApproval('bob')];

    expect(judged({ parts, approvals, holds: [hold] }).holds).toMatchObject([{ liftedBy: 'bob' }]);
  });

  test('tells what is unknown of the part that holds it', () => {
    const parts = [ofAlice(), ofBob({ head: { unknown: 'the token may not' } })];

    expect(judged({ parts, approvals: [of12('bob')], holds: [hold] }).holds).toMatchObject([
      { effect: 'hold', assumed: [{ fact: 'parts.#13.head', reason: 'the token may not' }] },
    ]);
  });
});

const logins = ['alice', 'bob', 'carol', 'ada', 'mia'] as const;
const shas = [head, twelve, thirteen, '4'.repeat(40)] as const;
const anyApproval = fc
  .record({ by: fc.constantFrom(...logins), sha: fc.constantFrom(...shas) })
  .map(({ by, sha }) => anApproval(by, { sha }));
const anyPart = fc.record({
  pull: fc.constantFrom(12, 13, null),
  head: fc.constantFrom(twelve, thirteen, null),
  makers: fc.subarray([...logins]),
});
const anyQuestion = fc.record({
  rules: fc.array(
    fc.record({ from: fc.subarray(Object.keys(authorities), { minLength: 1 }), count: fc.integer({ min: 1, max: 3 }) }),
    { maxLength: 3 },
  ),
  approvals: fc.array(anyApproval, { maxLength: 6 }),
  parts: fc.array(anyPart, { maxLength: 3 }),
  others: fc.subarray([...logins], { maxLength: 1 }),
});

type Question = typeof anyQuestion extends fc.Arbitrary<infer T> ? T : never;

function answer({ rules, approvals, parts, others }: Question, changed: Parts['facts'] = {}) {
  const makers = [...parts.flatMap((part) => part.makers), ...others];
  return judged({
    rules: rules.map((rule, index) => aRule({ ...rule, id: `rule-${index}` })),
    holds: [hold],
    facts: { makers, parts, approvals, ...changed },
  });
}

/** For each rule how many are missing, and whether the hold stands. */
const weightsOf = ({ required, holds }: ReturnType<typeof answer>) => [
  ...required.map(({ missing }) => missing),
  holds.filter(({ effect }) => effect === 'hold').length,
];

/** The weights that are lighter than before. */
function lighter(after: ReturnType<typeof answer>, before: ReturnType<typeof answer>): readonly number[] {
  const known = weightsOf(before);
  return weightsOf(after).filter((weight, index) => weight < (known[index] ?? 0));
}

const unknown = { unknown: 'not readable' };

describe('a fact of the parts', () => {
  test.each([
    { what: 'parts', hide: () => unknown },
    {
      what: 'the makers of one',
      hide: (parts) => parts.map((part, index) => (index === 0 ? { ...part, makers: unknown } : part)),
    },
    {
      what: 'the head of one',
      hide: (parts) => parts.map((part, index) => (index === 0 ? { ...part, head: unknown } : part)),
    },
  ] satisfies readonly { what: string; hide: (parts: readonly ChangePart[]) => NonNullable<ChangeFacts['parts']> }[])(
    'that is unknown never lets more through: $what',
    ({ hide }) => {
      fc.assert(
        fc.property(anyQuestion, (question) => {
          expect(lighter(answer(question, { parts: hide(question.parts) }), answer(question))).toEqual([]);
        }),
      );
    },
  );

  test('that is left out never lets more through', () => {
    fc.assert(
      fc.property(anyQuestion, (question) => {
        expect(lighter(answer(question, { parts: [] }), answer(question))).toEqual([]);
      }),
    );
  });

  test('never lets more through for a part more', () => {
    fc.assert(
      fc.property(anyQuestion, anyPart, (question, more) => {
        fc.pre(question.parts.length > 0);
        // Who made the whole but no part of it may be the maker of the part that was added.
        const before = { ...question, others: [] };

        expect(lighter(answer({ ...before, parts: [...question.parts, more] }), answer(before))).toEqual([]);
      }),
    );
  });

  test('lets no less through for an approval more', () => {
    fc.assert(
      fc.property(anyQuestion, anyApproval, (question, more) => {
        expect(lighter(answer(question), answer({ ...question, approvals: [...question.approvals, more] }))).toEqual(
          [],
        );
      }),
    );
  });
});
