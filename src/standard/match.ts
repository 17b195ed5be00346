import { checksPassed } from '../change/checks.ts';
import { isUnknown } from '../change/facts.ts';
import type { Assumption, Finding, OwnCode } from '../finding/finding.ts';
import { finding } from '../finding/finding.ts';
import type { JudgedChange } from '../rule/rule.ts';
import { riskLevels } from '../rule/rule.ts';
import { permits } from '../rule/scope.ts';
import { expiring } from './expiring.ts';
import { trackRecord } from './track-record.ts';
import type { StandardChange } from './standard-change.ts';

export type StandardMatch = {
  /** The first model that the change fits in every respect; null if it is a normal change. */
  readonly model: StandardChange | null;
  readonly findings: readonly Finding[];
  /** True when it is a normal change only because a fact is unknown. */
  readonly assumed: boolean;
};

/** Finds the pre-authorised change model that a change fits. */
export function matchStandardChange(models: readonly StandardChange[], change: JudgedChange): StandardMatch {
  const verdicts = models.map((model) => verdictOf(model, change));
  const fitting = verdicts.find(({ isOfThisKind, obstacles }) => isOfThisKind && obstacles.length === 0);
  if (fitting !== undefined) {
    const findings = [matched(fitting, change), ...expiring(fitting.model, change)];
    return { model: fitting.model, findings, assumed: false };
  }
  return {
    model: null,
    findings: verdicts
      .filter(({ isOfThisKind }) => isOfThisKind)
      .flatMap(({ model, obstacles }) => obstacles.map((obstacle) => told(model, obstacle))),
    assumed: verdicts.some(couldFit),
  };
}

type Obstacle = {
  readonly code: Extract<OwnCode, `standard/${string}`>;
  readonly problem: string;
  readonly remedy: string;
  /** Empty if the obstacle stands whatever the unknown facts are. */
  readonly assumed: readonly Assumption[];
};
type Verdict = {
  readonly model: StandardChange;
  readonly isOfThisKind: boolean;
  /** Unknown facts that leave open whether it is of this kind. */
  readonly assumed: readonly Assumption[];
  readonly facts: Readonly<Record<string, unknown>>;
  readonly obstacles: readonly Obstacle[];
};

function verdictOf(model: StandardChange, change: JudgedChange): Verdict {
  const { applies, facts, assumed } = permits(model, change);
  const obstacles = [
    ...tooRisky(model, change),
    ...expired(model, change),
    ...withoutChecks(model, change),
    ...suspended(model, change),
  ];
  return { model, isOfThisKind: applies, assumed, facts, obstacles };
}

/** Whether nothing but unknown facts keeps the change from fitting. */
function couldFit({ isOfThisKind, assumed, obstacles }: Verdict): boolean {
  const mayBeOfThisKind = isOfThisKind || assumed.length > 0;
  return mayBeOfThisKind && obstacles.every((obstacle) => obstacle.assumed.length > 0);
}

function tooRisky({ maxRisk }: StandardChange, { risk }: JudgedChange): readonly Obstacle[] {
  const level = risk?.level ?? 'critical';
  if (riskLevels.indexOf(level) <= riskLevels.indexOf(maxRisk)) return [];
  const isAssumed = risk === null || risk.isAssumed;
  return [
    {
      code: 'standard/too-risky',
      problem: `its risk is ${level}, and this standard change is for ${maxRisk} risk at most`,
      remedy: 'lower the risk, or let it pass as a normal change',
      assumed: isAssumed ? [{ fact: 'risk.level', reason: 'the risk rests on unknown facts' }] : [],
    },
  ];
}

function expired({ reviewBy }: StandardChange, { facts }: JudgedChange): readonly Obstacle[] {
  const { date } = facts.local;
  if (!isUnknown(date) && date < reviewBy) return [];
  return [
    {
      code: 'standard/expired',
      problem: `this standard change was to be reviewed by ${reviewBy}`,
      remedy: 'review it and set a new `reviewBy` date, or let the change pass as a normal one',
      assumed: isUnknown(date) ? [{ fact: 'local.date', reason: date.unknown }] : [],
    },
  ];
}

function withoutChecks({ checks: patterns, app }: StandardChange, { facts }: JudgedChange): readonly Obstacle[] {
  if (patterns === undefined) return [];
  const answer = checksPassed({ checks: facts.checks, patterns, app });
  if (answer.state === 'passed') return [];
  const remedy = 'let the checks succeed on the commit to be deployed, then run the gate again';
  const code = 'standard/check-missing';
  if (answer.state === 'unknown') {
    const problem = `whether its checks succeeded is not known (${answer.reason})`;
    return [{ code, problem, remedy, assumed: [{ fact: 'checks', reason: answer.reason }] }];
  }
  const failed = answer.state === 'failed' ? answer.failed.map(({ name }) => name) : [];
  const names = [...failed, ...answer.missing].map((name) => `\`${name.replace(/[`\s]+/gu, ' ')}\``);
  return [{ code, problem: `not all its checks succeeded: ${names.join(', ')}`, remedy, assumed: [] }];
}

/** Where nobody looked for past failures none is suspended; where somebody looked in vain, each that can be is. */
function suspended({ id, suspendAfter }: StandardChange, { facts }: JudgedChange): readonly Obstacle[] {
  const { suspended: ids = [] } = facts;
  const code = 'standard/suspended';
  if (isUnknown(ids)) {
    if (suspendAfter === undefined) return [];
    const problem = `whether this standard change failed too often of late is not known (${ids.unknown})`;
    const assumed = [{ fact: 'suspended', reason: ids.unknown }];
    return [{ code, problem, remedy: 'let the gate read the ledger, or let the change pass as a normal one', assumed }];
  }
  if (!ids.includes(id)) return [];
  const limit = suspendAfter === undefined ? '' : ` (${suspendAfter.failures} in ${suspendAfter.within} is the limit)`;
  const record = trackRecord(id, facts);
  return [
    {
      code,
      problem: `this standard change failed too often of late${limit}${record === null ? '' : `; ${record}`}`,
      remedy:
        'find out why it fails, then set `reviewedOn` to the day of that review by a pull request to the policy; until then let the change pass as a normal one',
      assumed: [],
    },
  ];
}

function matched({ model, facts }: Verdict, change: JudgedChange): Finding {
  const record = trackRecord(model.id, change.facts);
  return finding({
    ...placeOf(model),
    code: 'standard/matched',
    effect: 'note',
    problem: `this is the standard change \`${titleOf(model)}\`${record === null ? '' : `: ${record}`}`,
    facts,
  });
}

function told(model: StandardChange, { code, problem, remedy, assumed }: Obstacle): Finding {
  const words = `it looks like the standard change \`${titleOf(model)}\`, but is a normal one: ${problem}`;
  return finding({ ...placeOf(model), code, effect: 'note', problem: words, remedy, assumed });
}

function titleOf({ title }: StandardChange): string {
  return title.replace(/[`\s]+/gu, ' ');
}

function placeOf({ id, source, because }: StandardChange): Pick<Finding, 'rule' | 'source' | 'because'> {
  return { rule: id, source, because };
}
