import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { renderCalendarPage } from '../../src/report/calendar-html.ts';
import { calendarSpans } from '../../src/schedule/calendar.ts';
import { aSchedule } from '../schedule/a-schedule.ts';
import { aDuring, aZone } from '../schedule/arbitrary.ts';
import { viewOf } from '../../src/report/calendar-view.ts';
import { aRequest, aView, hostileWords, office } from './calendars.ts';
import { anyText } from './arbitrary.ts';

describe('a calendar page', () => {
  test('shows how it stands, the days, the rules and every stretch', async () => {
    const page = renderCalendarPage(aView({ schedule: office, from: '2026-12-18', to: '2026-12-24' }));

    await expect(bodyOf(page)).toMatchFileSnapshot('goldens/calendar-page.html');
  });

  test('needs nothing else: no address but its own', () => {
    const page = renderCalendarPage(aView({ schedule: office }));

    expect(page).not.toMatch(/https?:|\bsrc=|@import|url\(|\sstyle="/u);
    expect([...page.matchAll(/href="([^"]*)"/gu)].map(([, target = '']) => target.slice(0, 1))).not.toContain('/');
  });

  test('leads every link and button to something that is there', () => {
    const page = renderCalendarPage(aView({ schedule: office, to: '2027-01-31' }));
    const ids = [...page.matchAll(/\bid="([^"]*)"/gu)].map(([, id]) => id);
    const targets = [...page.matchAll(/(?:href="#|popovertarget="|aria-labelledby=")([^"]*)"/gu)].map(([, id]) => id);

    expect(new Set(ids).size).toBe(ids.length);
    expect(targets.filter((id) => !ids.includes(id))).toEqual([]);
  });

  test('marks today, and the day alone', () => {
    const page = renderCalendarPage(aView({ schedule: office }));

    expect(page.match(/aria-current="date"/gu)).toHaveLength(1);
    expect(page).toContain('aria-label="Friday 27 November 2026, today: closed; no-friday"');
  });

  test('says that it is always open where no rule says otherwise', () => {
    expect(renderCalendarPage(aView({ schedule: null }))).toContain('it is always open');
  });

  test('contains every span of the schedule', () => {
    const aRule = fc.record({ during: aDuring(Date.UTC(2026, 10, 15)) });
    const aRandomSchedule = fc
      .record({
        timezone: aZone,
        windows: fc.array(aRule, { maxLength: 2 }),
        freezes: fc.array(aRule, { maxLength: 2 }),
      })
      .map((parts) => aSchedule(parts));

    fc.assert(
      fc.property(aRandomSchedule, (schedule) => {
        const request = aRequest({ schedule, from: '2026-11-08', to: '2026-11-22' });
        const page = renderCalendarPage(viewOf(request));

        for (const { from, to, rules } of calendarSpans(request.input, request.range).spans) {
          expect(page).toContain(`<time datetime="${from}">`);
          expect(page).toContain(`<time datetime="${to}">`);
          for (const rule of rules) expect(page).toContain(`<strong>${rule}</strong>`);
        }
      }),
      { numRuns: 50 },
    );
  });

  test('has the same structure whatever the policy says', () => {
    const structure = tagsOf(pageSaying('harmless'));

    fc.assert(
      fc.property(fc.oneof(anyText, fc.constant(hostileWords)), (text) => {
        const page = pageSaying(text === '' ? '-' : text.replaceAll('`', "'"));

        expect(tagsOf(page)).toEqual(structure);
        expect(page).not.toMatch(/(?!\n)\p{Cc}|\p{Bidi_Control}/u);
      }),
      { numRuns: 100 },
    );
  });
});

/** A page of a policy in which all that people write freely is that text. */
function pageSaying(text: string): string {
  const schedule = aSchedule({
    windows: [{ because: `.${text}`, during: { days: ['mon-thu'], from: '09:00', to: '16:00' } }],
    freezes: [
      { because: `.${text}`, during: { from: '2026-11-10', to: '2026-11-11' } },
      { because: `.${text}`, when: 'operations.openIncidents > 0' },
    ],
    exceptions: [{ because: `.${text}`, freezes: ['freeze-1'], until: '2026-11-11T12:00', approvedBy: text }],
  });
  return renderCalendarPage(
    aView({ schedule, environment: text, services: [text], from: '2026-11-09', to: '2026-11-12' }),
  );
}

/** The tags of a page in order, without the values of their attributes. */
function tagsOf(page: string): readonly string[] {
  return [...bodyOf(page).matchAll(/<[^>]*>/gu)].map(([tag]) => tag.replace(/"[^"]*"/gu, ''));
}

function bodyOf(page: string): string {
  return page.slice(page.indexOf('<body>')).replace(/<script>[^]*<\/script>/u, '<script></script>');
}
