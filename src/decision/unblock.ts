import type { RequiredApproval } from '../approval/authority.ts';
import type { Finding } from '../finding/finding.ts';
import type { Decision, Unblock } from './decision.ts';

type Answer = Pick<Decision, 'findings' | 'approvals' | 'schedule'>;

/** The shortest list of things that would turn the answer to approved: what to do, who can, and when. */
export function unblockOf({ findings, approvals, schedule }: Answer): readonly Unblock[] {
  const open = findings.filter(({ effect }) => effect !== 'note');
  const waiting = open.filter(
    ({ code, effect }) => isOfSchedule(code) && (effect === 'block' || schedule.nextOpening !== null),
  );
  const asked = missingApprovals(approvals.required);
  const others = open.filter((each) => !waiting.includes(each) && !isApproval(each, approvals.required));
  const lifted = others.filter((each) => each.effect === 'hold');
  return [
    ...waitFor(waiting, schedule.nextOpening),
    ...others.filter(({ effect }) => effect === 'block').map(mend),
    ...withLifts(asked, lifted),
  ];
}

function isOfSchedule(code: string): boolean {
  return code.startsWith('schedule/');
}

function isApproval({ code }: Finding, required: readonly RequiredApproval[]): boolean {
  return code === 'approvals/emergency' || required.some(({ rule }) => code === `approvals/${rule}`);
}

function waitFor(waiting: readonly Finding[], nextOpening: string | null): readonly Unblock[] {
  if (waiting.length === 0) return [];
  if (nextOpening === null) return waiting.map(mend);
  const wait = `wait until ${nextOpening}`;
  const by = waiting.every(({ effect }) => effect === 'hold') ? commonApprovers(waiting) : [];
  const action = by.length === 0 ? wait : `${wait}, or 1 approval from ${by.join(' or ')}`;
  return [{ action, codes: waiting.map(({ code }) => code), at: nextOpening, by }];
}

/** Authorities any of whose people can lift every one of the holds. */
function commonApprovers([first, ...rest]: readonly Finding[]): readonly string[] {
  return (first?.approvers ?? []).filter((name) => rest.every(({ approvers }) => approvers.includes(name)));
}

function mend({ code, remedy, problem }: Finding): Unblock {
  return { action: remedy ?? problem, codes: [code], at: null, by: [] };
}

function missingApprovals(required: readonly RequiredApproval[]): readonly Unblock[] {
  return required
    .filter(({ missing }) => missing > 0)
    .map(({ rule, missing, from }) => ({
      action: `${missing} ${missing === 1 ? 'approval' : 'approvals'} from ${from.join(' or ')}`,
      codes: [`approvals/${rule}`],
      at: null,
      by: from,
    }));
}

/** An approval that is asked for anyway lifts the holds that its authority may lift; the others need one of their own. */
function withLifts(asked: readonly Unblock[], holds: readonly Finding[]): readonly Unblock[] {
  const list = [...asked];
  for (const hold of holds) {
    const index = list.findIndex(({ by }) => hold.approvers.some((approver) => by.includes(approver)));
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
  const approval = `1 approval from ${approvers.join(' or ')}`;
  return { action: remedy === null ? approval : `${remedy}; or ${approval}`, codes: [code], at: null, by: approvers };
}
