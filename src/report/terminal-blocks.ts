import { stripVTControlCharacters } from 'node:util';
import type { Decision } from '../decision/decision.ts';
import type { Effect, Finding } from '../finding/finding.ts';
import type { Contribution } from '../risk/factor.ts';
import type { RiskLevel } from '../rule/rule.ts';
import { decisiveFinding, whatAndWhy } from './outcome-words.ts';
import type { Page } from './page.ts';
import { named } from './page.ts';
import type { Look } from './paint.ts';
import { painter } from './paint.ts';
import { approvalsInWords, factsSeen, riskInWords } from './part-words.ts';
import type { Phrase } from './phrase.ts';
import { capitalised, code, joined, listed, prose, say, strong } from './phrase.ts';
import { counted, pointsInWords } from './words.ts';
import { widthOf, wrapped } from './wrap.ts';

const factorsShown = 8;
const rulesShown = 8;
const findingsShown = 8;
const barCells = 20;
const levelLooks = {
  low: 'green',
  medium: 'yellow',
  high: 'red',
  critical: 'red',
} as const satisfies Record<RiskLevel, Look>;

/** Score, level, and each contribution with what it saw and what would lower it. */
export function riskLines(risk: Decision['risk'], page: Page): readonly string[] {
  const { contributions, base } = risk;
  const [shown, rest] = parted(contributions, factorsShown);
  const said = say`${strong(riskInWords(risk))}${risk.isAssumed ? ', partly assumed' : ''}`;
  return [
    ...withBar(named('Risk', said, page), risk, page),
    ...shown.flatMap((contribution) => contributionLines(contribution, page)),
    ...(rest.length === 0 ? [] : wrapped(restInWords(rest), { ...page, indent: 7 })),
    ...(base === 0 ? [] : wrapped(say`where every change starts`, { ...page, indent: 7, lead: pointsLead(base) })),
  ];
}

/** The bar stands behind the words, or below them where there is no room. */
function withBar(lines: readonly string[], risk: Decision['risk'], page: Page): readonly string[] {
  const words = lines.length === 1 ? (lines[0] ?? '') : '';
  const room = page.width - widthOf(stripVTControlCharacters(words));
  if (words === '' || room < barCells + 2) return [...lines, `${' '.repeat(11)}${bar(risk, page)}`];
  return [`${words}  ${bar(risk, page)}`];
}

function bar({ score, level }: Decision['risk'], { color }: Page): string {
  const full = Math.min(barCells, Math.max(0, Math.round((score / 100) * barCells)));
  const paint = painter(color);
  return `${paint(levelLooks[level], '█'.repeat(full))}${paint('dim', '░'.repeat(barCells - full))}`;
}

/** What was seen comes first, as it is about this change; why the factor is there is the same every time. */
function contributionLines(contribution: Contribution, page: Page): readonly string[] {
  const { factor, because, points } = contribution;
  const seen = joined([factsSeen(contribution), loweredInWords(contribution)].filter(isSaid), '; ');
  const paint = painter(page.color);
  const lead = pointsLead(points);
  if (!isSaid(seen)) return wrapped(say`${strong(factor)}: ${prose(because)}`, { ...page, indent: 7, lead });
  return [
    ...wrapped(say`${strong(factor)}: ${seen}`, { ...page, indent: 7, lead }),
    ...wrapped(prose(because), { ...page, color: 'none', indent: 7 }).map((line) => paint('dim', line)),
  ];
}

function isSaid(phrase: Phrase): boolean {
  return phrase.length > 0;
}

function loweredInWords({ lower, assumed }: Contribution): Phrase {
  if (lower === null) return [];
  if (assumed.length > 0) return say`could be as low as ${pointsInWords(lower.points)}`;
  return say`would be ${pointsInWords(lower.points)} with ${prose(lower.how)}`;
}

function pointsLead(points: number): string {
  return pointsInWords(points).padStart(5);
}

function restInWords(rest: readonly Contribution[]): Phrase {
  const names = rest.map(({ factor, points }) => say`${factor} ${pointsInWords(points)}`);
  return say`and ${counted(rest.length, 'more factor')}: ${listed(names, 5)}`;
}

/** Each rule that asks for approvals, with who gave them. */
export function approvalLines(decision: Decision, page: Page): readonly string[] {
  const { required } = decision.approvals;
  const [shown, rest] = parted(required, rulesShown);
  return [
    ...named('Approvals', approvalsInWords(decision), page),
    ...shown.flatMap(({ rule, because, from, count, given, missing, assumed }) => {
      const names = from.slice(0, 100).map((authority) => say`${authority}`);
      const by = given.length === 0 ? '' : `, given by ${given.slice(0, 20).join(', ')}`;
      const unknown = assumed.filter(({ fact }) => fact !== 'approvals');
      const notKnown = unknown.length === 0 ? [] : say`, ${factsSeen({ facts: {}, assumed: unknown })}`;
      const words = say`${strong(rule)}: ${count} from ${joined(names, ' or ')}${by}${notKnown}. ${capitalised(prose(because))}`;
      return wrapped(words, { ...page, indent: 4, lead: missing === 0 ? '  ✓' : '  ·' });
    }),
    ...(rest.length === 0 ? [] : [`    and ${counted(rest.length, 'more rule')}`]),
  ];
}

const groups = [
  ['block', 'Blocks', 'red'],
  ['hold', 'Holds', 'yellow'],
  ['note', 'Notes', 'dim'],
] as const satisfies readonly (readonly [Effect, string, Look])[];

/** The findings that nothing else has told, by effect, the heaviest first. */
export function findingLines(decision: Decision, page: Page): readonly string[] {
  const told = decisiveFinding(decision);
  const untold = decision.findings.filter((each) => each !== told && !isToldElsewhere(each, decision));
  return groups.flatMap(([effect, title, look]) => {
    const all = untold.filter((each) => each.effect === effect);
    const [shown, rest] = parted(all, findingsShown);
    if (all.length === 0) return [];
    return [
      painter(page.color)('bold', title),
      ...shown.flatMap((each) => linesOfFinding(each, { page, look })),
      ...(rest.length === 0 ? [] : [`    and ${rest.length} more`]),
    ];
  });
}

function isToldElsewhere({ code: what }: Finding, { lane }: Decision): boolean {
  return what.startsWith('approvals/') || what === 'risk/assumed' || what === `lane/${lane}-declared`;
}

function linesOfFinding(
  finding: Finding,
  { page, look }: { readonly page: Page; readonly look: Look },
): readonly string[] {
  const { source, remedy, until, liftedBy, link } = finding;
  const asides = [
    ...(link === undefined ? [] : [say`${link.url}`]),
    ...(source === null ? [] : [say`${code(source)}`]),
    ...(until === null || remedy !== null ? [] : [say`ends ${page.clock.short(until)}`]),
    ...(liftedBy === null ? [] : [say`lifted by ${liftedBy}`]),
  ];
  const aside = asides.length === 0 ? [] : say` (${joined(asides, ', ')})`;
  return [
    ...wrapped(say`${strong(finding.code)}: ${whatAndWhy(finding)}${aside}`, {
      ...page,
      indent: 4,
      lead: '  •',
      leadLook: look,
    }),
    ...(remedy === null ? [] : wrapped(capitalised(prose(remedy)), { ...page, indent: 6, lead: '    →' })),
  ];
}

/** The first of a list and the rest; a rest of one is shown too, as it takes no more room than saying so. */
function parted<T>(all: readonly T[], limit: number): readonly [shown: readonly T[], rest: readonly T[]] {
  const shown = all.length <= limit + 1 ? all : all.slice(0, limit);
  return [shown, all.slice(shown.length)];
}
