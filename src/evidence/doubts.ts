import type { EvidenceDocument } from '../change/facts.ts';
import type { EvidenceRule, FileEvidence, SloEvidence } from './evidence-rule.ts';
import { measurementsIn } from './measurements.ts';
import { judgeProofs } from './proofs.ts';
import { documentsFrom, sourceOf } from './sources.ts';

/** What is doubtful about a file of evidence. */
export type Doubt = { readonly source: string; readonly problem: string; readonly remedy: string };

type Seen = { readonly evidence: readonly EvidenceDocument[]; readonly now: number };

/** What files of evidence do not prove, or soon no longer will, whatever change they would be asked for. */
export function doubtsAboutEvidence(rules: readonly EvidenceRule[], seen: Seen): readonly Doubt[] {
  const all = rules.flatMap((rule) => {
    if ('file' in rule) return doubtsAboutProofs(rule, seen);
    return 'slo' in rule && 'file' in rule.slo ? doubtsAboutMeasurements(rule, seen) : [];
  });
  return [...new Map(all.map((doubt) => [`${doubt.source}\0${doubt.problem}`, doubt])).values()];
}

function doubtsAboutProofs(rule: FileEvidence, { evidence, now }: Seen): readonly Doubt[] {
  const documents = documentsOf(rule, evidence);
  const { lacks, expiring } = judgeProofs({ rule, documents, services: [], besides: 'others', now });
  return [...lacks, ...expiring].flatMap(({ proof, problem, remedy }) =>
    proof === null ? [] : [{ source: proof.source, problem, remedy }],
  );
}

/** How old a measurement is says nothing in a clone: what measures goes on elsewhere. */
function doubtsAboutMeasurements(rule: SloEvidence, { evidence }: Seen): readonly Doubt[] {
  return documentsOf(rule, evidence)
    .flatMap(measurementsIn)
    .filter(({ problems }) => problems.length > 0)
    .map(({ source, problems }) => ({
      source,
      problem: `it cannot be counted: ${problems.join(', ')}`,
      remedy: correct,
    }));
}

const correct = 'a measurement has `errorBudgetRemaining`, `measuredAt`, and mostly `service` and `objective`';

function documentsOf(
  rule: FileEvidence | SloEvidence,
  evidence: readonly EvidenceDocument[],
): readonly EvidenceDocument[] {
  const found = documentsFrom(sourceOf(rule), { evidence });
  return found.looked ? found.documents : [];
}
