import type { EvidenceDocument } from '../change/facts.ts';
import type { Sight } from './budget.ts';
import type { Catalogue } from './concern.ts';
import type { SloEvidence } from './evidence-rule.ts';
import type { Promised, ReadPromises } from './openslo.ts';
import { readPromises } from './openslo.ts';
import { documentsFrom, named } from './sources.ts';

type Read = { readonly documents: readonly EvidenceDocument[]; readonly facts: Sight };

/** What OpenSLO objects promise: those beside the measurements of a rule, and those that it names. */
export function promisesOf({ slo: { openslo } }: SloEvidence, { documents, facts }: Read): ReadPromises {
  const beside = documents.flatMap((document) => readPromises(document).promises);
  if (openslo === undefined) return { promises: beside, problems: [] };
  const found = documentsFrom(openslo, facts);
  if (!found.looked) return { promises: beside, problems: [found.reason] };
  const promises = [...beside, ...found.documents.flatMap((document) => readPromises(document).promises)];
  const problems = found.documents.flatMap((document) =>
    readPromises(document).problems.map((problem) => `${named(document.source)} promises nothing: ${problem}`),
  );
  const isEmpty = promises.length === 0 && problems.length === 0;
  return { promises, problems: isEmpty ? [`there is no SLO in \`${openslo}\``] : problems };
}

type Promising = {
  readonly rule: SloEvidence;
  readonly catalogue: Catalogue;
  readonly promises: readonly Promised[];
};

/** The objectives that must be measured for a service; null stands for what touches none. */
export function promisedFor(subject: string | null, { rule, catalogue, promises }: Promising): readonly string[] {
  const ofCatalogue = subject === null ? undefined : catalogue[subject]?.objectives;
  const written = promises.filter(({ service }) => service === null || service === subject);
  return [...new Set([...(rule.slo.objectives ?? ofCatalogue ?? []), ...written.map(({ objective }) => objective)])];
}
