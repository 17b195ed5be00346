import type { RequiredApproval } from '../../src/approval/authority.ts';
import type { Decision } from '../../src/decision/decision.ts';
import { finding } from '../../src/finding/finding.ts';
import type { Contribution } from '../../src/risk/factor.ts';

/** A small, harmless change on a Tuesday morning: approved. A test names only what it is about. */
export function aDecision(parts: Partial<Decision> = {}): Decision {
  return {
    schemaVersion: 1,
    outcome: 'approved',
    changeType: 'normal',
    changeModel: null,
    lane: 'none',
    environment: 'production',
    services: ['shop-web'],
    tier: 3,
    catalogue: [],
    base: '8d2f1c6a9b3e4d5f60718293a4b5c6d7e8f90a1b',
    head: '3f9c2ab81d0476e5a1b2c3d4e5f60718293a4b5c',
    risk: { base: 10, score: 12, level: 'low', isAssumed: false, contributions: [] },
    findings: [],
    approvals: { required: [], given: [], missing: 0 },
    schedule: {
      open: true,
      decidedBy: ['business-hours'],
      because: 'people are there to help',
      nextOpening: '2026-11-24T09:10:00Z',
      nextClosing: '2026-11-24T14:30:00Z',
      conditional: [],
      timezone: 'Europe/Berlin',
      runwaySeconds: 1_800,
    },
    rollback: {
      required: false,
      state: 'not-required',
      strategy: null,
      minutesToRestore: null,
      source: null,
      digest: null,
      problems: [],
      inherited: null,
    },
    unblock: [],
    evaluatedAt: '2026-11-24T09:10:00Z',
    policyDigest: `sha256:${'4b7e'.repeat(16)}`,
    factsDigest: `sha256:${'91ac'.repeat(16)}`,
    ...parts,
  };
}

export function aContribution(parts: Partial<Contribution> = {}): Contribution {
  return {
    factor: 'code-size',
    source: 'policies/standard.yml:18',
    because: 'larger changes fail more often',
    points: 9,
    facts: { 'change.linesChanged': 7 },
    assumed: [],
    lower: null,
    ...parts,
  };
}

function aRequiredApproval(parts: Partial<RequiredApproval> = {}): RequiredApproval {
  return {
    rule: 'second-pair-of-eyes',
    source: '.github/change-gate/approvals.yml:4',
    because: 'every change above low risk is read by somebody else',
    from: ['peers'],
    count: 1,
    given: [],
    missing: 1,
    environment: null,
    assumed: [],
    ...parts,
  };
}

const goodPlan = {
  required: true,
  state: 'good',
  strategy: 'redeploy-previous',
  minutesToRestore: 10,
  source: '.change/rollback.yml:1',
  digest: `sha256:${'c0de'.repeat(16)}`,
  problems: [],
  inherited: null,
} as const;

const codeSize = aContribution({
  points: 26,
  facts: { 'change.linesChanged': 212 },
  lower: { points: 23, how: '`change.linesChanged` below 200' },
});

const newcomer = aContribution({
  factor: 'author-new-to-area',
  source: 'policies/standard.yml:41',
  because: 'people who know the area break it less often',
  points: 15,
  facts: { 'author.changesHere': 2.5 },
  lower: { points: 11, how: '`author.changesHere` at 5 or more' },
});

const migration = aContribution({
  factor: 'schema-migration',
  source: 'policies/standard.yml:55',
  because: 'a schema change is slow to take back',
  points: 6,
  facts: { files: ['services/payments/migrations/0042_add_iban.sql'] },
  lower: { points: 0, how: 'no changed file matches `**/migrations/**`' },
});

const hotFiles = aContribution({
  factor: 'reverted-before',
  source: 'policies/standard.yml:63',
  because: 'files that were reverted before are reverted again',
  points: 12,
  facts: { 'area.revertsLast180d': 3 },
  lower: { points: 4, how: '`area.revertsLast180d` below 2' },
});

const manyHands = aContribution({
  factor: 'many-developers',
  source: 'policies/standard.yml:70',
  because: 'files that many people change fail more often',
  points: 10,
  facts: { 'area.developers': 14 },
  lower: { points: 4, how: '`area.developers` below 10' },
});

/** A documentation change in business hours. */
export const approvedLowRisk = aDecision({
  risk: {
    base: 10,
    score: 0,
    level: 'low',
    isAssumed: false,
    contributions: [
      aContribution({
        factor: 'docs-only',
        because: 'changes to documentation alone hardly ever fail',
        points: -30,
        facts: { files: ['README.md', 'docs/install.md'] },
      }),
      aContribution({ points: 9, lower: null }),
    ],
  },
});

const noFriday = finding({
  code: 'schedule/no-friday',
  effect: 'block',
  rule: 'no-friday',
  source: '.github/change-gate/schedule.yml:31',
  problem: 'the freeze `no-friday` holds until Mon 2026-11-30 09:00 Europe/Berlin',
  because: 'nobody is there to help over the weekend',
  remedy: 'wait until Mon 2026-11-30 09:00 Europe/Berlin (2026-11-30T08:00:00Z)',
  until: '2026-11-30T08:00:00Z',
});

const environmentAssumed = finding({
  code: 'change/environment-assumed',
  effect: 'note',
  problem: 'no environment was named, so the change is judged for `production`',
  remedy: 'name it: `--environment`, or the input `environment`',
  assumed: [{ fact: 'environment', reason: 'not given' }],
});

/** A Friday afternoon: everything else is fine, it only has to wait. */
export const blockedFriday = aDecision({
  outcome: 'blocked',
  evaluatedAt: '2026-11-27T14:00:00Z',
  services: ['payments-api'],
  tier: 1,
  risk: {
    base: 10,
    score: 42,
    level: 'medium',
    isAssumed: false,
    contributions: [codeSize, migration],
  },
  rollback: goodPlan,
  approvals: {
    required: [aRequiredApproval({ given: ['alice'], missing: 0 })],
    given: ['alice'],
    missing: 0,
  },
  schedule: {
    open: false,
    decidedBy: ['no-friday'],
    because: 'nobody is there to help over the weekend',
    nextOpening: '2026-11-30T08:00:00Z',
    nextClosing: null,
    conditional: [],
    timezone: 'Europe/Berlin',
    runwaySeconds: 2_700,
  },
  findings: [noFriday],
  unblock: [
    { action: 'wait until 2026-11-30T08:00:00Z', codes: ['schedule/no-friday'], at: '2026-11-30T08:00:00Z', by: [] },
  ],
});

const weakPlan = finding({
  code: 'rollback/plan-weak',
  effect: 'hold',
  rule: 'production-plan',
  source: '.github/change-gate/rollback.yml:6',
  problem: 'the rollback plan is weak: a `revert` does not take a schema migration back',
  because: 'if you cannot roll back, the change is riskier than you think',
  remedy: 'say in `.change/rollback.yml` how the data are restored, for example `strategy: restore-backup`',
  approvers: ['sre'],
});

/** High risk: two authorities have still to sign, and the plan is weak. */
export const needsApproval = aDecision({
  outcome: 'needs-approval',
  services: ['payments-api', 'ledger'],
  tier: 1,
  risk: {
    base: 10,
    score: 79,
    level: 'critical',
    isAssumed: true,
    contributions: [
      codeSize,
      {
        ...newcomer,
        facts: {},
        assumed: [{ fact: 'author.changesHere', reason: 'the history is shallow: fetch with depth 0' }],
      },
      hotFiles,
      manyHands,
      migration,
    ],
  },
  rollback: {
    ...goodPlan,
    state: 'weak',
    strategy: 'revert',
    minutesToRestore: 15,
    problems: ['a `revert` does not take a schema migration back'],
  },
  approvals: {
    required: [
      aRequiredApproval({ given: ['alice'], missing: 0 }),
      aRequiredApproval({
        rule: 'sre-signs',
        source: '.github/change-gate/approvals.yml:11',
        because: 'a critical change needs those who will be woken',
        from: ['sre'],
      }),
      aRequiredApproval({
        rule: 'payments-owner',
        source: '.github/change-gate/approvals.yml:18',
        because: 'money moves only with the owner’s word',
        from: ['payments-owners', 'release-managers'],
        count: 2,
        missing: 2,
      }),
    ],
    given: ['alice'],
    missing: 3,
  },
  findings: [
    finding({
      code: 'approvals/sre-signs',
      effect: 'hold',
      rule: 'sre-signs',
      source: '.github/change-gate/approvals.yml:11',
      problem: '1 approval from `sre` is missing',
      because: 'a critical change needs those who will be woken',
      approvers: ['sre'],
    }),
    finding({
      code: 'approvals/payments-owner',
      effect: 'hold',
      rule: 'payments-owner',
      source: '.github/change-gate/approvals.yml:18',
      problem: '2 approvals from `payments-owners` or `release-managers` are missing',
      because: 'money moves only with the owner’s word',
      approvers: ['payments-owners', 'release-managers'],
    }),
    weakPlan,
    finding({
      code: 'risk/assumed',
      effect: 'note',
      problem: '1 risk factor was counted at the worst, because facts are not known',
      remedy: 'make them known, or set them by hand with `--assume NAME=VALUE` to see what they would change',
      assumed: [{ fact: 'author.changesHere', reason: 'the history is shallow: fetch with depth 0' }],
    }),
  ],
  unblock: [
    {
      action: '1 approval from `sre`',
      codes: ['approvals/sre-signs', 'rollback/plan-weak'],
      at: null,
      by: ['sre'],
    },
    {
      action: '2 approvals from `payments-owners` or `release-managers`',
      codes: ['approvals/payments-owner'],
      at: null,
      by: ['payments-owners', 'release-managers'],
    },
  ],
});

/** A declared emergency in the year-end freeze, held for the people who stand for it. */
export const emergency = aDecision({
  outcome: 'needs-approval',
  changeType: 'emergency',
  lane: 'emergency',
  evaluatedAt: '2026-12-27T02:14:00Z',
  services: ['payments-api'],
  tier: 1,
  risk: {
    base: 10,
    score: 26,
    level: 'medium',
    isAssumed: false,
    contributions: [
      {
        ...codeSize,
        points: 16,
        facts: { 'change.linesChanged': 31 },
        lower: { points: 9, how: '`change.linesChanged` below 10' },
      },
    ],
  },
  rollback: { ...goodPlan, required: false, minutesToRestore: 5 },
  schedule: {
    open: false,
    decidedBy: ['year-end'],
    because: 'nobody is in',
    nextOpening: '2027-01-04T07:00:00Z',
    nextClosing: null,
    conditional: [],
    timezone: 'Europe/Berlin',
    runwaySeconds: 0,
  },
  approvals: {
    required: [
      aRequiredApproval({
        rule: 'emergency',
        source: '.github/change-gate/emergency.yml:1',
        because: 'somebody must stand for it',
        from: ['sre'],
      }),
    ],
    given: [],
    missing: 1,
  },
  findings: [
    finding({
      code: 'lane/emergency-declared',
      effect: 'note',
      source: '.github/change-gate/emergency.yml:1',
      problem: 'declared as an emergency by carol',
      because: 'somebody must stand for it',
      remedy: 'review it afterwards, within 3d',
      facts: { reason: 'card payments fail for every customer', incident: '#4711', by: 'carol' },
    }),
    finding({
      code: 'schedule/year-end',
      effect: 'hold',
      rule: 'year-end',
      source: '.github/change-gate/schedule.yml:12',
      problem: 'the freeze `year-end` holds until Mon 2027-01-04 08:00 Europe/Berlin',
      because: 'nobody is in',
      remedy: 'wait until Mon 2027-01-04 08:00 Europe/Berlin (2027-01-04T07:00:00Z)',
      until: '2027-01-04T07:00:00Z',
      approvers: ['sre'],
    }),
    finding({
      code: 'approvals/emergency',
      effect: 'hold',
      source: '.github/change-gate/emergency.yml:1',
      problem: '1 approval from `sre` is missing',
      because: 'somebody must stand for it',
      approvers: ['sre'],
    }),
  ],
  unblock: [
    { action: '1 approval from `sre`', codes: ['approvals/emergency', 'schedule/year-end'], at: null, by: ['sre'] },
  ],
});

/** A proven rollback on a Saturday night: always gets through. */
export const rollbackLane = aDecision({
  lane: 'rollback',
  evaluatedAt: '2026-11-28T22:41:00Z',
  base: '3f9c2ab81d0476e5a1b2c3d4e5f60718293a4b5c',
  head: '8d2f1c6a9b3e4d5f60718293a4b5c6d7e8f90a1b',
  risk: { base: 10, score: 36, level: 'medium', isAssumed: false, contributions: [codeSize] },
  schedule: { ...blockedFriday.schedule, decidedBy: ['no-friday'], runwaySeconds: 0 },
  findings: [
    finding({
      code: 'lane/rollback-proven',
      effect: 'note',
      problem: 'this is a rollback to what was live in this environment before, so nothing holds it up',
      remedy: 'review afterwards why the rollback was needed',
      facts: { head: '8d2f1c6a9b3e4d5f60718293a4b5c6d7e8f90a1b', reason: 'checkout answers 500', by: 'dave' },
    }),
    { ...noFriday, effect: 'note' },
  ],
});

const offline = 'only GitHub knows it; this is local git';

/** A laptop without GitHub: nearly everything is assumed. */
export const everythingUnknown = aDecision({
  outcome: 'blocked',
  services: null,
  tier: null,
  base: null,
  risk: {
    base: 10,
    score: 100,
    level: 'critical',
    isAssumed: true,
    contributions: [
      aContribution({
        factor: 'reland',
        because: 'what was reverted once is reverted again',
        points: 36,
        facts: {},
        assumed: [{ fact: 'change.isReland', reason: 'the history is shallow' }],
        lower: { points: 0, how: '`change.isReland` known and false' },
      }),
      {
        ...codeSize,
        points: 30,
        facts: {},
        assumed: [{ fact: 'change.linesChanged', reason: 'the base is not known' }],
      },
      { ...newcomer, facts: {}, assumed: [{ fact: 'author.changesHere', reason: 'the history is shallow' }] },
      { ...hotFiles, facts: {}, assumed: [{ fact: 'area.revertsLast180d', reason: 'the history is shallow' }] },
      { ...migration, facts: {}, assumed: [{ fact: 'files', reason: 'the base is not known' }] },
    ],
  },
  rollback: {
    required: true,
    state: 'unknown',
    strategy: null,
    minutesToRestore: null,
    source: null,
    digest: null,
    problems: ['the base is not known, so whether the plan belongs to this change is not'],
    inherited: null,
  },
  schedule: {
    ...blockedFriday.schedule,
    decidedBy: ['open-incident'],
    because: 'the service is already on fire',
    nextOpening: null,
  },
  approvals: {
    required: [
      aRequiredApproval({ assumed: [{ fact: 'approvals', reason: offline }] }),
      aRequiredApproval({
        rule: 'sre-signs',
        from: ['sre'],
        because: 'a critical change needs those who will be woken',
      }),
    ],
    given: [],
    missing: 2,
  },
  findings: [
    environmentAssumed,
    finding({
      code: 'change/base-unknown',
      effect: 'hold',
      problem: 'what is live in this environment is not known: the clone has one commit',
      remedy: 'give the input `base`, or for the very first deployment `first-deployment: true` with a reason',
      approvers: ['peers', 'sre'],
      assumed: [{ fact: 'base', reason: 'the clone has one commit' }],
    }),
    finding({
      code: 'schedule/open-incident',
      effect: 'block',
      rule: 'open-incident',
      source: 'policies/standard.yml:120',
      problem: 'the freeze `open-incident` holds while `operations.openIncidents > 0`',
      because: 'the service is already on fire',
      remedy:
        'bring about that `operations.openIncidents > 0` no longer holds, or ask for a reviewed exception in the policy',
      assumed: [{ fact: 'operations.openIncidents', reason: offline }],
    }),
    finding({
      code: 'rollback/plan-unknown',
      effect: 'block',
      rule: 'production-plan',
      source: 'policies/standard.yml:140',
      problem: 'whether there is a rollback plan is not known',
      because: 'if you cannot roll back, the change is riskier than you think',
      remedy: 'name the plan with `--rollback-plan`',
      assumed: [{ fact: 'plan', reason: 'the base is not known' }],
    }),
    finding({
      code: 'approvals/second-pair-of-eyes',
      effect: 'hold',
      rule: 'second-pair-of-eyes',
      source: 'policies/standard.yml:150',
      problem: '1 approval from `peers` is missing',
      because: 'every change above low risk is read by somebody else',
      approvers: ['peers'],
      assumed: [{ fact: 'approvals', reason: offline }],
    }),
    finding({
      code: 'approvals/sre-signs',
      effect: 'hold',
      rule: 'sre-signs',
      source: 'policies/standard.yml:156',
      problem: '1 approval from `sre` is missing',
      because: 'a critical change needs those who will be woken',
      approvers: ['sre'],
    }),
    finding({
      code: 'risk/assumed',
      effect: 'note',
      problem: '5 risk factors were counted at the worst, because facts are not known',
      remedy: 'make them known, or set them by hand with `--assume NAME=VALUE` to see what they would change',
      assumed: [
        { fact: 'change.isReland', reason: 'the history is shallow' },
        { fact: 'change.linesChanged', reason: 'the base is not known' },
        { fact: 'author.changesHere', reason: 'the history is shallow' },
        { fact: 'area.revertsLast180d', reason: 'the history is shallow' },
        { fact: 'files', reason: 'the base is not known' },
      ],
    }),
  ],
  unblock: [
    {
      action:
        'bring about that `operations.openIncidents > 0` no longer holds, or ask for a reviewed exception in the policy',
      codes: ['schedule/open-incident'],
      at: null,
      by: [],
    },
    { action: 'name the plan with `--rollback-plan`', codes: ['rollback/plan-unknown'], at: null, by: [] },
    {
      action: '1 approval from `peers`',
      codes: ['approvals/second-pair-of-eyes', 'change/base-unknown'],
      at: null,
      by: ['peers'],
    },
    { action: '1 approval from `sre`', codes: ['approvals/sre-signs'], at: null, by: ['sre'] },
  ],
});

/** Texts that people write who want to break what shows them. */
/** A critical service that is being deployed already, with everything that its catalogue entry says. */
export const conflictOfCritical = aDecision({
  outcome: 'blocked',
  services: ['payments-api', 'ledger'],
  tier: 1,
  catalogue: [
    {
      service: 'payments-api',
      tier: 1,
      owner: '@acme/payments',
      runbook: '.github/runbooks/payments.md#card-payments-fail',
      links: [
        { title: 'Dashboard', url: 'https://github.com/acme/shop/wiki/payments-dashboard' },
        { title: 'On call', url: 'https://github.com/acme/shop/wiki/on-call' },
      ],
    },
    {
      service: 'ledger',
      tier: 2,
      owner: null,
      runbook: 'https://github.com/acme/shop/wiki/ledger',
      links: [],
    },
  ],
  rollback: { ...goodPlan, inherited: { fields: ['owner', 'trigger'], services: ['payments-api', 'ledger'] } },
  findings: [
    finding({
      code: 'conflicts/same-service',
      effect: 'block',
      source: '.github/change-gate/policy.yml:12',
      problem:
        'another deployment of `payments-api` is in progress: `deployment 4711` has been running since 2026-11-24 01:02 UTC, and has said nothing for 8 hours',
      because: 'two deployments of one service at a time overwrite each other',
      remedy:
        'look whether it still runs; if it died, say so with `gh api repos/{owner}/{repo}/deployments/4711/statuses -f state=error`, then run the gate again',
      link: { text: 'deployment 4711', url: 'https://github.com/acme/shop/actions/runs/8147/job/22270' },
      facts: { running: { id: '4711', startedAt: '2026-11-24T01:02:00Z', services: ['payments-api'] } },
    }),
  ],
  unblock: [
    {
      action:
        'look whether it still runs; if it died, say so with `gh api repos/{owner}/{repo}/deployments/4711/statuses -f state=error`, then run the gate again',
      codes: ['conflicts/same-service'],
      at: null,
      by: [],
    },
  ],
});

export const hostileText =
  '@acme/everyone #1 GH-2 <!-- change-gate --> <img src=x onerror=alert(1)></details></summary> `` ` [x](javascript:1) ![i](https://evil.example/i.png) | a | b |\n# heading\n- list\n::error::no\u001B[31mred\u001B]0;title\u0007\u202Egnp.exe $x^2$ :rocket: www.evil.example https://github.com/acme/shop/issues/1 *b* __b__ ~~s~~ &lt;';

/** The change of `blockedFriday` with hostile text wherever somebody outside may write one. */
export const hostile = aDecision({
  ...blockedFriday,
  environment: hostileText,
  services: [hostileText],
  catalogue: [
    {
      service: hostileText,
      tier: 1,
      owner: hostileText,
      runbook: hostileText,
      links: [{ title: hostileText, url: hostileText }],
    },
  ],
  risk: {
    ...blockedFriday.risk,
    contributions: [
      {
        factor: hostileText,
        source: hostileText,
        because: hostileText,
        points: 12,
        facts: { [hostileText]: hostileText, files: [hostileText] },
        assumed: [{ fact: hostileText, reason: hostileText }],
        lower: { points: 2, how: hostileText },
      },
    ],
  },
  rollback: {
    ...goodPlan,
    state: 'weak',
    strategy: hostileText,
    source: hostileText,
    problems: [hostileText],
    inherited: { fields: [hostileText], services: [hostileText] },
  },
  approvals: {
    required: [aRequiredApproval({ rule: hostileText, from: [hostileText], because: hostileText })],
    given: [hostileText],
    missing: 1,
  },
  schedule: { ...blockedFriday.schedule, decidedBy: [hostileText], because: hostileText },
  findings: [
    { ...noFriday, problem: hostileText, because: hostileText, remedy: hostileText, source: hostileText },
    finding({
      code: 'conflicts/same-service',
      effect: 'hold',
      problem: `\`${hostileText}\``,
      link: { text: hostileText, url: hostileText },
    }),
    finding({ code: 'lane/emergency-declared', effect: 'note', problem: hostileText, facts: { reason: hostileText } }),
  ],
  unblock: [{ action: hostileText, codes: ['schedule/no-friday'], at: null, by: [hostileText] }],
});
