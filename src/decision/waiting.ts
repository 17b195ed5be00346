import type { Decision } from './decision.ts';

/** Whether nothing but time stands in the way: the change is blocked by its schedule alone, and that opens again. */
export function isWaiting({ outcome, findings, schedule }: Decision): boolean {
  const blocks = findings.filter(({ effect }) => effect === 'block');
  return (
    outcome === 'blocked' && schedule.nextOpening !== null && blocks.every(({ code }) => code.startsWith('schedule/'))
  );
}
