import { describe, expect, test } from 'vitest';
import { renderMetricsPage } from '../../src/report/metrics-html.ts';
import { renderMetrics } from '../../src/report/metrics.ts';
import { place, someMetrics } from './some-metrics.ts';

describe('the page of metrics', () => {
  test('loads nothing and runs nothing', async () => {
    const page = renderMetricsPage(await someMetrics(), place);

    expect(page.replaceAll('&#39;', "'")).toMatch(
      /Content-Security-Policy" content="default-src 'none'; style-src 'sha256-[^']+'; base-uri 'none'; form-action 'none'"/u,
    );
    expect(page).not.toMatch(/<script|<img|<link|<iframe|url\(|@import|https?:/u);
    expect(page).not.toMatch(/<[^>]*\s(?:src|style|on\w+)=/u);
  });

  test('shows what others wrote as text', async () => {
    const page = renderMetricsPage(await someMetrics(), place);

    expect(page).toContain('&#34;&#62;&#60;img');
    // oxlint-disable-next-line no-control-regex -- what must not be there
    expect(page).not.toMatch(/[\u001B\u202E]/u);
  });

  test('has a chart for each week, level and finding, told in words for those who do not see it', async () => {
    const page = renderMetricsPage(await someMetrics(), place);

    expect(page.match(/<svg [^>]*role="img" aria-label="[^"]+"/gu)).toHaveLength(4);
    expect(page).toContain('week from 23 Nov 2026: 2 deployments, 1 failed');
    expect(page).toContain('Share that failed, by risk level');
  });

  test('has each place once to lead to', async () => {
    const ids = [...renderMetricsPage(await someMetrics(), place).matchAll(/\sid="([^"]+)"/gu)].map(([, id]) => id);

    expect(new Set(ids).size).toBe(ids.length);
    expect(ids).toEqual(expect.arrayContaining(['dora', 'success', 'score', 'waiting', 'unauthorised', 'reviews']));
  });
});

describe('the metrics on a terminal', () => {
  test('hold no character that moves the cursor', async () => {
    // oxlint-disable-next-line no-control-regex -- what must not be there
    expect(renderMetrics(await someMetrics(), { color: 'none', width: 80, place })).not.toMatch(/[\u001B\u202E]/u);
  });

  test('are no wider than the terminal, but for one too narrow for their numbers', async () => {
    const lines = renderMetrics(await someMetrics(), { color: 'none', width: 80, place }).split('\n');

    expect(lines.filter((line) => line.length > 80)).toEqual([]);
  });
});
