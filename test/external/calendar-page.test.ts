// Needs Debian's package chromium.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { renderCalendarPage } from '../../src/report/calendar-html.ts';
import { aView, hostileWords, office } from '../report/calendars.ts';
import { aSchedule } from '../schedule/a-schedule.ts';
import { openChromium, visit } from './chromium.ts';
import type { BrowserPage } from './chromium.ts';
import { contrastFaults, overflowing } from './page-checks.ts';

const folder = mkdtempSync(join(tmpdir(), 'change-gate-page-'));
const hostile = aSchedule({
  ...office,
  freezes: [{ because: `${hostileWords} ${'x'.repeat(400)}`, during: { from: '2026-11-10', to: '2026-11-11' } }],
  exceptions: [],
});
const pages = {
  office: addressOf('office', renderCalendarPage(aView({ schedule: office, to: '2027-01-31' }))),
  hostile: addressOf('hostile', renderCalendarPage(aView({ schedule: hostile, environment: hostileWords }))),
};

let page: BrowserPage;

function addressOf(name: string, content: string): string {
  const file = join(folder, `${name}.html`);
  writeFileSync(file, content);
  return pathToFileURL(file).href;
}

beforeAll(async () => {
  page = await openChromium();
});

afterAll(async () => {
  await page.close();
  rmSync(folder, { recursive: true, force: true });
});

beforeEach(async () => {
  await look({ width: 1400, scheme: 'light' });
  await visit(page, pages.office);
});

async function look({ width, scheme }: { readonly width: number; readonly scheme: 'light' | 'dark' }): Promise<void> {
  await page.send('Emulation.setDeviceMetricsOverride', { width, height: 900, deviceScaleFactor: 1, mobile: false });
  await page.send('Emulation.setEmulatedMedia', { features: [{ name: 'prefers-color-scheme', value: scheme }] });
}

const looks = [360, 800, 1400].flatMap((width) => (['light', 'dark'] as const).map((scheme) => ({ width, scheme })));

describe('the calendar page in a browser', () => {
  test.each(Object.entries(pages))('raises no complaint: %s', async (_name, address) => {
    await visit(page, address);
    await page.evaluate('new Promise((resolve) => setTimeout(resolve, 100))');

    expect(page.complaints).toEqual([]);
  });

  test.each(looks)('fits into $width pixels, $scheme', async (asked) => {
    await look(asked);
    for (const address of Object.values(pages)) {
      await visit(page, address);
      await page.evaluate('document.querySelector("details").open = true');

      expect(await page.evaluate(overflowing)).toEqual([]);
    }
  });

  test.each(looks)('can be read at $width pixels, $scheme: 4.5 to 1 at least', async (asked) => {
    await look(asked);
    await page.evaluate('document.querySelector("details").open = true');
    await page.evaluate('document.querySelector(".details").showPopover()');

    expect(await page.evaluate(contrastFaults)).toEqual([]);
  });

  test('gives each way in by the Tab key one stop: the link past the top, the rules, one day a month, the list', async () => {
    const stops: unknown[] = [];
    for (let count = 0; count < 7; count++) {
      await page.press('Tab');
      stops.push(
        await page.evaluate('document.activeElement.getAttribute("aria-label") ?? document.activeElement.textContent'),
      );
    }

    expect(stops).toEqual([
      'Skip to the months',
      'no-friday',
      'outside-windows',
      'Friday 27 November 2026, today: closed; no-friday',
      'Tuesday 1 December 2026: partly open, 09:00–15:30',
      'Friday 1 January 2027: closed; no-friday, year-end',
      expect.stringMatching(/^\d+ stretches of time$/u),
    ]);
  });

  test('shows where the focus is', async () => {
    for (let count = 0; count < 7; count++) {
      await page.press('Tab');

      expect(
        await page.evaluate(
          '(({ outlineStyle, outlineWidth }) => `${outlineStyle} ${outlineWidth}`)(getComputedStyle(document.activeElement))',
        ),
      ).toBe('solid 3px');
    }
  });

  test('leads past the top', async () => {
    await page.press('Tab');
    await page.press('Enter');
    await page.press('Tab');

    expect(await focused()).toContain('Friday 27 November');
  });

  test.each([
    { keys: ['ArrowRight'], day: 'Saturday 28 November' },
    { keys: ['ArrowLeft'], day: 'Thursday 26 November' },
    { keys: ['ArrowUp'], day: 'Friday 20 November' },
    { keys: ['ArrowDown'], day: 'Friday 4 December' },
    { keys: ['PageDown'], day: 'Sunday 27 December' },
    { keys: ['PageDown', 'PageUp'], day: 'Friday 27 November' },
    { keys: ['Home'], day: 'Sunday 1 November' },
    { keys: ['End'], day: 'Monday 30 November' },
    { keys: ['Home', 'ArrowLeft'], day: 'Sunday 1 November' },
  ])('moves from today with $keys to $day', async ({ keys, day }) => {
    await page.evaluate('document.querySelector("[aria-current]").focus()');
    for (const key of keys) await page.press(key);

    expect(await focused()).toContain(day);
  });

  test.each(['with', 'without'])('opens the hours of a day and closes them, %s scripts', async (scripts) => {
    await page.send('Emulation.setScriptExecutionDisabled', { value: scripts === 'without' });
    await visit(page, pages.office);
    await page.evaluate('document.querySelector("[popovertarget=\'day-2026-11-26\']").focus()');

    await page.press('Enter');
    const opened = await page.evaluate('document.querySelector(":popover-open").innerText');
    await page.press('Escape');
    const left = await page.evaluate('document.querySelectorAll(":popover-open").length');
    await page.send('Emulation.setScriptExecutionDisabled', { value: false });

    expect(opened).toMatch(
      /^Thursday 26 November 2026\s+✗ 00:00–09:00 closed by outside-windows\s+✓ 09:00–15:30 open/u,
    );
    expect(left).toBe(0);
  });

  test('is reached day by day without scripts', async () => {
    await page.send('Emulation.setScriptExecutionDisabled', { value: true });
    await visit(page, pages.office);
    const days = await page.evaluate(
      '[...document.querySelectorAll("button.day")].filter(({ tabIndex }) => tabIndex === 0).length',
    );
    await page.send('Emulation.setScriptExecutionDisabled', { value: false });

    expect(days).toBe(30 + 31 + 31);
  });

  test('prints on a few sheets, without what is only for the screen', async () => {
    const { data } = await page.send('Page.printToPDF', { printBackground: false });
    const sheets = Buffer.from(String(data), 'base64')
      .toString('latin1')
      .match(/\/Type\s*\/Page\b/gu);
    await page.send('Emulation.setEmulatedMedia', { media: 'print' });
    const shown = await page.evaluate(
      '[".skip", ".hint", ".details"].filter((each) => getComputedStyle(document.querySelector(each)).display !== "none")',
    );
    await page.send('Emulation.setEmulatedMedia', { media: '' });

    expect(sheets?.length).toBeLessThanOrEqual(2);
    expect(shown).toEqual([]);
  });

  test('shows what a policy says, whatever it says', async () => {
    await visit(page, pages.hostile);

    expect(await page.evaluate('document.querySelectorAll("main script, main img, main iframe").length')).toBe(0);
    expect(await page.evaluate('document.querySelector(".rules").innerText')).toContain('<script>alert(1)</script>');
  });
});

async function focused(): Promise<unknown> {
  return await page.evaluate('document.activeElement.getAttribute("aria-label")');
}
