import type { ChangeFacts } from '../change/facts.ts';
import type { Catalogue } from './concern.ts';
import { concernOf } from './concern.ts';
import type { FileEvidence } from './evidence-rule.ts';
import { expiryOf } from './expiry.ts';
import type { Lack } from './lack.ts';
import { together, unknownLack } from './lack.ts';
import type { Proof } from './proof.ts';
import type { Told } from './proofs.ts';
import { judgeProofs } from './proofs.ts';
import { documentsFrom } from './sources.ts';
import { isoOf } from './when.ts';

/** What evidence files lack, and which of them will soon lack something; null where nothing is to be said. */
export type JudgedFiles = { readonly lack: Lack | null; readonly expiring: Lack | null };

/** Judges the evidence files that a rule names, for the services of a change. */
export function judgeFiles(rule: FileEvidence, catalogue: Catalogue, facts: ChangeFacts): JudgedFiles {
  const found = documentsFrom(rule.file, facts);
  if (!found.looked) {
    const what = `the evidence in \`${rule.file}\``;
    return { lack: unknownLack(what, { fact: 'evidence', reason: found.reason }), expiring: null };
  }
  const { services, besides, assumed } = concernOf(rule, catalogue, facts);
  const { lacks, expiring } = judgeProofs({
    rule,
    documents: found.documents,
    services,
    // What touches no service may need any of them, so that all of them must be proven.
    besides: services.length === 0 ? 'others' : besides,
    now: Date.parse(facts.evaluatedAt),
  });
  const lack = lackOf(lacks, rule);
  return {
    lack: lack === null ? null : { ...lack, assumed: [...lack.assumed, ...assumed] },
    expiring: lackOf(expiring, rule),
  };
}

function lackOf(told: readonly Told[], rule: FileEvidence): Lack | null {
  const lack = together(
    told.map(({ problem, remedy, isUnknown }) => ({
      problem,
      remedy,
      facts: {},
      assumed: isUnknown ? [{ fact: 'evidence', reason: problem }] : [],
    })),
  );
  const evidence = told.flatMap(({ proof }) => (proof === null ? [] : [seen(proof, rule)]));
  return lack === null || evidence.length === 0 ? lack : { ...lack, facts: { evidence } };
}

function seen(proof: Proof, rule: FileEvidence): Readonly<Record<string, unknown>> {
  const { source, at, result, minutesToRestore } = proof;
  return {
    source,
    performedOn: at === null ? null : isoOf(at.from),
    result,
    minutesToRestore,
    countsUntil: at === null ? null : isoOf(expiryOf({ ...proof, at }, rule)),
  };
}
