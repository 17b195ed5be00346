import type { ChangeFacts, Declaration, Lane } from '../change/facts.ts';
import { isUnknown } from '../change/facts.ts';
import type { Finding } from '../finding/finding.ts';
import { finding } from '../finding/finding.ts';
import type { EmergencyRule } from '../approval/authority.ts';

export type JudgedLane = { readonly lane: Lane; readonly findings: readonly Finding[] };

/** The lane that a change goes through: what was declared, as far as it is proven and allowed. */
export function judgeLane(emergency: EmergencyRule | null, facts: ChangeFacts): JudgedLane {
  const declared = facts.declared ?? declaredByLabel(emergency, facts);
  if (declared === undefined) return { lane: 'none', findings: [] };
  return declared.lane === 'rollback' ? judgeRollbackLane(declared, facts) : judgeEmergencyLane(declared, emergency);
}

function declaredByLabel(emergency: EmergencyRule | null, facts: ChangeFacts): Declaration | undefined {
  const { labels } = facts.change;
  if (emergency?.label === undefined || isUnknown(labels) || !labels.includes(emergency.label)) return undefined;
  return { lane: 'emergency', reason: null, incident: null, by: null };
}

function judgeRollbackLane(declared: Declaration, { wasLiveBefore, head }: ChangeFacts): JudgedLane {
  const facts = { head: isUnknown(head) ? null : head, reason: declared.reason, by: declared.by };
  if (wasLiveBefore === true) {
    const proven = finding({
      code: 'lane/rollback-proven',
      effect: 'note',
      problem: 'this is a rollback to what was live in this environment before, so nothing holds it up',
      remedy: 'review afterwards why the rollback was needed',
      facts,
    });
    return { lane: 'rollback', findings: [proven] };
  }
  const notProven = finding({
    code: 'lane/rollback-not-proven',
    effect: 'note',
    problem: `a rollback was declared, but ${whyNotProven(wasLiveBefore)}; it is judged like any other change`,
    remedy:
      'deploy a commit whose files are those of one of the last 20 successful deployments, or pass as a normal or emergency change',
    facts,
    assumed: isUnknown(wasLiveBefore) ? [{ fact: 'wasLiveBefore', reason: wasLiveBefore.unknown }] : [],
  });
  return { lane: 'none', findings: [notProven] };
}

function whyNotProven(wasLiveBefore: ChangeFacts['wasLiveBefore']): string {
  if (wasLiveBefore === undefined) return 'nobody looked at what was live before';
  if (isUnknown(wasLiveBefore)) return `what was live before is not known (${wasLiveBefore.unknown})`;
  return 'none of the last 20 successful deployments had these files';
}

function judgeEmergencyLane(declared: Declaration, emergency: EmergencyRule | null): JudgedLane {
  if (emergency === null) return { lane: 'emergency', findings: [undefinedEmergency] };
  const place = { source: emergency.source, because: emergency.because };
  const note = finding({
    ...place,
    code: 'lane/emergency-declared',
    effect: 'note',
    problem: `declared as an emergency${declared.by === null ? '' : ` by ${declared.by}`}`,
    remedy: `review it afterwards, within ${emergency.reviewWithin}`,
    facts: { reason: declared.reason, incident: declared.incident, by: declared.by },
  });
  const missing = (['reason', 'incident'] as const).filter((part) => isBlank(declared[part]));
  return { lane: 'emergency', findings: [note, ...missing.map((part) => finding({ ...missingPart[part], ...place }))] };
}

const undefinedEmergency = finding({
  code: 'lane/emergency-undefined',
  effect: 'block',
  problem: 'an emergency was declared, but the policy does not say who may let one pass',
  remedy: 'add an `emergency` section to the policy, or deploy as a normal change',
});

const missingPart = {
  reason: {
    code: 'lane/emergency-reason-missing',
    effect: 'block',
    problem: 'the emergency has no reason',
    remedy:
      'say in a sentence why it cannot wait: `--reason`, the input `reason`, or `/change-gate emergency #incident reason`',
  },
  incident: {
    code: 'lane/emergency-incident-missing',
    effect: 'block',
    problem: 'the emergency names no incident',
    remedy:
      'name the incident that it ends: `--incident`, the input `incident`, or `/change-gate emergency #incident reason`',
  },
} as const;

/** Characters that nobody sees say nothing. */
function isBlank(text: string | null): boolean {
  return text === null || !/[\p{L}\p{N}\p{S}]/u.test(text);
}
