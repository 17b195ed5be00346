// Charts that scale with their page without scaling their words: places across are shares of the width, heights are pixels.
import type { Metrics, Rate } from '../metrics/figures.ts';
import { dateInFull } from './date-words.ts';
import { html } from './html.ts';
import type { Html } from './html.ts';
import { hoursInWords, percentInWords } from './metrics-words.ts';
import { counted, numberInWords } from './words.ts';

type Estimate = NonNullable<Rate['successRate']>;

/** A bar for each week or month: how many deployments finished, and how many of them failed. */
export function trendChart({ unit, parts }: Metrics['trend']): Html | null {
  const most = Math.max(0, ...parts.map(({ deployments }) => deployments));
  if (most === 0) return null;
  const [height, floor] = [160, 138];
  const step = 100 / parts.length;
  const tall = (count: number): number => rounded((count / most) * (floor - 14));
  const bars = parts.map(({ from, deployments, failed }, index) => {
    const [x, width] = [percent(index * step + step * 0.1), percent(step * 0.8)];
    const told = `${unit} from ${dateInFull(from)}: ${counted(deployments, 'deployment')}, ${failed} failed`;
    const [well, badly] = [tall(deployments - failed), tall(failed)];
    return html`<g
      ><title>${told}</title><rect class="well" x="${x}" width="${width}" y="${floor - well}" height="${well}" /><rect
        class="badly"
        x="${x}"
        width="${width}"
        y="${rounded(floor - well - badly)}"
        height="${badly}"
    /></g>`;
  });
  const label = `deployments by ${unit}: at most ${most}`;
  return html`<figure>
    <svg width="100%" height="${height}" role="img" aria-label="${label}">
      <text x="0" y="10">${most}</text>
      <line class="axis" x1="0" x2="100%" y1="${floor}" y2="${floor}" />
      ${bars}
      <text x="0" y="${height - 6}">${dateInFull(parts[0]?.from ?? '')}</text>
      <text x="100%" y="${height - 6}" text-anchor="end">${dateInFull(parts.at(-1)?.from ?? '')}</text>
    </svg>
    <figcaption>
      Deployments by ${unit}: <span class="key well"></span> went well, <span class="key badly"></span> failed or rolled
      back.
    </figcaption>
  </figure>`;
}

export type RateRow = { readonly name: string; readonly cases: number; readonly rate: Estimate | null };

const rowHeight = 40;

/** A dot for each rate, with its interval as a line through it. */
export function rateChart(rows: readonly RateRow[], caption: string): Html | null {
  const told = rows.flatMap(({ name, cases, rate }) => (rate === null ? [] : [{ name, cases, rate }]));
  if (told.length === 0) return null;
  const highest = Math.max(...told.map(({ rate }) => rate.high), 0.001);
  const x = (share: number): string => percent((share / highest) * 98 + 1);
  const drawn = told.map(({ name, cases, rate }, index) => {
    const [top, middle] = [index * rowHeight + 13, index * rowHeight + 26];
    return html`<text x="0" y="${top}">${name}</text
      ><text x="100%" y="${top}" text-anchor="end">${percentInWords(rate.value)} of ${numberInWords(cases)}</text
      ><line class="axis" x1="0" x2="100%" y1="${middle}" y2="${middle}" /><line
        class="reach"
        x1="${x(rate.low)}"
        x2="${x(rate.high)}"
        y1="${middle}"
        y2="${middle}"
      /><circle class="badly" cx="${x(rate.value)}" cy="${middle}" r="5" />`;
  });
  return html`<figure>
    <svg width="100%" height="${told.length * rowHeight}" role="img" aria-label="${caption}">${drawn}</svg>
    <figcaption>${caption}, 0 to ${percentInWords(highest)}; the line is the 95 % interval.</figcaption>
  </figure>`;
}

const mostBars = 10;

/** A bar for each finding that held changes: how long, and how long alone. */
export function waitingChart({ findings }: Metrics['waiting']): Html | null {
  const shown = findings.filter(({ hours }) => hours > 0).slice(0, mostBars);
  const longest = Math.max(...shown.map(({ hours }) => hours));
  if (shown.length === 0) return null;
  const bars = shown.map(({ code, hours, hoursAlone }, index) => {
    const [top, bar] = [index * rowHeight + 13, index * rowHeight + 19];
    return html`<text x="0" y="${top}">${code}</text
      ><text x="100%" y="${top}" text-anchor="end">${hoursInWords(hours)}</text
      ><rect class="held" x="0" width="${percent((hours / longest) * 100)}" y="${bar}" height="12" /><rect
        class="alone"
        x="0"
        width="${percent((hoursAlone / longest) * 100)}"
        y="${bar}"
        height="12"
      />`;
  });
  return html`<figure>
    <svg width="100%" height="${shown.length * rowHeight}" role="img" aria-label="waiting by finding">${bars}</svg>
    <figcaption>
      How long each finding held changes that passed later: <span class="key alone"></span> alone,
      <span class="key held"></span> with others.
    </figcaption>
  </figure>`;
}

function percent(value: number): string {
  return `${rounded(value)}%`;
}

function rounded(value: number): number {
  return Math.round(value * 100) / 100;
}
