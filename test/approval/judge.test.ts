import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { ApprovalRule, Authority, EmergencyRule } from '../../src/approval/authority.ts';
import { judgeApprovals } from '../../src/approval/judge.ts';
import type { ApprovalQuestion } from '../../src/approval/judge.ts';
import { anyoneWithWrite } from '../../src/approval/membership.ts';
import type { Approval } from '../../src/change/facts.ts';
import { finding } from '../../src/finding/finding.ts';
import { aJudgedChange, anApproval } from '../builders.ts';

const source = 'policy.yml:1';
const authorities: Readonly<Record<string, Authority>> = {
  peers: { permission: 'write', source },
  sre: { members: ['alice', 'bob'], teams: ['acme/sre'], source },
  board: { members: ['alice', 'carol'], source },
};
const emergency: EmergencyRule = {
  because: 'somebody must stand for it',
  approvals: { from: ['sre'], count: 1 },
  reviewWithin: '3d',
  source: 'policy.yml:40',
};

function aRule(parts: Partial<ApprovalRule> = {}): ApprovalRule {
  return { id: 'second-pair-of-eyes', because: 'two see more', from: ['peers'], count: 1, source, ...parts };
}

type Parts = Partial<ApprovalQuestion> & { readonly approvals?: readonly Approval[] };

function judged({ approvals = [], ...parts }: Parts) {
  return judgeApprovals({
    rules: [aRule()],
    emergency: null,
    authorities,
    change: aJudgedChange({ approvals }),
    holds: [],
    ...parts,
  });
}

const hold = (parts: { readonly approvers?: readonly string[] } = {}) =>
  finding({ code: 'schedule/year-end', effect: 'hold', problem: 'frozen', ...parts });

describe('approvals', () => {
  test('are not asked without rules', () => {
    expect(judged({ rules: [] })).toEqual({ required: [], given: [], missing: 0, findings: [], holds: [] });
  });

  test('that are missing hold the change', () => {
    expect(judged({})).toEqual({
      required: [
        {
          rule: 'second-pair-of-eyes',
          source,
          because: 'two see more',
          from: ['peers'],
          count: 1,
          given: [],
          missing: 1,
          environment: null,
          assumed: [],
        },
      ],
      given: [],
      missing: 1,
      findings: [
        expect.objectContaining({
          code: 'approvals/second-pair-of-eyes',
          effect: 'hold',
          rule: 'second-pair-of-eyes',
          source,
          because: 'two see more',
          problem: '1 approval from `peers` is missing',
          remedy:
            'ask `peers` (anyone with write permission) to approve `111111111111`; whoever made the change does not count',
          approvers: ['peers'],
        }),
      ],
      holds: [],
    });
  });

  test('that are there fill their rule', () => {
    const { required, given, missing, findings } = judged({ approvals: [anApproval('ada')] });

    expect({ given, missing, findings }).toEqual({ given: ['ada'], missing: 0, findings: [] });
    expect(required).toMatchObject([{ given: ['ada'], missing: 0 }]);
  });

  test.each([
    { count: 2, given: 0, problem: '2 approvals from `peers` are missing' },
    { count: 2, given: 1, problem: '1 of 2 approvals from `peers` is missing' },
    { count: 3, given: 1, problem: '2 of 3 approvals from `peers` are missing' },
  ])('of $count, $given given: $problem', ({ count, given, problem }) => {
    const approvals = ['ada', 'ben', 'cem'].slice(0, given).map((by) => anApproval(by));

    expect(judged({ rules: [aRule({ count })], approvals }).findings).toMatchObject([{ problem }]);
  });

  test('of the maker do not count, and the finding says so', () => {
    expect(judged({ approvals: [anApproval('mia')] }).findings).toMatchObject([
      { problem: '1 approval from `peers` is missing; not counted: mia made the change' },
    ]);
  });

  test('that do not count are named up to three', () => {
    const approvals = ['a', 'b', 'c', 'd'].map((by) => anApproval(by, { sha: '2'.repeat(40) }));

    expect(judged({ approvals }).findings[0]?.problem).toMatch(
      /not counted: a approved another commit, 222222222222, b .+, c .+, and 1 more$/u,
    );
  });

  test('fill rules by distinct people', () => {
    const rules = [aRule(), aRule({ id: 'sre-signs', from: ['sre'] }), aRule({ id: 'board', from: ['board'] })];
    const approvals = [anApproval('alice'), anApproval('bob'), anApproval('ada')];

    expect(judged({ rules, approvals }).required.map(({ given }) => given)).toEqual([['ada'], ['bob'], ['alice']]);
    expect(judged({ rules, approvals: approvals.slice(0, 2) }).missing).toBe(1);
  });

  test('tell the environment that routes them', () => {
    expect(judged({ rules: [aRule({ environment: 'reviewed' })] }).required).toMatchObject([
      { environment: 'reviewed' },
    ]);
  });

  test('of somebody in one of several authorities count', () => {
    const rules = [aRule({ from: ['board', 'sre'] })];

    expect(judged({ rules, approvals: [anApproval('bob', { permission: 'read' })] }).missing).toBe(0);
    expect(judged({ rules }).findings).toMatchObject([{ problem: '1 approval from `board` or `sre` is missing' }]);
  });

  test('that are unknown are missing', () => {
    const change = aJudgedChange({ approvals: { unknown: 'only GitHub knows' } });

    expect(judged({ change, rules: [aRule({ count: 2 })] })).toMatchObject({
      given: [],
      missing: 2,
      required: [{ assumed: [{ fact: 'approvals', reason: 'only GitHub knows' }] }],
      findings: [
        {
          problem: '2 approvals from `peers` are missing; `approvals` is not known (only GitHub knows)',
          assumed: [{ fact: 'approvals', reason: 'only GitHub knows' }],
        },
      ],
    });
  });

  test('are missing while the teams of the approver are unknown', () => {
    const approvals = [anApproval('dora', { teams: { unknown: 'the token may not' } })];

    expect(judged({ rules: [aRule({ from: ['sre'] })], approvals })).toMatchObject({
      given: ['dora'],
      missing: 1,
      required: [{ assumed: [{ fact: 'approvals.dora.teams', reason: 'the token may not' }] }],
    });
  });

  test.each([
    { changeType: 'normal', changeTypes: undefined, asked: 1 },
    { changeType: 'standard', changeTypes: undefined, asked: 0 },
    { changeType: 'standard', changeTypes: ['standard', 'normal'], asked: 1 },
  ] as const)('of a $changeType change under $changeTypes: $asked', ({ changeType, changeTypes, asked }) => {
    const rules = [changeTypes === undefined ? aRule() : aRule({ changeTypes })];

    expect(judged({ rules, change: aJudgedChange({}, { changeType }) }).missing).toBe(asked);
  });
});

const emergencyWith = (approvals: readonly Approval[] = []) =>
  aJudgedChange({ approvals }, { changeType: 'emergency' });

describe('approvals of an emergency', () => {
  test('are those of the emergency section, instead of the rules', () => {
    const { required, findings } = judged({ emergency, change: emergencyWith() });

    expect(required).toMatchObject([
      { rule: 'emergency', source: 'policy.yml:40', from: ['sre'], count: 1, missing: 1 },
    ]);
    expect(findings).toMatchObject([{ code: 'approvals/emergency', because: 'somebody must stand for it' }]);
  });

  test('are also those of rules that name emergencies, by somebody else', () => {
    const rules = [aRule(), aRule({ id: 'always', changeTypes: ['normal', 'emergency'], from: ['board'] })];

    expect(judged({ rules, emergency, change: emergencyWith([anApproval('alice')]) })).toMatchObject({
      required: [
        { rule: 'always', given: ['alice'] },
        { rule: 'emergency', given: [] },
      ],
      missing: 1,
    });
    expect(judged({ rules, emergency, change: emergencyWith([anApproval('alice'), anApproval('bob')]) }).missing).toBe(
      0,
    );
  });

  test('are those of a normal change if the policy knows no emergencies', () => {
    expect(judged({ change: emergencyWith() }).required.map(({ rule }) => rule)).toEqual(['second-pair-of-eyes']);
  });

  test('do not matter to a normal change', () => {
    expect(judged({ emergency }).required.map(({ rule }) => rule)).toEqual(['second-pair-of-eyes']);
  });
});

describe('a hold', () => {
  test('is lifted by one whom its rule names', () => {
    const { holds } = judged({ holds: [hold({ approvers: ['sre'] })], approvals: [anApproval('bob')] });

    expect(holds).toMatchObject([{ effect: 'note', liftedBy: 'bob', approvers: ['sre'] }]);
  });

  test('is not lifted by anybody else', () => {
    const { holds } = judged({
      holds: [hold({ approvers: ['sre'] })],
      approvals: [anApproval('carol'), anApproval('mia')],
    });

    expect(holds).toMatchObject([{ effect: 'hold', liftedBy: null, approvers: ['sre'] }]);
  });

  test('is lifted by the same person as others, who also fills a rule', () => {
    const holds = [hold({ approvers: ['sre'] }), hold({ approvers: ['board'] })];
    const { missing, holds: after } = judged({ holds, approvals: [anApproval('alice')] });

    expect(missing).toBe(0);
    expect(after.map((each) => each.liftedBy)).toEqual(['alice', 'alice']);
  });

  test.each([
    {
      when: 'rules name authorities',
      rules: [aRule({ from: ['sre'] }), aRule({ from: ['board', 'sre'] })],
      approvers: ['sre', 'board'],
    },
    { when: 'there are no rules', rules: [], approvers: [anyoneWithWrite] },
    {
      when: 'a rule is out of scope',
      rules: [aRule({ from: ['sre'], environments: ['staging'] })],
      approvers: ['sre'],
    },
  ])('whose rule names nobody is for $approvers when $when', ({ rules, approvers }) => {
    expect(judged({ rules, holds: [hold()] }).holds).toMatchObject([{ effect: 'hold', approvers }]);
  });

  test('of an emergency is for those who stand for it', () => {
    const change = aJudgedChange({ approvals: [anApproval('carol'), anApproval('bob')] }, { changeType: 'emergency' });

    expect(judged({ emergency, change, holds: [hold()] }).holds).toMatchObject([
      { approvers: ['sre'], liftedBy: 'bob' },
    ]);
  });

  test.each([
    { permission: 'write', by: 'ada', lifted: 'ada' },
    { permission: 'triage', by: 'ada', lifted: null },
    { permission: 'admin', by: 'mia', lifted: null },
  ] as const)('without any rules: $by with $permission lifts it: $lifted', ({ permission, by, lifted }) => {
    const { holds } = judged({ rules: [], holds: [hold()], approvals: [anApproval(by, { permission })] });

    expect(holds).toMatchObject([{ liftedBy: lifted }]);
  });

  test('stays while the approvals are unknown, and says so', () => {
    const change = aJudgedChange({ approvals: { unknown: 'only GitHub knows' } });

    expect(judged({ change, holds: [hold()] }).holds).toMatchObject([
      { effect: 'hold', assumed: [{ fact: 'approvals', reason: 'only GitHub knows' }] },
    ]);
  });

  test('is the only finding that an approval changes', () => {
    const others = (['note', 'block'] as const).map((effect) => ({ ...hold({ approvers: ['peers'] }), effect }));

    expect(judged({ holds: others, approvals: [anApproval('ada')] }).holds).toEqual(others);
  });
});

const logins = ['alice', 'bob', 'carol', 'ada', 'ben', 'mia'] as const;
const permissions = ['admin', 'write', 'read', 'none'] as const;
const anyApproval = fc.record({
  by: fc.constantFrom(...logins),
  sha: fc.constantFrom('1'.repeat(40), '1'.repeat(12), '2'.repeat(40)),
  at: fc.constantFrom('2026-11-24T08:00:00Z', '2026-11-24T09:00:00Z'),
});
const anyRule = fc.record({
  from: fc.subarray(Object.keys(authorities), { minLength: 1 }),
  count: fc.integer({ min: 1, max: 3 }),
});
const anyQuestion = fc.record({
  rules: fc.array(anyRule, { maxLength: 4 }),
  approvals: fc.array(anyApproval, { maxLength: 6 }),
  // Permission and teams belong to a person, not to an approval.
  standing: fc.array(fc.constantFrom(...permissions), { minLength: logins.length, maxLength: logins.length }),
  holds: fc.array(fc.subarray(Object.keys(authorities)), { maxLength: 3 }),
});

type Question = typeof anyQuestion extends fc.Arbitrary<infer T> ? T : never;
type Given = Question['approvals'][number];

function answer({ rules, standing, holds }: Question, approvals: readonly Given[], unknown: object = {}) {
  const given = approvals.map((each) =>
    anApproval(each.by, { ...each, permission: standing[logins.indexOf(each.by)]! }),
  );
  return judged({
    rules: rules.map((rule, index) => aRule({ ...rule, id: `rule-${index}` })),
    holds: holds.map((approvers) => hold({ approvers })),
    change: aJudgedChange({ approvals: given, ...unknown }),
  });
}

const heldOf = ({ holds }: ReturnType<typeof answer>) => holds.filter(({ effect }) => effect === 'hold').length;

describe('one more approval', () => {
  test('never makes more missing, and never puts a hold back', () => {
    fc.assert(
      fc.property(anyQuestion, anyApproval, (question, more) => {
        const before = answer(question, question.approvals);
        const after = answer(question, [...question.approvals, more]);

        expect(after.missing).toBeLessThanOrEqual(before.missing);
        expect(heldOf(after)).toBeLessThanOrEqual(heldOf(before));
      }),
    );
  });
});

describe('an unknown fact', () => {
  test.each(['approvals', 'makers', 'head'])('never lets more through: %s', (name) => {
    fc.assert(
      fc.property(anyQuestion, (question) => {
        const known = answer(question, question.approvals);
        const unknown = answer(question, question.approvals, { [name]: { unknown: 'not readable' } });

        expect(unknown.missing).toBeGreaterThanOrEqual(known.missing);
        expect(heldOf(unknown)).toBeGreaterThanOrEqual(heldOf(known));
      }),
    );
  });
});
