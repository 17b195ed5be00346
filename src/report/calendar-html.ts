import { isoOf } from '../schedule/instant.ts';
import { markedRules, monthsOf } from './calendar-days.ts';
import { renderMonth } from './calendar-html-month.ts';
import { script } from './calendar-html-script.ts';
import { style } from './calendar-html-style.ts';
import type { CalendarRule } from './calendar-rules.ts';
import type { Period, Stretch } from './calendar-stretch.ts';
import type { CalendarView } from './calendar-view.ts';
import { aboutInWords } from './calendar-words.ts';
import { html, renderPage, toHtml } from './html.ts';
import type { Html } from './html.ts';
import { prose } from './phrase.ts';
import { clockAt, durationInWords } from './words.ts';
import type { Clock } from './words.ts';

/** One page that stands for itself: how it stands now, the months, the rules behind, and every opening and closing. */
export function renderCalendarPage(view: CalendarView): string {
  const clock = clockAt(view.timezone, view.moment.evaluatedAt);
  const months = monthsOf(view);
  const body = html`<a class="skip" href="#months">Skip to the months</a>
    <header>
      <h1>When may changes go out?</h1>
      <p>${toHtml(aboutInWords(view))}</p>
    </header>
    <main>
      ${standing(view, clock)}
      <section id="months" aria-labelledby="months-title" tabindex="-1">
        <h2 id="months-title">Months</h2>
        ${legend}
        <div class="months">${months.map((month, index) => renderMonth(month, view, index))}</div>
      </section>
      ${rules(view, clock)} ${stretches(view, clock)}
    </main>`;
  return renderPage({ title: titleOf(view), style, script, body });
}

function titleOf({ environment, services, moment }: CalendarView): string {
  return `${moment.open ? 'Open' : 'Closed'}: changes to ${[environment, ...services].join(', ')}`;
}

function standing({ moment, rules: all, timezone }: CalendarView, clock: Clock): Html {
  const { open, decidedBy, because, nextOpening, nextClosing, evaluatedAt } = moment;
  const turn = open ? nextClosing : nextOpening;
  const verb = open ? 'closes' : 'opens';
  const none = `no ${open ? 'closing' : 'opening'} within 400 days`;
  const told = turn === null ? html`${none}` : html`${verb} <time datetime="${turn}">${clock.full(turn)}</time>`;
  const by = decidedBy.length === 0 ? null : html`<p>by ${commas(decidedBy.map((id) => ruleLink(id, all)))}</p>`;
  return html`<section class="now ${open ? 'open' : 'closed'}" aria-labelledby="now-title">
    <h2 id="now-title"><span aria-hidden="true">${open ? '✓' : '✗'}</span> ${open ? 'Open' : 'Closed'} now</h2>
    <p class="turn">${told}</p>
    ${by} ${because === null ? null : html`<p>${toHtml(prose(because))}</p>`}
    <p class="aside">
      as of <time datetime="${evaluatedAt}">${clock.short(evaluatedAt)} ${timezone}</time>; this page does not update
      itself
    </p>
  </section>`;
}

const legend = html`<ul class="legend" aria-label="What the marks mean">
    <li><span class="key open" aria-hidden="true">✓</span> open</li>
    <li><span class="key partly" aria-hidden="true">◐</span> partly open; the bar shows the hours</li>
    <li><span class="key closed" aria-hidden="true">✗</span> closed</li>
    <li><span class="key today" aria-hidden="true">7</span> today</li>
    <li><span class="key" aria-hidden="true">a</span> a letter names a rule below, + several</li>
  </ul>
  <p class="hint">
    A day opens with Enter or a click and tells its hours; arrow keys move from day to day, Page Up and Page Down from
    month to month.
  </p>`;

function rules(view: CalendarView, clock: Clock): Html {
  const letters = new Map(markedRules(view).map(({ letter, rule }) => [rule, letter]));
  const now = Date.parse(view.moment.evaluatedAt);
  const none =
    view.rules.length + view.conditional.length === 0 ? html`<p>No rule says when: it is always open.</p>` : null;
  return html`<section aria-labelledby="rules-title">
    <h2 id="rules-title">Rules</h2>
    ${none}
    <ul class="rules">
      ${view.rules.map((rule, index) => ruleItem({ rule, index, letter: letters.get(rule) ?? '', now }, clock))}
      ${view.conditional.map(
        ({ id, because }) =>
          html`<li>
            <p><span class="mark">?</span> <strong>${id}</strong> depends on the change and is left out here</p>
            <p>${toHtml(prose(because))}</p>
          </li> `,
      )}
    </ul>
  </section>`;
}

type RuleItem = { readonly rule: CalendarRule; readonly index: number; readonly letter: string; readonly now: number };

function ruleItem({ rule, index, letter, now }: RuleItem, clock: Clock): Html {
  const { kind, id, because, pattern, aside } = rule;
  const opens = kind === 'window' || kind === 'exception';
  const next = rule.periods.find(({ to }) => to > now);
  return html`<li id="rule-${index}" class="${opens ? 'open' : 'closed'}">
    <p>
      <span class="mark">${opens ? '✓' : '✗'}${letter}</span> <strong>${id}</strong>
      <span class="kind">${kindInWords[kind]}</span>
    </p>
    <p>${pattern}${aside === null ? null : `; ${aside}`}</p>
    ${because === '' ? null : html`<p>${toHtml(prose(because))}</p>`}
    ${next === undefined || kind === 'outside' ? null : html`<p class="aside">${next.from <= now ? 'now' : 'next'}: ${times(next, clock)}</p>`}
  </li> `;
}

const kindInWords = {
  freeze: 'freeze',
  outside: 'no window open',
  exception: 'exception',
  window: 'change window',
} as const satisfies Record<CalendarRule['kind'], string>;

function stretches(view: CalendarView, clock: Clock): Html {
  return html`<section aria-labelledby="all-title">
    <h2 id="all-title">Every opening and closing</h2>
    <details>
      <summary>${view.stretches.length} stretches of time</summary>
      <ol class="stretches">
        ${view.stretches.map((stretch) => stretchItem(stretch, clock))}
      </ol>
    </details>
  </section>`;
}

function stretchItem(stretch: Stretch, clock: Clock): Html {
  const { open, rules: by, from, to } = stretch;
  const length = durationInWords((to - from) / 1_000);
  return html`<li class="${open ? 'open' : 'closed'}">
    <span class="mark">${open ? '✓ open' : '✗ closed'}</span> ${times(stretch, clock)}
    (${length})${by.length === 0 ? null : ` by ${by.join(', ')}`}
  </li> `;
}

function times({ from, to }: Period, clock: Clock): Html {
  const [start, end] = [isoOf(from), isoOf(to)];
  return html`<time datetime="${start}">${clock.short(start)}</time> to
    <time datetime="${end}">${clock.short(end)}</time>`;
}

function ruleLink(id: string, all: readonly CalendarRule[]): Html {
  const index = all.findIndex((rule) => rule.id === id);
  return index === -1 ? html`<code>${id}</code>` : html`<a href="#rule-${index}">${id}</a>`;
}

function commas(items: readonly Html[]): Html {
  return html`${items.map((item, index) => (index === 0 ? item : html`, ${item}`))}`;
}
