import type { ChangeFacts } from '../change/facts.ts';
import { isUnknown } from '../change/facts.ts';
import type { Decision } from '../decision/decision.ts';
import type { DecisionRecord } from '../decision/record.ts';
import type { Effect } from '../finding/finding.ts';
import type { Makeup } from './makeup.ts';
import { makeupOf } from './makeup.ts';

/** The few things of a decision's record that are counted: ten thousand of them take a few megabytes. */
export type DecisionSketch = {
  readonly kind: 'decision';
  readonly id: string;
  /** Where the record lies in the ledger. */
  readonly path: string;
  readonly repository: string | null;
  /** Milliseconds since 1970. */
  readonly at: number;
  /** Whether the answer stopped anything. */
  readonly mode: 'enforce' | 'advise';
  readonly url: string | null;
  readonly decision: Pick<
    Decision,
    'outcome' | 'changeType' | 'changeModel' | 'lane' | 'environment' | 'services' | 'base' | 'head' | 'evaluatedAt'
  > & { readonly risk: Pick<Decision['risk'], 'score' | 'level'> };
  readonly findings: readonly FindingSketch[];
  readonly declared: NonNullable<ChangeFacts['declared']> | null;
  readonly title: string | null;
  /** Hours from its oldest commit to the decision. */
  readonly ageHours: number | null;
  readonly makeup: Makeup | null;
  /** Whether the policy of today takes it for a standard change; null: nobody asked. */
  readonly isStandardToday: boolean | null;
};

/** Judges facts by the policy of today; null where nobody asks. */
export type StandardToday = ((facts: ChangeFacts) => boolean) | null;

export type FindingSketch = {
  readonly code: string;
  readonly effect: Effect;
  readonly rule: string | null;
  readonly isLifted: boolean;
};

/** What is kept of a record that lies at a path of the ledger. */
export function sketchOf(record: DecisionRecord, path: string, isStandard: StandardToday = null): DecisionSketch {
  const { id, repository, run, decision, facts } = record;
  const { title, ageHours } = facts.change;
  return {
    kind: 'decision',
    id,
    path,
    repository,
    at: Date.parse(decision.evaluatedAt),
    mode: run?.mode ?? 'enforce',
    url: run?.url ?? null,
    decision: answerOf(decision),
    findings: decision.findings.flatMap(findingSketch),
    declared: facts.declared ?? null,
    title: isUnknown(title) ? null : shortened(title),
    ageHours: isUnknown(ageHours) ? null : ageHours,
    makeup: makeupOf(facts),
    isStandardToday: isStandard?.(facts) ?? null,
  };
}

function answerOf({ risk, ...decision }: Decision): DecisionSketch['decision'] {
  const { outcome, changeType, changeModel, lane, environment, services, base, head, evaluatedAt } = decision;
  const { score, level } = risk;
  return {
    outcome,
    changeType,
    changeModel,
    lane,
    environment,
    services,
    base,
    head,
    evaluatedAt,
    risk: { score, level },
  };
}

/** Notes count only where they tell of something that was let pass, or of a standard change or a conflict. */
function findingSketch({ code, effect, rule, liftedBy }: Decision['findings'][number]): readonly FindingSketch[] {
  const isLifted = liftedBy !== null;
  const isTold = effect !== 'note' || isLifted || /^(?:standard|conflicts)\/|^schedule\/exception$/.test(code);
  return isTold ? [{ code, effect, rule, isLifted }] : [];
}

const longestTitle = 160;

/** A copy: a part of a long text would keep all of it in memory. */
function shortened(title: string): string {
  if (title.length <= longestTitle) return title;
  return `${Array.from(title.slice(0, longestTitle)).slice(0, -1).join('')}…`;
}
