import type { RequiredApproval } from '../approval/authority.ts';
import type { Finding } from '../finding/finding.ts';
import type { Decision, Unblock } from './decision.ts';

type Answer = Pick<Decision, 'findings' | 'approvals' | 'schedule'>;

/** The shortest list of things that would turn the answer to approved: what to do, who can, and when. */
export function unblockOf({ findings, approvals, schedule }: Answer): readonly Unblock[] {
  const open = findings.filter(({ effect }) => effect !== 'note');
  const closed = open.filter((each) => isOfSchedule(each.code) && !isState(each, schedule));
  const others = open.filter((each) => !closed.includes(each) && !isApproval(each, approvals.required));
  const asked = missingApprovals(approvals.required);
  const isLifted = closed.every((each) => each.effect === 'hold' && isCovered(each, asked));
  const holds = [...others, ...(isLifted ? closed : [])].filter(({ effect }) => effect === 'hold');
  return [
    ...(isLifted ? [] : waitFor(closed, schedule.nextOpening)),
    ...mendings(others.filter(({ effect }) => effect === 'block')),
    ...withLifts(asked, holds),
  ];
}

/** Whether an approval that is asked for anyway lifts it too. */
function isCovered({ approvers }: Finding, asked: readonly Unblock[]): boolean {
  return asked.some(({ by }) => approvers.some((approver) => by.includes(approver)));
}

function isOfSchedule(code: string): boolean {
  return code.startsWith('schedule/');
}

/** A state that closes beside a schedule which opens by itself: to wait until then settles nothing of it. */
function isState({ effect, until }: Finding, { nextOpening }: Decision['schedule']): boolean {
  return nextOpening !== null && effect === 'hold' && until === null;
}

function isApproval({ code }: Finding, required: readonly RequiredApproval[]): boolean {
  return code === 'approvals/emergency' || required.some(({ rule }) => code === `approvals/${rule}`);
}

function waitFor(waiting: readonly Finding[], nextOpening: string | null): readonly Unblock[] {
  if (waiting.length === 0) return [];
  if (nextOpening === null) return mendings(waiting);
  const wait = `wait until ${nextOpening}`;
  const by = waiting.every(({ effect }) => effect === 'hold') ? commonApprovers(waiting) : [];
  const action = by.length === 0 ? wait : `${wait}, or 1 approval from ${named(by)}`;
  return [{ action, codes: waiting.map(({ code }) => code), at: nextOpening, by }];
}

/** Authorities any of whose people can lift every one of the holds. */
function commonApprovers([first, ...rest]: readonly Finding[]): readonly string[] {
  return (first?.approvers ?? []).filter((name) => rest.every(({ approvers }) => approvers.includes(name)));
}

/** What to do about each; the same once. */
function mendings(findings: readonly Finding[]): readonly Unblock[] {
  const codes = new Map<string, string[]>();
  for (const { code, remedy, problem } of findings) {
    const action = remedy ?? problem;
    codes.set(action, [...(codes.get(action) ?? []), code]);
  }
  return [...codes].map(([action, of]) => ({ action, codes: of, at: null, by: [] }));
}

function missingApprovals(required: readonly RequiredApproval[]): readonly Unblock[] {
  return required
    .filter(({ missing }) => missing > 0)
    .map(({ rule, missing, from }) => ({
      action: `${missing} ${missing === 1 ? 'approval' : 'approvals'} from ${named(from)}`,
      codes: [`approvals/${rule}`],
      at: null,
      by: from,
    }));
}

/** An approval that is asked for anyway lifts the holds that its authority may lift; the others need one of their own. */
function withLifts(asked: readonly Unblock[], holds: readonly Finding[]): readonly Unblock[] {
  const list = [...asked];
  for (const hold of holds) {
    const index = list.findIndex((approval) => isCovered(hold, [approval]));
    const covering = list[index];
    if (covering === undefined) list.push(liftOf(hold));
    else
      list[index] = {
        ...covering,
        codes: [...covering.codes, hold.code],
        by: covering.by.filter((name) => hold.approvers.includes(name)),
      };
  }
  return list;
}

function liftOf({ code, approvers, remedy }: Finding): Unblock {
  const approval = `1 approval from ${named(approvers)}`;
  return { action: remedy === null ? approval : `${remedy}; or ${approval}`, codes: [code], at: null, by: approvers };
}

function named(authorities: readonly string[]): string {
  return authorities.map((name) => `\`${name}\``).join(' or ');
}
