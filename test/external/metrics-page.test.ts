// Needs Debian's package chromium.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { renderMetricsPage } from '../../src/report/metrics-html.ts';
import { place, someMetrics } from '../report/some-metrics.ts';
import { openChromium, visit } from './chromium.ts';
import type { BrowserPage } from './chromium.ts';
import { contrastFaults, overflowing } from './page-checks.ts';

const folder = mkdtempSync(join(tmpdir(), 'change-gate-page-'));
const file = join(folder, 'metrics.html');
let page: BrowserPage;

beforeAll(async () => {
  writeFileSync(file, renderMetricsPage(await someMetrics(), place));
  page = await openChromium();
});

afterAll(async () => {
  await page.close();
  rmSync(folder, { recursive: true, force: true });
});

const looks = [360, 800, 1400].flatMap((width) => (['light', 'dark'] as const).map((scheme) => ({ width, scheme })));

describe('the page of metrics in a browser', () => {
  test.each(looks)('fits into $width pixels and can be read, $scheme', async ({ width, scheme }) => {
    await page.send('Emulation.setDeviceMetricsOverride', { width, height: 900, deviceScaleFactor: 1, mobile: false });
    await page.send('Emulation.setEmulatedMedia', { features: [{ name: 'prefers-color-scheme', value: scheme }] });
    await visit(page, pathToFileURL(file).href);
    await page.evaluate('for (const each of document.querySelectorAll("details")) each.open = true');

    expect(await page.evaluate(overflowing)).toEqual([]);
    expect(await page.evaluate(contrastFaults)).toEqual([]);
    expect(page.complaints).toEqual([]);
  });

  test('shows what others wrote, whatever they wrote', async () => {
    await visit(page, pathToFileURL(file).href);

    expect(await page.evaluate('document.querySelectorAll("main script, main img").length')).toBe(0);
    expect(await page.evaluate('document.querySelector("#exceptional").innerText')).toContain('<img src=x');
  });
});
