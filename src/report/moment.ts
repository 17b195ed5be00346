import type { CalendarMoment } from '../schedule/calendar.ts';
import { plainText } from './escape.ts';
import type { Color } from './paint.ts';
import { painter } from './paint.ts';
import { clockAt } from './words.ts';

type MomentOptions = { readonly color: Color; readonly timezone: string };

/** How the schedule stands at one instant, for people at a terminal. Ends with a line end. */
export function renderMoment(moment: CalendarMoment, { color, timezone }: MomentOptions): string {
  const clock = clockAt(timezone, moment.evaluatedAt);
  const paint = painter(color);
  const place = [moment.environment, ...moment.services].map((name) => plainText(name, 200)).join(', ');
  const title = moment.open ? paint('green', `✓ open for ${place}`) : paint('red', `✗ closed for ${place}`);
  const turn = moment.open ? moment.nextClosing : moment.nextOpening;
  const turning = turn === null ? 'for the next 400 days' : clock.full(turn);
  const rules = moment.decidedBy.map((rule) => plainText(rule, 100)).join(', ');
  const lines = [
    paint('bold', title),
    ...(rules === '' ? [] : [`  by ${rules}`]),
    ...(moment.because === null ? [] : [`  because ${plainText(moment.because, 1_000)}`]),
    `  ${moment.open ? 'next closing' : 'next opening'}: ${turn === null ? `none ${turning}` : turning}`,
    ...(moment.conditional.length === 0
      ? []
      : [`  left out, since they depend on the change: ${moment.conditional.join(', ')}`]),
  ];
  return `${lines.join('\n')}\n`;
}
