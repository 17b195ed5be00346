import type { BacktestSummary, FactorEvidence, Rate } from '../history/backtest.ts';
import type { Flip } from '../history/flips.ts';
import type { Estimate } from '../history/statistics.ts';
import { deploymentsInWords, notKnowable } from './backtest-sources.ts';
import { countFlipped, flipInWords, exampleInWords, markOf } from './flip-words.ts';
import { wordsOf as textOf } from './phrase.ts';
import type { BacktestReport } from './backtest.ts';
import { html, renderPage } from './html.ts';
import type { Html } from './html.ts';
import { counted } from './words.ts';

/** What the past says of a policy, as a page that loads nothing. */
export function renderBacktestPage({ summary, deployments, against }: BacktestReport): string {
  const { changes, from, to, knownOutcomes, judged, auc, recall } = summary;
  const body = html`<main>
    <h1>Backtest: ${counted(changes, 'change')}, ${from.slice(0, 10)} to ${to.slice(0, 10)}</h1>
    <p>
      As far as git knows ${knownOutcomes.approved} would be approved, ${knownOutcomes['needs-approval']} would need
      approval, ${knownOutcomes.blocked} would be blocked.
    </p>
    <p>
      ${judged.changes} changes say something of failure; ${judged.failed} of them failed
      (${estimate(judged.rate, percent)}).
    </p>
    ${deployments === null ? null : html`<p>${deploymentsInWords(deployments)}.</p>`}
    <p>
      AUC ${estimate(auc, fixed)}. Failures among the highest scores: top 5 % ${estimate(recall.top5, percent)}, top 10
      % ${estimate(recall.top10, percent)}, top 20 % ${estimate(recall.top20, percent)}.
    </p>
    ${picture(summary)}
    <h2>Levels</h2>
    ${table(
      ['level', ...rateHead],
      summary.levels.map((rate) => [rate.level, ...rateCells(rate)]),
    )}
    <h2>Factors</h2>
    ${table(['factor', 'changes', 'failed', 'odds of failure', ''], summary.factors.map(factorCells))}
    ${summary.together.map(
      ({ factors, changes: count }) =>
        html`<p>Always counted together, for ${count} changes: ${factors.join(', ')}.</p>`,
    )}
    ${
      against === null
        ? null
        : html`<h2>
              Under the other policy ${countFlipped(against.flips)} of ${against.summary.changes} changes would flip
            </h2>
            ${flips(against.flips)}`
    }
    <h2>What cannot be known from git</h2>
    <ul>
      ${notKnowable(deployments).map((sentence) => html`<li>${sentence}</li>`)}
    </ul>
  </main>`;
  return renderPage({ title: 'change-gate backtest', style, script: null, body });
}

const style = `
:root { color-scheme: light dark; font: 15px/1.5 system-ui, sans-serif; }
main { max-width: 60rem; margin: 2rem auto; padding: 0 1rem; }
table { border-collapse: collapse; width: 100%; }
th, td { text-align: left; padding: .25rem .75rem .25rem 0; border-bottom: 1px solid #8884; font-variant-numeric: tabular-nums; }
svg { width: 100%; height: auto; } svg text { font: 11px system-ui, sans-serif; fill: currentColor; }
.rate { fill: #c0392b; } .reach { stroke: currentColor; stroke-width: 1.5; } .own { stroke: currentColor; stroke-dasharray: 4 4; opacity: .6; }
`;

const size = { width: 640, height: 260, left: 50, bottom: 40, top: 16 } as const;

/** Bars of the failure rate by score, with their intervals, and a line at the repository's own rate. */
function picture({ bands, judged }: BacktestSummary): Html {
  const highest = Math.max(0.001, ...bands.map(({ rate }) => Math.min(rate?.high ?? 0, 4 * (rate?.value ?? 0))));
  const step = (size.width - size.left) / bands.length;
  const floor = size.height - size.bottom;
  const y = (rate: number): number => Math.round(floor - Math.min(1, rate / highest) * (floor - size.top));
  const bars = bands.map(({ from, to, changes, rate }, index) => {
    const x = Math.round(size.left + index * step);
    const middle = Math.round(x + step / 2);
    const label = html`<text x="${middle}" y="${floor + 15}" text-anchor="middle">${`${from}–${to}`}</text
      ><text x="${middle}" y="${floor + 30}" text-anchor="middle">${changes}</text>`;
    if (rate === null) return label;
    const top = y(rate.value);
    return html`<rect class="rate" x="${x + 6}" y="${top}" width="${Math.round(step - 12)}" height="${floor - top}"
        ><title>${estimate(rate, percent)}</title></rect
      ><line class="reach" x1="${middle}" x2="${middle}" y1="${y(rate.low)}" y2="${y(rate.high)}" />${label}`;
  });
  const own = judged.rate === null ? null : ownLine(y(judged.rate.value), judged.rate.value);
  return html`<figure>
    <svg viewBox="0 0 ${size.width} ${size.height}" role="img" aria-label="failure rate by score">${bars}${own}</svg>
    <figcaption>Share of changes that failed, by score; below, how many changes. Dashed: all changes.</figcaption>
  </figure>`;
}

function ownLine(y: number, rate: number): Html {
  return html`<line class="own" x1="${size.left}" x2="${size.width}" y1="${y}" y2="${y}" /><text x="0" y="${y + 4}"
      >${percent(rate)}</text
    >`;
}

const rateHead = ['changes', 'failed', 'failure rate'];

function rateCells({ changes, failed, rate }: Rate): readonly string[] {
  return [String(changes), String(failed), estimate(rate, percent)];
}

function factorCells({ id, changes, failed, oddsRatio, says }: FactorEvidence): readonly string[] {
  return [id, String(changes), String(failed), oddsRatio === null ? '' : `× ${estimate(oddsRatio, fixed)}`, says];
}

function flips(all: readonly Flip[]): Html {
  return html`<ul>
    ${all.map(
      (flip) =>
        html`<li>
          ${markOf(flip)} ${textOf(flipInWords(flip))}; ${flip.failed} of them failed
          <ul>
            ${flip.examples.map((each) => html`<li>${textOf(exampleInWords(flip, each))}</li>`)}
          </ul>
        </li>`,
    )}
  </ul>`;
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): Html {
  const cells = rows.map(
    (row) =>
      html`<tr>
        ${row.map((cell) => html`<td>${cell}</td>`)}
      </tr>`,
  );
  return html`<table>
    <thead>
      <tr>
        ${head.map((cell) => html`<th>${cell}</th>`)}
      </tr>
    </thead>
    <tbody>
      ${cells}
    </tbody>
  </table>`;
}

function estimate(given: Estimate | null, words: (value: number) => string): string {
  return given === null ? 'cannot be said' : `${words(given.value)} [${words(given.low)}, ${words(given.high)}]`;
}

function fixed(value: number): string {
  return value.toFixed(2);
}

function percent(share: number): string {
  return `${(share * 100).toFixed(share < 0.1 ? 2 : 1)} %`;
}
