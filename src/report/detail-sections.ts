// The tables that hold everything a decision says, for the comment's fold and the job summary.
import type { Decision } from '../decision/decision.ts';
import type { Effect, Finding } from '../finding/finding.ts';
import { sayFacts } from './fact-words.ts';
import type { Section } from './fit.ts';
import { tableHead, tableRow, toMarkdown } from './markdown.ts';
import { shortSource, whatWasNoticed } from './outcome-words.ts';
import { assumedOf, factsSeen } from './part-words.ts';
import type { Phrase } from './phrase.ts';
import { capitalised, code, joined, prose, say } from './phrase.ts';
import { linksOf, runbookOf } from './service-words.ts';
import type { Clock } from './words.ts';
import { pointsInWords } from './words.ts';

/** How details are written: the clock, where sources lead, and how much of a text is shown in a cell. */
export type DetailStyle = {
  readonly clock: Clock;
  readonly sourceUrl: (source: string) => string | null;
  readonly cellLimit: number;
  /** `short`: the last part of a rule's file. */
  readonly sources: 'short' | 'full';
};

const weights = { block: 0, hold: 1, note: 2 } as const satisfies Record<Effect, number>;
const effectWords = { block: '⛔ block', hold: '✋ hold', note: 'note' } as const satisfies Record<Effect, string>;

/** Every table, the weightiest first. */
export function detailSections(decision: Decision, style: DetailStyle): readonly Section[] {
  return [
    findingsSection(decision, style),
    riskSection(decision, style),
    approvalsSection(decision, style),
    servicesSection(decision, style),
    assumedSection(decision, style),
  ];
}

/** A rule's place, linked where there is something to link to. */
export function sourceInWords(source: string | null, style: Pick<DetailStyle, 'sourceUrl' | 'sources'>): Phrase {
  if (source === null) return [];
  const words = style.sources === 'short' ? shortSource(source) : source;
  return say`${code(words, style.sourceUrl(source) ?? undefined)}`;
}

function findingsSection({ findings }: Decision, style: DetailStyle): Section {
  const sorted = findings.toSorted((one, other) => weights[one.effect] - weights[other.effect]);
  return {
    title: 'Findings',
    head: tableHead(['', 'Finding', 'What and why', 'What to do', 'Rule']),
    rows: sorted.map(
      (finding) => () =>
        rowOf(
          [
            say`${effectWords[finding.effect]}`,
            say`${code(finding.code)}`,
            sentences([whatWasFound(finding), prose(finding.because ?? '')]),
            sentences([prose(finding.remedy ?? ''), endsByItself(finding, style.clock), liftInWords(finding)]),
            sourceInWords(finding.source, style),
          ],
          style,
        ),
    ),
  };
}

function whatWasFound(finding: Finding): Phrase {
  const [what, { facts }] = [whatWasNoticed(finding), finding];
  // The facts of conditions; what else a finding carries is told by its problem already.
  const ofConditions = Object.entries(facts).filter(([name]) => name.includes('.') || name === 'files');
  const seen = sayFacts(Object.fromEntries(ofConditions), 5);
  return seen.length === 0 ? what : say`${what} (${seen})`;
}

/** A remedy that there is says when, too. */
function endsByItself({ until, remedy }: Finding, clock: Clock): Phrase {
  return until === null || remedy !== null ? [] : say`ends ${clock.short(until)}`;
}

function liftInWords({ effect, approvers, liftedBy }: Finding): Phrase {
  if (liftedBy !== null) return say`lifted by ${liftedBy}`;
  if (effect !== 'hold' || approvers.length === 0) return [];
  return say`an approval from ${namesOf(approvers)} lifts it`;
}

function riskSection({ risk }: Decision, style: DetailStyle): Section {
  const base = (): string =>
    rowOf([say`${pointsInWords(risk.base)}`, say`base`, say`where every change starts`, [], [], []], style);
  return {
    title: `Risk: ${risk.level}, ${risk.score} of 100`,
    head: tableHead(['Points', 'Factor', 'Because', 'Seen', 'What would lower it', 'Rule']),
    rows: [
      ...risk.contributions.map(
        (contribution) => () =>
          rowOf(
            [
              say`${pointsInWords(contribution.points)}`,
              say`${code(contribution.factor)}`,
              prose(contribution.because),
              factsSeen(contribution),
              lowerInWords(contribution.lower),
              sourceInWords(contribution.source, style),
            ],
            style,
          ),
      ),
      ...(risk.base === 0 ? [] : [base]),
    ],
  };
}

function lowerInWords(lower: Decision['risk']['contributions'][number]['lower']): Phrase {
  return lower === null ? [] : say`${pointsInWords(lower.points)} with ${prose(lower.how)}`;
}

function approvalsSection({ approvals }: Decision, style: DetailStyle): Section {
  return {
    title: 'Approvals',
    head: tableHead(['Rule', 'Because', 'From', 'Given by', 'Missing', 'At']),
    rows: approvals.required.map(
      (required) => () =>
        rowOf(
          [
            say`${code(required.rule)}`,
            prose(required.because),
            say`${required.count} of ${namesOf(required.from)}`,
            say`${required.given.join(', ')}`,
            say`${required.missing === 0 ? '✓ none' : required.missing}`,
            sourceInWords(required.source, style),
          ],
          style,
        ),
    ),
  };
}

function servicesSection({ catalogue }: Decision, style: DetailStyle): Section {
  return {
    title: 'Services',
    head: tableHead(['Service', 'Tier', 'Owner', 'Runbook', 'Links']),
    rows: catalogue.map(
      (entry) => () =>
        rowOf(
          [
            say`${code(entry.service)}`,
            say`${entry.tier}`,
            say`${entry.owner ?? ''}`,
            runbookOf(entry, style.sourceUrl),
            linksOf(entry),
          ],
          style,
        ),
    ),
  };
}

function assumedSection(decision: Decision, style: DetailStyle): Section {
  return {
    title: 'Not known, counted at the worst',
    head: tableHead(['Fact', 'Why it is not known']),
    rows: assumedOf(decision).map(
      ({ fact, reason }) =>
        () =>
          rowOf([say`${code(fact)}`, prose(reason)], style),
    ),
  };
}

function namesOf(names: readonly string[]): Phrase {
  return joined(
    names.slice(0, 100).map((name) => say`${code(name)}`),
    ' or ',
  );
}

function sentences(phrases: readonly Phrase[]): Phrase {
  const told = phrases.filter((phrase) => phrase.length > 0);
  return joined(told.map(capitalised), '. ');
}

function rowOf(cells: readonly Phrase[], { cellLimit }: DetailStyle): string {
  return tableRow(cells.map((cell) => toMarkdown(cell, cellLimit)));
}
