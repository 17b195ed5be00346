import { unknownName } from './lint-names.ts';
import type { LintProblem, LintRequest } from './lint.ts';
import type { Policy } from './policy.ts';

/** Authorities that do not exist, and approvals that nobody could ever fill. */
export function checkAuthorities({ policy }: LintRequest): readonly LintProblem[] {
  const names = Object.keys(policy.authorities);
  const unknown = mentionsOf(policy).flatMap(({ key, pointer, authorities }) =>
    authorities.flatMap((name, index) => {
      const part = { key, pointer: `${pointer}/${index}` };
      return names.includes(name) ? [] : [unknownName(part, { what: 'authority', name, names })];
    }),
  );
  return [...unknown, ...impossibleApprovals(policy), ...openHolds(policy)];
}

type Mention = { readonly key: string; readonly pointer: string; readonly authorities: readonly string[] };

/** Every place where a policy names authorities. */
function mentionsOf(policy: Policy): readonly Mention[] {
  const { schedule, rollback, evidence, approvals, emergency, conflicts } = policy;
  const ofHolds = [
    ...(schedule?.freezes ?? []).map(({ id, approvers }) => ({ key: `schedule.freezes/${id}`, approvers })),
    ...rollback.plans.map(({ id, approvers }) => ({ key: `rollback.plans/${id}`, approvers })),
    ...evidence.map(({ id, approvers }) => ({ key: `evidence/${id}`, approvers })),
    { key: 'schedule/outsideWindows', approvers: schedule?.outsideWindows.approvers },
  ];
  return [
    ...ofHolds.map(({ key, approvers = [] }) => ({ key, pointer: '/approvers', authorities: approvers })),
    { key: 'conflicts/approvers', pointer: '', authorities: conflicts?.approvers ?? [] },
    ...approvals.map(({ id, from }) => ({ key: `approvals/${id}`, pointer: '/from', authorities: from })),
    { key: 'emergency/approvals', pointer: '/from', authorities: emergency?.approvals.from ?? [] },
  ];
}

function impossibleApprovals({ authorities, approvals, emergency }: Policy): readonly LintProblem[] {
  const demands = [
    ...approvals.map(({ id, from, count }) => ({ key: `approvals/${id}`, from, count })),
    ...(emergency === null ? [] : [{ key: 'emergency/approvals', ...emergency.approvals }]),
  ];
  return demands.flatMap(({ key, from, count }) => {
    const people = peopleOf(from, authorities);
    if (people === null || people.size >= count) return [];
    return [tooFew({ key, pointer: '' }, { count, people: people.size })];
  });
}

/** Locked rules whose holds are lifted by whomever a policy that extends this one names in its own approvals. */
function openHolds({ schedule, rollback, evidence }: Policy): readonly LintProblem[] {
  const rules = [
    ...(schedule?.freezes ?? []).map((rule) => ({
      rule,
      key: `schedule.freezes/${rule.id}`,
      mayHold: rule.effect === 'hold' || rule.emergency === 'hold',
    })),
    ...rollback.plans.map((rule) => ({
      rule,
      key: `rollback.plans/${rule.id}`,
      mayHold: rule.missing === 'hold' || rule.weak === 'hold',
    })),
    ...evidence.map((rule) => ({ rule, key: `evidence/${rule.id}`, mayHold: rule.effect === 'hold' })),
  ];
  return rules
    .filter(({ rule, mayHold }) => mayHold && rule.locked === true && rule.approvers === undefined)
    .map(({ rule, key }) => ({
      part: { key, pointer: '' },
      about: 'value',
      severity: 'warning',
      code: 'policy/open-hold',
      problem: `\`${rule.id}\` is locked, but a policy that extends this one chooses who may lift its hold`,
      remedy: 'name them in `approvers`',
    }));
}

/** The people whom authorities name one by one; null if teams or permissions may hold more. */
function peopleOf(from: readonly string[], authorities: Policy['authorities']): ReadonlySet<string> | null {
  const named = from.map((name) => authorities[name]);
  const isOpen = named.some((one) => one === undefined || one.teams !== undefined || one.permission !== undefined);
  return isOpen ? null : new Set(named.flatMap((one) => one?.members ?? []).map((login) => login.toLowerCase()));
}

function tooFew(part: LintProblem['part'], { count, people }: Record<'count' | 'people', number>): LintProblem {
  return {
    part,
    about: 'value',
    severity: 'error',
    code: 'policy/never-filled',
    problem: `${count} approvals are asked for, but its authorities hold ${people} ${people === 1 ? 'person' : 'people'}`,
    remedy: 'ask for fewer, or add members, a team or a permission to the authority',
  };
}
