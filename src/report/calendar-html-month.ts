import { hour } from '../schedule/civil.ts';
import { dateText } from '../schedule/instant.ts';
import { letterOf } from './calendar-days.ts';
import type { CalendarDay, CalendarMonth } from './calendar-days.ts';
import { clockChange, dayInWords, hoursInWords } from './calendar-hours.ts';
import { joinedUp } from './calendar-stretch.ts';
import type { Period, Stretch } from './calendar-stretch.ts';
import type { CalendarView } from './calendar-view.ts';
import { html } from './html.ts';
import type { Html } from './html.ts';
import { weekdayNames } from './words.ts';

const marks = { open: '✓', partly: '◐', closed: '✗', unseen: '' } as const;

/** A month as a table of days; each day is a button that opens its hours, without any script. */
export function renderMonth({ title, days }: CalendarMonth, view: CalendarView, index: number): Html {
  const blanks = Array.from({ length: days[0]?.weekday ?? 0 }, () => html`<td></td>`);
  const cells = [...blanks, ...days.map((day) => dayCell(day, view))];
  const weeks = Array.from({ length: Math.ceil(cells.length / 7) }, (_, week) => cells.slice(week * 7, week * 7 + 7));
  return html`<section class="month" aria-labelledby="month-${index}">
    <h3 id="month-${index}">${title}</h3>
    <table>
      <thead>
        <tr>
          ${weekdayNames.map((name) => html`<th scope="col" abbr="${name}">${name.slice(0, 3)}</th>`)}
        </tr>
      </thead>
      <tbody>
        ${weeks.map(
          (week) =>
            html`<tr>
              ${week}
            </tr> `,
        )}
      </tbody>
    </table>
    ${days.filter(({ state }) => state !== 'unseen').map((day) => dayDetails(day, view))}
  </section> `;
}

function dayCell(day: CalendarDay, view: CalendarView): Html {
  const { state, isToday, date, number } = day;
  if (state === 'unseen') return html`<td class="unseen">${date.dayOfMonth}</td>`;
  const today = isToday ? html` aria-current="date"` : null;
  return html`<td>
    <button
      type="button"
      class="day ${state}"
      popovertarget="day-${dateText(number)}"
      aria-label="${labelOf(day, view)}"
      ${today}
    >
      <span class="number">${date.dayOfMonth}</span><span class="mark">${marks[state]}${letterOf(day)}</span>${bar(day)}
    </button>
  </td>`;
}

function labelOf(day: CalendarDay, view: CalendarView): string {
  const { state, stretches, rules, isToday } = day;
  const open = openHours(stretches).map((period) => hoursInWords(period, view));
  const words = {
    open: 'open',
    partly: `partly open, ${open.join(' and ')}`,
    closed: 'closed',
    unseen: 'not in this calendar',
  } as const;
  const named = rules.map(({ rule }) => rule.id).join(', ');
  return `${dayInWords(day)}${isToday ? ', today' : ''}: ${words[state]}${named === '' ? '' : `; ${named}`}`;
}

/** The hours of a day that is neither open nor closed all along, as a bar: what is open stands out. */
function bar({ from, to, stretches, state }: CalendarDay): Html | null {
  if (state !== 'partly') return null;
  const length = hoursOf(to - from);
  return html`<svg class="bar" viewBox="0 0 ${length} 1" preserveAspectRatio="none" aria-hidden="true">
    <rect class="shut" width="${length}" height="1" />
    ${openHours(stretches).map(
      (open) => html`<rect x="${hoursOf(open.from - from)}" width="${hoursOf(open.to - open.from)}" height="1" />`,
    )}
  </svg>`;
}

function openHours(stretches: readonly Stretch[]): readonly Period[] {
  return joinedUp(stretches.filter(({ open }) => open));
}

function hoursOf(milliseconds: number): number {
  return Math.round((milliseconds / hour) * 100) / 100;
}

function dayDetails(day: CalendarDay, view: CalendarView): Html {
  return html`<div class="details" popover id="day-${dateText(day.number)}">
    <h4>${dayInWords(day)}</h4>
    ${clockChange(day).map((words) => html`<p>${words}</p>`)}
    <ul>
      ${day.stretches.map((stretch) => hourItem(stretch, view))}
    </ul>
    ${day.rules.map(
      ({ letter, rule }) =>
        html`<p><span class="mark">${letter}</span> <strong>${rule.id}</strong> ${rule.because}</p> `,
    )}
  </div> `;
}

function hourItem(stretch: Stretch, view: CalendarView): Html {
  const { open, rules } = stretch;
  return html`<li class="${open ? 'open' : 'closed'}">
    <span class="mark">${open ? '✓' : '✗'}</span> ${hoursInWords(stretch, view)}
    ${open ? 'open' : 'closed'}${rules.length === 0 ? null : ` by ${rules.join(', ')}`}
  </li> `;
}
