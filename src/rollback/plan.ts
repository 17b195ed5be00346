import { createHash } from 'node:crypto';
import type { RollbackPlan } from '../change/facts.ts';
import { minutesOf } from './duration.ts';
import type { PlanField, WrittenPlan } from './fields.ts';
import { worthOf } from './placeholder.ts';
import { strategyOf } from './strategy.ts';
import { isUntouchedTemplate } from './template.ts';

/** Where a plan was read. */
export type PlanOrigin = {
  /** A path with line, or `pull request`. */
  readonly source: string;
  /** The plan as it was written. */
  readonly text: string;
};

/** The plan that somebody wrote; null if they left the template as it was, or wrote nothing of worth. */
export function planOf(written: WrittenPlan, { source, text }: PlanOrigin): RollbackPlan | null {
  const normalised = normalisedText(text);
  if (isUntouchedTemplate(normalised) || !saysSomething(written)) return null;
  const { fields } = written;
  const returnTo = revisionOf(saidOrNull(fields, 'returnTo'));
  const verification = saidOrNull(fields, 'verification');
  return {
    source,
    strategy: strategyOrNull(fields.get('strategy')),
    steps: written.steps.filter((step) => worthOf(step) !== 'declined'),
    owner: saidOrNull(fields, 'owner'),
    trigger: saidOrNull(fields, 'trigger'),
    minutesToRestore: minutesOf(fields.get('timeToRestore') ?? ''),
    // A plan that was not tried yet must not pass for one that was.
    verification: verification !== null && worthOf(verification) === 'said' ? verification : null,
    reason: saidOrNull(fields, 'reason'),
    returnTo,
    returnToState: returnTo === null ? 'none' : { unknown: 'nobody looked the commit up' },
    standing: fields.get('standing') === 'true',
    text: normalised,
    digest: `sha256:${createHash('sha256').update(normalised).digest('hex')}`,
  };
}

function saysSomething({ steps, fields }: WrittenPlan): boolean {
  const said = [...fields].filter(([field]) => field !== 'standing').map(([, words]) => words);
  return [...steps, ...said].some((words) => worthOf(words) === 'said');
}

function strategyOrNull(words: string | undefined): string | null {
  return words === undefined || words === '' ? null : strategyOf(words);
}

function saidOrNull(fields: WrittenPlan['fields'], field: PlanField): string | null {
  const words = fields.get(field);
  return words === undefined || worthOf(words) === 'declined' ? null : words;
}

/** The commit in `commit 1f2e3d4 of Monday`, or the words as they are: they may name a tag. */
function revisionOf(words: string | null): string | null {
  if (words === null || !/\s/u.test(words)) return words;
  const hashes = words.slice(0, 500).match(/(?<![\p{L}\p{N}])[0-9a-f]{7,64}(?![\p{L}\p{N}])/giu) ?? [];
  return hashes.find((hash) => /\d/u.test(hash) && /[a-f]/iu.test(hash)) ?? words;
}

/** Two texts that read the same have the same normalised text, and so the same digest. */
function normalisedText(text: string): string {
  return text
    .normalize('NFC')
    .replace(/\r\n?/gu, '\n')
    .split('\n')
    .map((line) => line.trimEnd())
    .join('\n')
    .trim();
}
