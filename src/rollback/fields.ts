import type { RollbackPlan } from '../change/facts.ts';
import type { PlanRule } from './plan-rule.ts';

/** A field that a rule may require. */
export type RequiredField = PlanRule['require'][number];

/** A field of a plan, as a person may write it. */
export type PlanField = RequiredField | 'reason' | 'standing';

/** What can be read of a plan before it is a plan: words as written, steps apart. */
export type WrittenPlan = {
  readonly steps: readonly string[];
  readonly fields: ReadonlyMap<PlanField, string>;
};

const spellings: Readonly<Record<PlanField, readonly string[]>> = {
  strategy: ['strategy', 'rollbackstrategy', 'rollbackmethod', 'method', 'approach'],
  steps: ['steps', 'step', 'rollbacksteps', 'stepstorollback', 'howto', 'how', 'procedure', 'instructions', 'commands'],
  owner: ['owner', 'rollbackowner', 'owners', 'who', 'responsible', 'contact', 'performedby'],
  trigger: ['trigger', 'triggers', 'rollbacktrigger', 'when', 'criteria', 'rollbackcriteria', 'condition', 'signal'],
  timeToRestore: [
    'timetorestore',
    'timetorecover',
    'timetorollback',
    'restoretime',
    'recoverytime',
    'rollbacktime',
    'minutestorestore',
    'estimatedtime',
    'duration',
    'ttr',
    'rto',
  ],
  verification: ['verification', 'verify', 'verified', 'verifiedby', 'tested', 'rehearsal', 'rehearsed', 'validation'],
  returnTo: [
    'returnto',
    'returntocommit',
    'rollbackto',
    'revertto',
    'previouscommit',
    'lastknowngood',
    'knowngood',
    'commit',
    'sha',
  ],
  reason: ['reason', 'why', 'whyirreversible', 'justification'],
  standing: ['standing'],
};

const fields = [
  'strategy',
  'steps',
  'owner',
  'trigger',
  'timeToRestore',
  'verification',
  'returnTo',
  'reason',
  'standing',
] as const satisfies readonly PlanField[];

const fieldBySpelling: ReadonlyMap<string, PlanField> = new Map(
  fields.flatMap((field) => spellings[field].map((spelling) => [spelling, field] as const)),
);

/** The names of all fields, as the reference spells them. */
export const fieldNames: readonly string[] = fields;

/** What a person wrote for a field; `Minutes to restore: 20` has its unit in the name. */
export function writtenValue(name: string, value: string): string {
  const isMinutes = /minutes/iu.test(name) && /^\s*\d{1,6}\s*$/u.test(value);
  return isMinutes ? `${value.trim()}m` : value.trim();
}

/** The field that a person means by `Time to restore`, `time-to-restore` or `timeToRestore`. */
export function fieldOf(name: string): PlanField | null {
  // Not a name, but a piece of code.
  if (/[{}<>=$;,|]/u.test(name)) return null;
  const spelling = name
    .slice(0, 80)
    .toLowerCase()
    .replace(/\([^()]*\)/gu, '')
    .replace(/[^a-z0-9]/gu, '');
  return fieldBySpelling.get(spelling) ?? null;
}

/** What a plan holds of a field, as words; null if it says nothing. */
export function wordsOf(plan: RollbackPlan, field: RequiredField): string | null {
  if (field === 'steps') return plan.steps.length === 0 ? null : plan.steps.join('\n');
  if (field === 'timeToRestore') return plan.minutesToRestore === null ? null : `${plan.minutesToRestore} minutes`;
  return plan[field];
}
