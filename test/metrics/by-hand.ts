// The numbers of `metrics` reckoned from what happened, in another way than the product does it: with none of its code, by
// counting over stories instead of joining records, and by comparing everything with everything.
import type { Judgement, Organisation, Story, Stray } from './organisation.ts';

const [hour, day] = [3_600_000, 86_400_000];
const zone = 'Europe/Berlin';

type Word = { readonly word: string; readonly at: number };
type End = {
  readonly story: Story | null;
  readonly repository: string;
  readonly head: string;
  readonly last: Judgement | null;
  readonly services: readonly string[] | null;
  readonly words: readonly Word[];
};

/** What is asked about. */
export type Asked = {
  readonly from: number;
  readonly to: number;
  readonly environment: string;
  readonly service: string | null;
};

/** Every deployment whose end somebody told, of any time. */
function endsOf({ strays }: Organisation, stories: readonly Story[], { environment, service }: Asked): readonly End[] {
  const told: End[] = [];
  for (const story of stories) {
    const words = story.said.length > 0 ? story.said : (story.deployment?.statuses ?? []);
    if (words.length === 0) continue;
    told.push({
      story,
      repository: story.repository,
      head: story.head,
      last: story.judgements.at(-1)!,
      services: story.services,
      words,
    });
  }
  if (environment !== 'production' || service !== null) return told;
  for (const stray of strays) {
    const word = stray.isFine ? 'success' : 'failure';
    told.push({
      story: null,
      repository: stray.repository,
      head: stray.head,
      last: null,
      services: null,
      words: [{ word, at: stray.at }],
    });
  }
  return told;
}

const isBad = ({ words }: End): boolean => words.some(({ word }) => word !== 'success');
const endedAt = ({ words }: End): number => Math.min(...words.map(({ at }) => at));

/** The two shares that lie 1.96 standard errors from the one that was seen: roots of a quadratic equation (Wilson 1927). */
function shareOf(hits: number, cases: number): { value: number; low: number; high: number } | null {
  if (cases === 0) return null;
  const [seen, z2] = [hits / cases, 1.959964 ** 2];
  const [a, b, c] = [1 + z2 / cases, -(2 * seen + z2 / cases), seen ** 2];
  const root = Math.sqrt(Math.max(0, b * b - 4 * a * c));
  return { value: seen, low: (-b - root) / (2 * a), high: (-b + root) / (2 * a) };
}

function rate(ends: readonly End[]) {
  let failed = 0;
  for (const end of ends) if (isBad(end)) failed += 1;
  return { deployments: ends.length, failed, successRate: shareOf(ends.length - failed, ends.length) };
}

/** Names of each group, and the ends in it. */
function rates(ends: readonly End[], namesOf: (end: End) => readonly object[]) {
  const names = [...new Set(ends.flatMap((end) => namesOf(end).map((name) => JSON.stringify(name))))];
  return names.map((name) => ({
    ...JSON.parse(name),
    ...rate(ends.filter((end) => namesOf(end).some((each) => JSON.stringify(each) === name))),
  }));
}

const weekday = new Intl.DateTimeFormat('en-GB', { timeZone: zone, weekday: 'short' });
const date = new Intl.DateTimeFormat('en-CA', { timeZone: zone, year: 'numeric', month: '2-digit', day: '2-digit' });
const iso = (at: number): string => new Date(at).toISOString().replace('.000Z', 'Z');

/** The value below which a share of the others lies, the lowest that does: found by trying. */
function quantile(values: readonly number[], tenths: 5 | 9): number | null {
  const enough = values.filter((value) => values.filter((each) => each <= value).length * 10 >= values.length * tenths);
  return enough.length === 0 ? null : Math.min(...enough);
}

/** Every failed against every other one. */
export function aucOf(ends: readonly End[]): number | null {
  const [bad, fine] = [ends.filter(isBad), ends.filter((end) => !isBad(end))];
  let wins = 0;
  for (const one of bad) {
    for (const other of fine) {
      const [high, low] = [one.last!.score, other.last!.score];
      if (high > low) wins += 1;
      else if (high === low) wins += 0.5;
    }
  }
  return bad.length * fine.length === 0 ? null : wins / (bad.length * fine.length);
}

function success({ stories, isInside, ends, ever }: Scope) {
  const approved = stories.filter((story) =>
    story.judgements.some(({ outcome, at }) => outcome === 'approved' && isInside(at)),
  );
  const heads = new Set(ever.map(({ head }) => head));
  return {
    overall: rate(ends),
    models: rates(ends, ({ last }) => {
      if (last === null) return [{ changeType: 'unknown', changeModel: null }];
      return [
        last.lane === 'rollback'
          ? { changeType: 'rollback', changeModel: null }
          : { changeType: last.type, changeModel: last.model },
      ];
    }),
    services: rates(ends, ({ services }) => {
      if (services === null) return [{ service: null }];
      return services.length === 0 ? [{ service: '' }] : services.map((service) => ({ service }));
    }),
    riskLevels: rates(ends, ({ last }) => [{ level: last?.level ?? null }]),
    weekdays: rates(ends, ({ last }) => [{ weekday: last === null ? null : weekday.format(last.at).toLowerCase() }]),
    repositories: rates(ends, ({ repository }) => [{ repository }]),
    cancelled: approved.filter(({ head, isCancelled }) => isCancelled && !heads.has(head)).length,
    withoutOutcome: approved.filter(({ head, isCancelled }) => !isCancelled && !heads.has(head)).length,
  };
}

function dora({ ends, ever, period }: Scope) {
  const leads = ends.filter(
    ({ last, words }) => last?.lane !== 'rollback' && words.some(({ word }) => word === 'success'),
  );
  const leadTimes = leads.flatMap(({ story, words, last }) => {
    const at = words.find(({ word }) => word === 'success')!.at;
    const age = story?.ageAtDecision ?? null;
    return age === null || last === null || at < last.at ? [] : [age + (at - last.at) / hour];
  });
  const failed = ends.filter(isBad);
  const recoveries = failed.map((end) => recovery(end, ever));
  const times = recoveries.flatMap((each) => (typeof each === 'number' ? [each] : []));
  const days = (period.to - period.from) / day;
  return {
    deploymentFrequency: {
      deployments: ends.length,
      days,
      perWeek: (ends.length * 7) / days,
      daysWithDeployments: new Set(ends.map((end) => date.format(endedAt(end)))).size,
    },
    leadTime: {
      measured: leadTimes.length,
      notMeasured: leads.length - leadTimes.length,
      median: quantile(leadTimes, 5),
      ninetieth: quantile(leadTimes, 9),
    },
    changeFailRate: { deployments: ends.length, failed: failed.length, rate: shareOf(failed.length, ends.length) },
    recoveryTime: {
      recovered: times.length,
      open: recoveries.filter((each) => each === 'open').length,
      notMeasured: recoveries.filter((each) => each === 'not-measured').length,
      median: quantile(times, 5),
      ninetieth: quantile(times, 9),
    },
  };
}

function recovery(end: End, ends: readonly End[]): number | 'open' | 'not-measured' {
  const failedAt = end.words.find(({ word }) => word === 'failure')?.at;
  const takenBack = end.words.find(({ word }) => word === 'rolled-back')?.at;
  if (failedAt !== undefined) {
    const same = ends.filter(({ repository, services }) => {
      const [one, other] = [services ?? [], end.services ?? []];
      return (
        repository === end.repository &&
        (one.length === 0 || other.length === 0 || one.some((service) => other.includes(service)))
      );
    });
    const healed = same.flatMap(({ words }) =>
      words.filter(({ word, at }) => word === 'success' && at > failedAt).map(({ at }) => at),
    );
    const first = Math.min(...healed, ...(takenBack === undefined ? [] : [takenBack]));
    return first === Infinity ? 'open' : (first - failedAt) / hour;
  }
  const live = end.words.find(({ word, at }) => word === 'success' && at <= takenBack!)?.at ?? end.last?.at;
  return live === undefined || live > takenBack! ? 'not-measured' : (takenBack! - live) / hour;
}

const monday = (at: number): string => {
  const midnight = Date.parse(`${date.format(at)}T00:00:00Z`);
  return new Date(midnight - ((new Date(midnight).getUTCDay() + 6) % 7) * day).toISOString().slice(0, 10);
};

function trend({ ends, period }: Scope) {
  const weeks = new Set<string>();
  for (let at = period.from; at < period.to; at += day / 2) weeks.add(monday(at));
  const parts = [...weeks].map((from) => {
    const inside = ends.filter((end) => monday(endedAt(end)) === from);
    return { from, deployments: inside.length, failed: inside.filter(isBad).length };
  });
  return { unit: 'week', parts };
}

const partOf = (some: readonly End[]) => ({
  from: some.length === 0 ? null : iso(Math.min(...some.map(endedAt))),
  to: some.length === 0 ? null : iso(Math.max(...some.map(endedAt))),
  deployments: some.length,
  failed: some.filter(isBad).length,
  auc: aucOf(some),
});

function score({ ends }: Scope) {
  const scored = ends
    .filter(({ last }) => last !== null && last.lane !== 'rollback')
    .toSorted((one, other) => endedAt(one) - endedAt(other));
  const half = Math.floor(scored.length / 2);
  const { deployments, failed, auc } = partOf(scored);
  return {
    deployments,
    failed,
    auc,
    levels: ['low', 'medium', 'high', 'critical'].map((level) => {
      const alike = scored.filter(({ last }) => last?.level === level);
      const bad = alike.filter(isBad).length;
      return { level, deployments: alike.length, failed: bad, failureRate: shareOf(bad, alike.length) };
    }),
    drift: { earlier: partOf(scored.slice(0, half)), later: partOf(scored.slice(half)) },
  };
}

const isPassed = ({ judgements }: Story): boolean => judgements.at(-1)?.outcome === 'approved';

function waiting({ ended }: Scope) {
  const through = ended.filter(({ judgements }) => judgements.every(({ mode }) => mode === 'enforce'));
  const waited = through.filter((story) => isPassed(story) && story.judgements.length > 1);
  const never = through.filter((story) => !isPassed(story));
  const times = waited.map(({ judgements }) => (judgements.at(-1)!.at - judgements[0]!.at) / hour);
  const codes = [...new Set([...waited, ...never].flatMap(({ judgements }) => judgements.flatMap(({ held }) => held)))];
  const findings = codes.map((code) => {
    let [hours, hoursAlone] = [0, 0];
    for (const { judgements } of waited) {
      for (let index = 1; index < judgements.length; index += 1) {
        const [before, after] = [judgements[index - 1]!, judgements[index]!];
        if (!before.held.includes(code)) continue;
        hours += (after.at - before.at) / hour;
        if (before.held.length === 1) hoursAlone += (after.at - before.at) / hour;
      }
    }
    return {
      code,
      waited: waited.filter(({ judgements }) => judgements.some(({ held }) => held.includes(code))).length,
      hours,
      hoursAlone,
      never: never.filter(({ judgements }) => judgements.at(-1)!.held.includes(code)).length,
    };
  });
  return {
    atOnce: through.filter((story) => isPassed(story) && story.judgements.length === 1).length,
    waited: waited.length,
    never: never.length,
    total: times.reduce((sum, each) => sum + each, 0),
    median: quantile(times, 5),
    ninetieth: quantile(times, 9),
    findings: findings.filter(({ waited: some, never: others }) => some + others > 0),
  };
}

const models = [
  { changeModel: 'docs-only', reviewBy: '2027-11-30', state: 'valid' },
  { changeModel: 'bot-dependencies', reviewBy: '2026-12-15', state: 'expiring' },
  { changeModel: 'site-texts', reviewBy: '2026-06-01', state: 'expired' },
  { changeModel: 'certificates', reviewBy: '2027-06-01', state: 'valid' },
];

function standardChanges({ org, ends, judgements }: Scope) {
  return models.map(({ changeModel, reviewBy, state }) => {
    const passed = judgements.filter(({ model, outcome }) => model === changeModel && outcome === 'approved');
    const failures = org.stories.flatMap(({ judgements: all, said }) =>
      all.at(-1)?.model === changeModel ? said.filter(({ word }) => word !== 'success').slice(0, 1) : [],
    );
    return {
      changeModel,
      isInPolicy: true,
      used: passed.length,
      ...rate(ends.filter(({ last }) => last?.model === changeModel)),
      lastUsedAt: passed.length === 0 ? null : iso(Math.max(...passed.map(({ at }) => at))),
      isSuspended:
        changeModel === 'bot-dependencies' && failures.some(({ at }) => Date.parse(org.now) - at <= 21 * day),
      suspendedChanges: judgements.filter(({ rules }) => rules.includes(`standard/suspended ${changeModel}`)).length,
      reviewBy,
      state,
    };
  });
}

/** Decision and cause of every review that must be, and when it is due. */
function reviews({ ended, ends }: Scope) {
  const due = new Map<string, { cause: string; dueAt: string }>();
  for (const { judgements } of ended) {
    const last = judgements.at(-1)!;
    if (last.outcome === 'approved' && last.lane !== 'none')
      due.set(last.id, { cause: last.lane, dueAt: iso(last.at + 3 * day) });
  }
  for (const end of ends) {
    const failedAt = end.words.find(({ word }) => word !== 'success')?.at;
    const key = end.last?.id ?? `none ${end.head}`;
    if (failedAt !== undefined && !due.has(key)) due.set(key, { cause: 'failure', dueAt: iso(failedAt + 3 * day) });
  }
  return [...due].map(([key, review]) => `${review.dueAt} ${review.cause} ${key}`).toSorted();
}

function exceptional({ ended: stories, ends }: Scope) {
  const passed = stories
    .filter(({ judgements }) => judgements.at(-1)!.outcome === 'approved')
    .map(({ judgements }) => judgements.at(-1)!);
  const ended = new Map(ends.map((end) => [end.head, isBad(end) ? 'badly' : 'well']));
  const lifted = [...new Set(passed.flatMap((each) => each.lifted))];
  return {
    emergencies: stories
      .filter(({ kind }) => kind === 'emergency')
      .map(({ head, judgements }) => `${judgements.at(-1)!.outcome} ${ended.get(head) ?? 'unknown'} ${head}`)
      .toSorted(),
    rollbacks: stories.filter(
      ({ kind, judgements }) => kind === 'rollback' && judgements.at(-1)!.outcome === 'approved',
    ).length,
    exceptions: [
      { exception: 'exc-7', changes: passed.filter(({ rules }) => rules.includes('schedule/exception exc-7')).length },
    ].filter(({ changes }) => changes > 0),
    lifted: lifted.map((code) => ({ code, changes: passed.filter((each) => each.lifted.includes(code)).length })),
  };
}

const reasonOf = (stray: Stray): string => (stray.why === 'decision-too-old' ? stray.why : 'no-decision');

function unauthorised({ org, all, ends, isInside, asked }: Scope) {
  const isTold = asked.environment === 'production' && asked.service === null;
  const strays = org.strays.filter(({ at }) => isInside(at) && asked.environment === 'production');
  const told = isTold ? strays.filter(({ why }) => why !== 'before-ledger') : [];
  const seen = all.filter(
    ({ deployment }) => deployment !== null && deployment.statuses.length > 0 && isInside(deployment.statuses[0]!.at),
  );
  const strayDeployments = strays.filter(({ why }) => why !== 'said-alone' && why !== 'before-ledger');
  return {
    looked: 'deployments',
    deployments: seen.length + strayDeployments.length,
    beforeLedger: strays.filter(({ why: reason }) => reason === 'before-ledger').length,
    changes: told
      .map(
        (stray) => `${iso(stray.at)} ${stray.head} ${stray.by} ${stray.isFine ? 'well' : 'badly'} ${reasonOf(stray)}`,
      )
      .toSorted(),
    againstAnswer: ends
      .filter(({ last }) => last !== null && last.outcome !== 'approved')
      .map(({ last }) => `${last!.id} ${last!.outcome} ${last!.mode}`)
      .toSorted(),
  };
}

const met = (story: Story, kind: 'any' | 'held', code: string): boolean =>
  story.judgements.some(({ held, notes }) =>
    (kind === 'any' ? [...held, ...notes] : held).some((each) => each.startsWith(code)),
  );

function conflicts({ ended: stories }: Scope) {
  const codes = [
    ...new Set(stories.flatMap(({ judgements }) => judgements.flatMap(({ held, notes }) => [...held, ...notes]))),
  ].filter((code) => code.startsWith('conflicts/'));
  return {
    changes: stories.filter((story) => met(story, 'any', 'conflicts/')).length,
    held: stories.filter((story) => met(story, 'held', 'conflicts/')).length,
    codes: codes.map((code) => ({
      code,
      changes: stories.filter((story) => met(story, 'any', code)).length,
      held: stories.filter((story) => met(story, 'held', code)).length,
    })),
  };
}

type Scope = {
  readonly org: Organisation;
  readonly asked: Asked;
  readonly period: { readonly from: number; readonly to: number };
  readonly isInside: (at: number) => boolean;
  /** Stories of the environment. */
  readonly all: readonly Story[];
  /** Of them, those of the service. */
  readonly stories: readonly Story[];
  /** Of them, those whose way through the gate ended in the time. */
  readonly ended: readonly Story[];
  readonly judgements: readonly Judgement[];
  readonly ends: readonly End[];
  /** Ends of any time. */
  readonly ever: readonly End[];
};

function scopeOf(org: Organisation, asked: Asked): Scope {
  const { from, to, environment, service } = asked;
  const isInside = (at: number): boolean => at >= from && at < to;
  const all = org.stories.filter((story) => story.environment === environment);
  const stories = all.filter(({ services }) => service === null || services.includes(service));
  const ever = endsOf(org, stories, asked);
  return {
    org,
    asked,
    period: { from, to },
    isInside,
    all,
    stories,
    ended: stories.filter(({ judgements }) => isInside(judgements.at(-1)!.at)),
    judgements: stories.flatMap((story) => story.judgements.filter(({ at }) => isInside(at))),
    ends: ever.filter((end) => isInside(endedAt(end))),
    ever,
  };
}

/** Everything that `metrics` tells of what is asked about. */
export function reckoned(org: Organisation, asked: Asked) {
  const scope = scopeOf(org, asked);
  const { ends, judgements } = scope;
  const count = (outcome: string): number => judgements.filter((each) => each.outcome === outcome).length;
  return {
    ends,
    decisions: org.stories.flatMap((story) => story.judgements).length,
    outcomes:
      org.stories.flatMap(({ said }) => said).length +
      org.stories.filter(({ isCancelled }) => isCancelled).length +
      org.strays.filter(({ why }) => why === 'said-alone').length,
    judged: {
      decisions: judgements.length,
      approved: count('approved'),
      needsApproval: count('needs-approval'),
      blocked: count('blocked'),
      advised: judgements.filter(({ mode }) => mode === 'advise').length,
    },
    success: success(scope),
    dora: dora(scope),
    trend: trend(scope),
    score: score(scope),
    standardChanges: standardChanges(scope),
    reviews: reviews(scope),
    waiting: waiting(scope),
    exceptional: exceptional(scope),
    unauthorised: unauthorised(scope),
    conflicts: conflicts(scope),
  };
}
