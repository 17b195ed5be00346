import type { Metrics } from '../metrics/figures.ts';
import { html, renderPage, toHtml } from './html.ts';
import type { Html } from './html.ts';
import type { RateRow } from './metrics-charts.ts';
import { rateChart, trendChart, waitingChart } from './metrics-charts.ts';
import { doraKeys } from './metrics-dora.ts';
import { headlineOf, notesOf, titleOf } from './metrics-head.ts';
import { style } from './metrics-html-style.ts';
import type { MetricsSection, MetricsTable } from './metrics-section.ts';
import type { PolicyPlace } from './metrics-propose.ts';
import { proposalDiff } from './metrics-propose.ts';
import { isEmpty, sectionsOf } from './metrics-sections.ts';
import { weekdayInWords } from './metrics-words.ts';
import { prose } from './phrase.ts';
import { clockAt } from './words.ts';

/** What the ledger says of how changes went, as one page that loads nothing. */
export function renderMetricsPage(metrics: Metrics, place: PolicyPlace): string {
  const { period, evaluatedAt } = metrics;
  const sections = sectionsOf(metrics);
  const now = clockAt(period.timezone, evaluatedAt).short(evaluatedAt);
  const body = html`<header>
      <h1>How changes went</h1>
      <p class="about">${titleOf(metrics)}</p>
      ${headlineOf(metrics).map(paragraph)}
    </header>
    <main>
      ${alarmsOf(sections)} ${isEmpty(metrics) ? null : keys(metrics)}
      ${isEmpty(metrics) ? null : trendChart(metrics.trend)}
      ${sections.filter(({ id }) => id !== 'dora').map((section) => sectionOf(section, metrics, place))}
      <section class="wide">
        <h2>What this rests on</h2>
        <ul class="notes">
          ${notesOf(metrics).map((words) => html`<li>${toHtml(prose(words))}</li> `)}
        </ul>
        <p class="aside">
          As of <time datetime="${evaluatedAt}">${now} ${period.timezone}</time>; this page does not update itself.
        </p>
      </section>
    </main>`;
  return renderPage({ title: `How changes went: ${titleOf(metrics)}`, style, script: null, body });
}

function paragraph(words: string): Html {
  return html`<p>${toHtml(prose(words))}</p>`;
}

/** What needs somebody, before anything else. */
function alarmsOf(sections: readonly MetricsSection[]): Html | null {
  const alarms = sections.flatMap(({ id, alarms: words }) => words.map((each) => ({ id, words: each })));
  if (alarms.length === 0) return null;
  return html`<section class="alarms" aria-labelledby="alarms-title">
    <h2 id="alarms-title">Needs somebody</h2>
    <ul>
      ${alarms.map(({ id, words }) => html`<li><a href="#${id}">${toHtml(prose(words))}</a></li> `)}
    </ul>
  </section>`;
}

function keys(metrics: Metrics): Html {
  return html`<section id="dora" aria-labelledby="dora-title">
    <h2 id="dora-title">The four keys of DORA</h2>
    <div class="keys">
      ${doraKeys(metrics).map(
        ({ name, value, basis, definition }) =>
          html`<div class="tile">
            <h3>${name}</h3>
            <p class="value">${value}</p>
            <p>${basis}</p>
            <details>
              <summary>What is counted</summary>
              <p>${definition}</p>
            </details>
          </div>`,
      )}
    </div>
  </section>`;
}

function sectionOf(
  { id, title, alarms, sentences, tables }: MetricsSection,
  metrics: Metrics,
  place: PolicyPlace,
): Html {
  return html`<section id="${id}" aria-labelledby="${id}-title">
    <h2 id="${id}-title">${title}</h2>
    ${alarms.map((words) => html`<p class="alarm"><span aria-hidden="true">!</span> ${toHtml(prose(words))}</p> `)}
    ${sentences.map(paragraph)}
    <div class="figures">${chartsOf(id, metrics)} ${tables.map(tableOf)}</div>
    ${id === 'proposals' ? diffOf(metrics, place) : null}
  </section>`;
}

function diffOf({ proposals }: Metrics, place: PolicyPlace): Html | null {
  const diff = proposals === null ? [] : proposalDiff(proposals, place);
  return diff.length === 0 ? null : html`<div class="diff">${diff.map(diffLine)}</div>`;
}

/** Escaping makes one space of many: the indent, which counts in a policy, stands beside. */
function diffLine(line: string): Html {
  const [, start = '', indent = '', rest = ''] = /^([+-]?)( *)(.*)$/u.exec(line) ?? [];
  return html`<code>${start}${{ markup: indent }}${rest}</code>`;
}

function chartsOf(id: MetricsSection['id'], { success, score, waiting }: Metrics): readonly Html[] {
  const charts = {
    success: [
      rateChart(
        failing(success.weekdays, ({ weekday }) => weekdayInWords[weekday ?? ''] ?? 'no decision'),
        'Share that failed, by the day of the decision',
      ),
      rateChart(
        failing(success.services, ({ service }) => (service === '' ? 'no service' : (service ?? 'not known'))),
        'Share that failed, by service',
      ),
    ],
    score: [
      rateChart(
        score.levels.map(({ level, deployments, failureRate }) => ({
          name: level,
          cases: deployments,
          rate: failureRate,
        })),
        'Share that failed, by risk level',
      ),
    ],
    waiting: [waitingChart(waiting)],
  } as const satisfies Partial<Record<MetricsSection['id'], readonly (Html | null)[]>>;
  const drawn: readonly (Html | null)[] = id === 'success' || id === 'score' || id === 'waiting' ? charts[id] : [];
  return drawn.filter((chart) => chart !== null);
}

const mostRows = 12;

/** Shares that failed, of shares that went well. */
function failing<Each extends Metrics['success']['overall']>(
  all: readonly Each[],
  nameOf: (each: Each) => string,
): readonly RateRow[] {
  return all.slice(0, mostRows).map((each) => ({
    name: nameOf(each),
    cases: each.deployments,
    rate: each.successRate === null ? null : mirrored(each.successRate),
  }));
}

function mirrored({
  value,
  low,
  high,
}: NonNullable<Metrics['success']['overall']['successRate']>): NonNullable<RateRow['rate']> {
  return { value: 1 - value, low: 1 - high, high: 1 - low };
}

/** Tables of words need the whole width. */
function tableOf({ columns, rows }: MetricsTable): Html {
  const isWide = columns.filter(({ align }) => align === 'left').length > 3;
  return html`<table class="${isWide ? 'wide' : 'half'}">
    <thead>
      <tr>
        ${columns.map(({ name, align }) => html`<th scope="col" class="${align}">${name}</th>`)}
      </tr>
    </thead>
    <tbody>
      ${rows.map(
        (row) =>
          html`<tr>
            ${columns.map(
              ({ name, align }, index) => html`<td class="${align}" data-label="${name}">${row[index] ?? ''}</td>`,
            )}
          </tr>`,
      )}
    </tbody>
  </table>`;
}
