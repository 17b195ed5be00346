// A year of a made-up organisation: five services in two repositories, 2,000 changes, incidents, freezes, emergencies.
// The same for the same seed. What happened is told twice: as the files of a ledger, and as the story that made them.
import type { Approval, ChangedFile, ChangeFacts, Declaration } from '../../src/change/facts.ts';
import { decide } from '../../src/decision/decide.ts';
import type { Decision } from '../../src/decision/decision.ts';
import type { LedgerFile } from '../../src/decision/record-file.ts';
import { policyFile, recordFile } from '../../src/decision/record-file.ts';
import { recordDecision, recordOutcome } from '../../src/decision/record.ts';
import type { Policy } from '../../src/policy/policy.ts';
import { aChange, anApproval, aPolicy } from '../builders.ts';

/** What a decision said, in plain values. */
export type Judgement = {
  readonly id: string;
  readonly at: number;
  readonly mode: 'enforce' | 'advise';
  readonly outcome: Decision['outcome'];
  readonly score: number;
  readonly level: string;
  readonly type: string;
  readonly model: string | null;
  readonly lane: string;
  /** Codes with an effect of hold or block. */
  readonly held: readonly string[];
  readonly notes: readonly string[];
  /** Code and rule of every finding. */
  readonly rules: readonly string[];
  readonly lifted: readonly string[];
};

type Spoken = { readonly word: 'success' | 'failure' | 'rolled-back'; readonly at: number };

/** One commit's way to one environment, as it happened. */
export type Story = {
  readonly repository: string;
  readonly environment: string;
  readonly head: string;
  readonly services: readonly string[];
  readonly kind: Kind;
  readonly bornAt: number;
  /** Hours from its oldest commit to its last decision; null where nobody knows. */
  readonly ageAtDecision: number | null;
  readonly judgements: readonly Judgement[];
  /** What outcome records say. */
  readonly said: readonly Spoken[];
  /** Its deployment was cancelled, and an outcome record says so. */
  readonly isCancelled: boolean;
  /** What the deployment on GitHub says; null if it was never deployed. */
  readonly deployment: { readonly createdAt: number; readonly statuses: readonly Spoken[] } | null;
};

/** A deployment that went past the gate. */
export type Stray = {
  readonly repository: string;
  readonly head: string;
  readonly at: number;
  readonly by: string;
  readonly isFine: boolean;
  readonly why: 'no-decision' | 'decision-too-old' | 'before-ledger' | 'said-alone';
};

export type Organisation = {
  readonly policy: Policy;
  readonly policyText: string;
  readonly stories: readonly Story[];
  readonly strays: readonly Stray[];
  readonly files: readonly LedgerFile[];
  readonly broken: readonly string[];
  readonly repeated: number;
  readonly afterNow: number;
  /** As `metrics --deployments` takes them. */
  readonly deployments: readonly object[];
  readonly now: string;
};

export const now = '2026-11-28T09:00:00Z';
const start = Date.parse('2025-12-01T06:00:00Z');
const [minute, hour, day] = [60_000, 3_600_000, 86_400_000];

const catalogue = {
  payments: { tier: 1, dependsOn: ['ledger'], repository: 'acme/shop' },
  ledger: { tier: 1, dependsOn: [], repository: 'acme/shop' },
  catalogue: { tier: 2, dependsOn: [], repository: 'acme/shop' },
  search: { tier: 3, dependsOn: ['catalogue'], repository: 'acme/shop' },
  site: { tier: 3, dependsOn: [], repository: 'acme/web' },
} as const;
type Service = keyof typeof catalogue;
const names = ['payments', 'ledger', 'catalogue', 'search', 'site'] as const satisfies readonly Service[];

export const policyText = `version: 1
authorities:
  peers: { members: [ann, bob, cem] }
  sre: { members: [sid, eve] }
services:
${names.map((name) => `  ${name}: { tier: ${catalogue[name].tier}, paths: ["services/${name}/**"], dependsOn: [${catalogue[name].dependsOn.join(', ')}] }`).join('\n')}
risk:
  base: 5
  levels: { medium: 20, high: 45, critical: 70 }
  factors:
    - id: code-size
      because: larger changes fail more often than smaller ones
      measure: change.linesChanged
      points: { 1: 5, 20: 12, 100: 20, 400: 30 }
    - { id: migration, because: a schema change is slow to take back, when: 'touches("**/migrations/**")', points: 30 }
    - { id: critical-service, because: the most critical services hurt most, when: tier == 1, points: 6 }
    - { id: docs, because: documentation hardly ever fails at all, when: 'onlyTouches("docs/**")', points: -10 }
schedule:
  timezone: Europe/Berlin
  windows:
    - { id: office-hours, because: people are there to help, environments: [production], changeTypes: [normal], during: { days: [mon-fri], from: "08:00", to: "17:00" } }
  freezes:
    - { id: year-end, because: nobody is in over the holidays, changeTypes: [normal, emergency], during: { from: "2025-12-19T18:00", to: "2026-01-05T08:00" }, emergency: hold, approvers: [sre] }
    - { id: summer-sale, because: the sale makes a third of the year, services: [payments], changeTypes: [normal, emergency], during: { from: 2026-07-20, to: 2026-07-24 }, emergency: hold, approvers: [sre] }
    - { id: month-end, because: the books are closed on this day, services: [ledger], changeTypes: [normal], during: { daysOfMonth: [-1] }, effect: hold, approvers: [sre] }
    - { id: open-incident, because: the service is on fire already, when: operations.openIncidents > 0, emergency: allow }
  exceptions:
    - { id: exc-7, freezes: [year-end], services: [payments], from: "2025-12-22T08:00", until: "2025-12-24T12:00", because: a statutory change of rates, approvedBy: "@acme/release-managers" }
standardChanges:
  - { id: docs-only, title: Documentation, because: it hardly ever fails, when: 'onlyTouches("docs/**")', maxRisk: low, reviewBy: 2027-11-30 }
  - { id: bot-dependencies, title: Dependency updates of the bot, because: they seldom fail, when: 'change.isBot && change.author == "dependabot[bot]" && files.all(file, file.kind == "dependencies")', maxRisk: medium, reviewBy: 2026-12-15, suspendAfter: { failures: 1, within: 21d } }
  - { id: site-texts, title: Texts of the site, because: the editors answer for them, when: 'onlyTouches("services/site/texts/**")', maxRisk: low, reviewBy: 2026-06-01 }
  - { id: certificates, title: New certificates, because: they are drilled every quarter, when: 'onlyTouches("certificates/**")', maxRisk: low, reviewBy: 2027-06-01 }
approvals:
  - { id: four-eyes, because: two people see more than one does, riskLevels: [medium, high, critical], from: [peers] }
  - { id: sre-signs, because: those who are woken should know, riskLevels: [critical], from: [sre] }
emergency:
  because: somebody must stand for it
  approvals: { from: [sre] }
  reviewWithin: 3d
conflicts: { sameService: block, dependency: note }
`;

type Random = {
  readonly share: () => number;
  readonly chance: (p: number) => boolean;
  readonly between: (low: number, high: number) => number;
  readonly pick: <T>(items: readonly T[]) => T;
};

/** Xorshift: nothing of the product makes these numbers. */
function randomOf(seed: number): Random {
  let state = seed | 1;
  const share = (): number => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state >>> 0) / 4_294_967_296;
  };
  return {
    share,
    chance: (p) => share() < p,
    between: (low, high) => low + Math.floor(share() * (high - low + 1)),
    pick: (items) => items[Math.floor(share() * items.length)] ?? items[0]!,
  };
}

export type Kind = 'code' | 'migration' | 'docs' | 'bot' | 'texts' | 'flags' | 'translation' | 'emergency' | 'rollback';

const kinds: readonly (readonly [Kind, number])[] = [
  ['docs', 0.1],
  ['bot', 0.12],
  ['texts', 0.05],
  ['flags', 0.06],
  ['translation', 0.05],
  ['emergency', 0.03],
  ['rollback', 0.015],
  ['migration', 0.06],
];

function kindOf(random: Random): Kind {
  let left = random.share();
  for (const [kind, share] of kinds) {
    left -= share;
    if (left < 0) return kind;
  }
  return 'code';
}

type Plan = {
  readonly kind: Kind;
  readonly service: Service;
  readonly lines: number;
  readonly files: readonly ChangedFile[];
  readonly environment: string;
};

function planOf(random: Random): Plan {
  const kind = kindOf(random);
  const service = kind === 'texts' ? 'site' : random.pick(names);
  const lines = Math.max(1, Math.round(Math.exp(random.share() * 6.5)));
  const environment = random.chance(0.05) ? 'staging' : 'production';
  return { kind, service, lines, files: filesOf(kind, { service, lines, random }), environment };
}

function filesOf(
  kind: Kind,
  { service, lines, random }: { service: Service; lines: number; random: Random },
): readonly ChangedFile[] {
  const file = (path: string, type: ChangedFile['kind'], added = lines): ChangedFile => ({
    path,
    status: 'modified',
    added,
    deleted: 0,
    kind: type,
  });
  const many = random.between(1, 4);
  const list = (path: (index: number) => string, type: ChangedFile['kind']) =>
    Array.from({ length: many }, (_, index) => file(path(index), type, Math.ceil(lines / many)));
  if (kind === 'docs') return list((index) => `docs/guide-${index}.md`, 'docs');
  if (kind === 'bot') return [file('package-lock.json', 'dependencies', 40), file('package.json', 'dependencies', 2)];
  if (kind === 'texts') return list((index) => `services/site/texts/page-${index}.md`, 'docs');
  if (kind === 'flags') return list((index) => `config/flags/flag-${index}.yml`, 'config');
  if (kind === 'translation') return list((index) => `locales/de/part-${index}.po`, 'translation');
  if (kind === 'migration')
    return [file(`services/${service}/migrations/1.sql`, 'migration'), file(`services/${service}/src/a.ts`, 'code')];
  return list((index) => `services/${service}/src/part-${index}.ts`, 'code');
}

/** How likely a change is to fail, whatever the gate thinks of it. */
function hazardOf({ kind, lines, service }: Plan): number {
  if (kind === 'docs' || kind === 'translation' || kind === 'rollback') return 0;
  if (kind === 'flags') return 0;
  if (kind === 'bot') return 0.02;
  if (kind === 'texts') return 0.01;
  return (
    0.01 +
    0.018 * Math.log10(lines) +
    (kind === 'migration' ? 0.07 : 0) +
    (kind === 'emergency' ? 0.06 : 0) +
    (service === 'ledger' ? 0.02 : 0)
  );
}

export type Options = { readonly seed?: number; readonly changes?: number };

/** The year, from its seed. */
export async function anOrganisation({ seed = 20_261_128, changes = 2_000 }: Options = {}): Promise<Organisation> {
  const random = randomOf(seed);
  const policy = await aPolicy(policyText);
  const incidents = names.flatMap((service) => Array.from({ length: 5 }, () => incidentOf(service, random)));
  const state: State = { random, policy, incidents, botFailures: [], next: 1 };
  const births = Array.from({ length: changes }, () => birthOf(random)).sort((one, other) => one - other);
  const stories: Story[] = [];
  const files = new Map<string, LedgerFile>();
  for (const bornAt of births) stories.push(live(bornAt, { state, files }));
  const strays = straysOf(state, { stories, files });
  const aside = mess(state, files);
  files.set('policy', policyFile(policy));
  return {
    policy,
    policyText,
    stories,
    strays,
    files: [...files.values()],
    ...aside,
    deployments: [
      ...stories.flatMap(deploymentOf),
      ...strays.filter(({ why }) => why !== 'said-alone').map(strayDeployment),
    ],
    now,
  };
}

type Incident = { readonly service: Service; readonly from: number; readonly to: number };
type State = {
  readonly random: Random;
  readonly policy: Policy;
  readonly incidents: readonly Incident[];
  /** When somebody first said that an update of the bot failed. */
  readonly botFailures: number[];
  next: number;
};
type Making = { readonly state: State; readonly files: Map<string, LedgerFile> };

function incidentOf(service: Service, random: Random): Incident {
  const from = start + random.between(5, 350) * day + random.between(0, 23) * hour;
  return { service, from, to: from + random.between(2, 30) * hour };
}

/** Mostly on working days, in working hours. */
function birthOf(random: Random): number {
  for (;;) {
    const at = start + Math.floor(random.share() * 360) * day;
    const weekday = new Date(at).getUTCDay();
    if ((weekday === 0 || weekday === 6) && !random.chance(0.15)) continue;
    return at + random.between(0, 12) * hour + random.between(0, 59) * minute + random.between(0, 59) * 1_000;
  }
}

function commitOf(state: State): string {
  const number = state.next;
  state.next += 1;
  // A prime step, so that commits do not look alike at their start.
  return ((number * 2_654_435_761) % 4_294_967_296).toString(16).padStart(8, '0').repeat(5);
}

const mostAttempts = 6;

function live(bornAt: number, { state, files }: Making): Story {
  const { random } = state;
  const plan = planOf(random);
  const head = commitOf(state);
  const repository = catalogue[plan.service].repository;
  const ageHours = random.chance(0.04) ? null : random.between(1, 90) + random.share();
  // In its first weeks the gate only advised.
  const mode = bornAt < start + 21 * day ? 'advise' : 'enforce';
  const judgements: Judgement[] = [];
  const ageAt = (instant: number): number | null => (ageHours === null ? null : ageHours + (instant - bornAt) / hour);
  let at = bornAt;
  for (let attempt = 0; attempt < mostAttempts; attempt += 1) {
    const facts = factsOf(plan, { at, bornAt, attempt, head, ageHours, state });
    const { judgement, next } = judge(facts, { at, repository, mode, state, files });
    judgements.push(judgement);
    if (judgement.outcome === 'approved' || mode === 'advise')
      return deployed({ plan, head, repository, bornAt, ageAtDecision: ageAt(at), judgements }, { state, files });
    if (random.chance(0.04)) break;
    at = next ?? at + random.between(1, 20) * hour + random.between(1, 59) * minute;
    if (at > Date.parse(now)) break;
  }
  return {
    ...placeOf(plan),
    repository,
    head,
    bornAt,
    ageAtDecision: ageAt(at),
    judgements,
    said: [],
    isCancelled: false,
    deployment: null,
  };
}

function placeOf({ environment, service, kind }: Plan): Pick<Story, 'environment' | 'services' | 'kind'> {
  return { environment, services: ['docs', 'bot', 'flags', 'translation'].includes(kind) ? [] : [service], kind };
}

type Moment = {
  readonly at: number;
  readonly bornAt: number;
  readonly attempt: number;
  readonly head: string;
  readonly ageHours: number | null;
  readonly state: State;
};

function factsOf(plan: Plan, { at, bornAt, attempt, head, ageHours, state }: Moment): ChangeFacts {
  const { kind, service, lines, files, environment } = plan;
  const { random, incidents, botFailures } = state;
  const isBurning = incidents.some((each) => each.service === service && each.from <= at && at < each.to);
  const isLate = attempt > 0;
  const peers: readonly Approval[] = random.chance(isLate ? 0.95 : 0.7) ? [anApproval('bob', { sha: head })] : [];
  const sre: readonly Approval[] = random.chance(isLate ? 0.8 : 0.2) ? [anApproval('sid', { sha: head })] : [];
  const declared = declarationOf(kind, at);
  const { services } = placeOf(plan);
  return {
    ...aChange({
      evaluatedAt: isoOf(at),
      head,
      environment,
      services,
      tier: services.length === 0 ? 4 : catalogue[service].tier,
      files,
      approvals: [...peers, ...sre],
      suspended: botFailures.some((failedAt) => failedAt <= at && at - failedAt <= 21 * day)
        ? ['bot-dependencies']
        : [],
      change: {
        title: `Change ${head.slice(0, 6)} of ${service} <b>|</b>`,
        ...(kind === 'bot' && { isBot: true, author: 'dependabot[bot]', authors: ['dependabot[bot]'] }),
        linesChanged: kind === 'bot' ? 2 : lines,
        ageHours: ageHours === null ? { unknown: 'the history is cut off' } : ageHours + (at - bornAt) / hour,
      },
      operations: { openIncidents: isBurning ? 1 : 0 },
      deployments: { inProgress: attempt === 0 && random.chance(0.03) ? 1 : 0 },
      ...(kind === 'rollback' && { wasLiveBefore: true }),
      ...(declared !== null && { declared }),
    }),
  };
}

function declarationOf(kind: Kind, at: number): Declaration | null {
  if (kind === 'emergency')
    return {
      lane: 'emergency',
      reason: 'checkout is down',
      incident: `#${100 + (Math.floor(at / day) % 900)}`,
      by: 'eve',
    };
  if (kind === 'rollback') return { lane: 'rollback', reason: 'the total is wrong', incident: null, by: 'eve' };
  return null;
}

type Judging = {
  readonly at: number;
  readonly repository: string;
  readonly mode: 'enforce' | 'advise';
  readonly state: State;
  readonly files: Map<string, LedgerFile>;
};

function judge(
  facts: ChangeFacts,
  { at, repository, mode, state, files }: Judging,
): { readonly judgement: Judgement; readonly next: number | null } {
  const { policy } = state;
  const decision = decide(policy, facts);
  const run = { url: 'https://github.com/acme/shop/actions/runs/7', id: '7', attempt: 1, actor: 'mia', mode };
  const record = recordDecision(
    { policy, facts, decision },
    { repository, engine: '0.1.0', timeZoneData: '2026b', run },
  );
  const file = recordFile(record);
  files.set(file.path, file);
  const judgement = judgementOf(decision, { id: record.id, at, mode });
  const opening = decision.schedule.nextOpening;
  const waits = decision.outcome === 'blocked' && opening !== null && Date.parse(opening) > at;
  return { judgement, next: waits ? Date.parse(opening) + 7 * minute + 11_000 : null };
}

/** What a decision said, in plain values. */
export function judgementOf(decision: Decision, known: Pick<Judgement, 'id' | 'at' | 'mode'>): Judgement {
  const codes = (effects: readonly string[]) => [
    ...new Set(decision.findings.filter(({ effect }) => effects.includes(effect)).map(({ code }) => code)),
  ];
  return {
    ...known,
    outcome: decision.outcome,
    score: decision.risk.score,
    level: decision.risk.level,
    type: decision.changeType,
    model: decision.changeModel,
    lane: decision.lane,
    held: codes(['hold', 'block']),
    notes: codes(['note']),
    rules: decision.findings.map(({ code, rule }) => `${code} ${rule ?? ''}`),
    lifted: [...new Set(decision.findings.filter(({ liftedBy }) => liftedBy !== null).map(({ code }) => code))],
  };
}

type Passed = {
  readonly plan: Plan;
  readonly head: string;
  readonly repository: string;
  readonly bornAt: number;
  readonly ageAtDecision: number | null;
  readonly judgements: readonly Judgement[];
};

function deployed(
  { plan, head, repository, bornAt, ageAtDecision, judgements }: Passed,
  { state, files }: Making,
): Story {
  const { random } = state;
  const decidedAt = judgements.at(-1)?.at ?? bornAt;
  const endedAt = decidedAt + random.between(3, 40) * minute + random.between(0, 59) * 1_000;
  const words = wordsOf(endedAt, random, random.chance(hazardOf(plan)));
  const isCancelled = random.chance(0.01);
  const isRecorded = !isCancelled && !random.chance(0.06);
  // A clock that is behind dates the end before the decision.
  const said = isRecorded
    ? words
        .map(({ word, at }) => ({ word, at: random.chance(0.004) ? decidedAt - 90_000 : at }))
        .toSorted((one, other) => one.at - other.at)
    : [];
  const isNamed = random.chance(0.7) || said.some(({ at }) => at < decidedAt);
  const recorded = isCancelled ? [{ word: 'cancelled', at: endedAt } as const] : said;
  for (const { word, at } of recorded) {
    const outcome = recordOutcome({
      repository,
      decisionId: isNamed ? (judgements.at(-1)?.id ?? null) : null,
      environment: plan.environment,
      head,
      outcome: word,
      at: isoOf(at),
      by: 'github-actions[bot]',
      note: null,
      run: null,
    });
    const file = recordFile(outcome);
    files.set(file.path, file);
  }
  const failure = said.find(({ word }) => word !== 'success');
  if (plan.kind === 'bot' && judgements.at(-1)?.model === 'bot-dependencies' && failure !== undefined)
    state.botFailures.push(failure.at);
  const statuses = isCancelled ? [] : words.filter(({ word }) => word !== 'rolled-back');
  const deployment = random.chance(0.97) ? { createdAt: decidedAt + 30_000, statuses } : null;
  return { ...placeOf(plan), repository, head, bornAt, ageAtDecision, judgements, said, isCancelled, deployment };
}

/** How it went, as it was said. */
function wordsOf(at: number, random: Random, fails: boolean): readonly Spoken[] {
  if (!fails) return [{ word: 'success', at }];
  const later = at + random.between(20, 400) * minute;
  const way = random.share();
  if (way < 0.35) return [{ word: 'failure', at }];
  if (way < 0.55)
    return [
      { word: 'failure', at },
      { word: 'success', at: later },
    ];
  if (way < 0.7)
    return [
      { word: 'failure', at },
      { word: 'rolled-back', at: later },
    ];
  if (way < 0.9)
    return [
      { word: 'success', at },
      { word: 'rolled-back', at: later },
    ];
  return [{ word: 'rolled-back', at: later }];
}

function deploymentOf({ repository, environment, head, deployment }: Story): readonly object[] {
  if (deployment === null) return [];
  const { createdAt, statuses } = deployment;
  const said = statuses.map(({ word, at }) => ({ state: word, createdAt: isoOf(at) }));
  const running = { state: 'in_progress', createdAt: isoOf(createdAt) };
  return [
    {
      repository,
      environment,
      sha: head,
      createdAt: isoOf(createdAt),
      creator: 'github-actions[bot]',
      statuses: [running, ...said],
    },
  ];
}

function strayDeployment({ repository, head, at, by, isFine }: Stray): object {
  return {
    repository,
    environment: 'production',
    sha: head,
    createdAt: isoOf(at - 4 * minute),
    creator: by,
    statuses: [{ state: isFine ? 'success' : 'ERROR', createdAt: isoOf(at) }],
  };
}

/** What went past the gate. */
function straysOf(
  state: State,
  { stories, files }: { readonly stories: readonly Story[]; readonly files: Map<string, LedgerFile> },
): readonly Stray[] {
  const { random } = state;
  const anytime = (): number => start + random.between(20, 350) * day + random.between(0, 1_439) * minute;
  const stray = (why: Stray['why'], at: number, head = commitOf(state)): Stray => ({
    repository: 'acme/shop',
    head,
    at,
    by: random.pick(['zoe', 'yan']),
    isFine: random.chance(0.8),
    why,
  });
  const again = stories
    .filter(
      ({ deployment, environment, repository, bornAt }) =>
        deployment !== null && environment === 'production' && repository === 'acme/shop' && bornAt < start + 200 * day,
    )
    .slice(40, 43);
  const alone = Array.from({ length: 4 }, () => stray('said-alone', anytime()));
  for (const { repository, head, at, by, isFine } of alone) {
    const outcome = recordOutcome({
      repository,
      decisionId: null,
      environment: 'production',
      head,
      outcome: isFine ? 'success' : 'failure',
      at: isoOf(at),
      by,
      note: null,
      run: null,
    });
    files.set(recordFile(outcome).path, recordFile(outcome));
  }
  return [
    ...Array.from({ length: 11 }, () => stray('no-decision', anytime())),
    ...again.map(({ head, judgements }) => stray('decision-too-old', (judgements.at(-1)?.at ?? 0) + 45 * day, head)),
    ...Array.from({ length: 3 }, (_, index) => stray('before-ledger', start - (index + 2) * day)),
    ...alone,
  ];
}

const renamed = (path: string, digit: string): string =>
  path.replace(/[0-9a-f]{20}\.json$/, `${digit.repeat(20)}.json`);

/** What lies about in a real ledger. */
function mess(
  { policy }: State,
  files: Map<string, LedgerFile>,
): Pick<Organisation, 'broken' | 'repeated' | 'afterNow'> {
  const [one, other, third] = [...files.values()].filter(({ path }) => path.includes('-decision-')).slice(10, 13);
  if (one === undefined || other === undefined || third === undefined) throw new Error('too few files');
  const broken = [
    { path: renamed(one.path, 'a'), text: 'no JSON' },
    { path: renamed(other.path, 'b'), text: other.text },
    { path: renamed(third.path, 'c'), text: '{}' },
  ];
  const copy = {
    path: one.path.replace('-production-', '-elsewhere-').replace('-staging-', '-elsewhere-'),
    text: one.text,
  };
  const facts = aChange({ evaluatedAt: '2031-01-01T00:00:00Z', head: 'f'.repeat(40) });
  const later = recordFile(
    recordDecision(
      { policy, facts, decision: decide(policy, facts) },
      { repository: 'acme/shop', engine: '0.1.0', timeZoneData: '2026b', run: null },
    ),
  );
  const foreign = [
    { path: 'README.md', text: 'Records' },
    { path: '2026/01/notes.txt', text: 'x' },
  ];
  for (const file of [...broken, copy, later, ...foreign]) files.set(file.path, file);
  return { broken: broken.map(({ path }) => path), repeated: 1, afterNow: 1 };
}

function isoOf(at: number): string {
  return new Date(at).toISOString().replace('.000Z', 'Z');
}
