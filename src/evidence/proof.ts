import type { Entry } from './entries.ts';
import type { EvidenceKind } from './evidence-rule.ts';
import { misspelt, readDay, readNumber, readText, readTexts, readWord, required } from './fields.ts';
import type { Fields } from './fields.ts';
import type { When } from './when.ts';

/** What an evidence file says of one thing that was done: null is what it does not say. */
export type Proof = {
  readonly source: string;
  /** The services that it is about; null: all. */
  readonly services: readonly string[] | null;
  readonly kind: EvidenceKind | null;
  /** When it was done. */
  readonly at: When | null;
  readonly result: 'passed' | 'failed' | null;
  readonly minutesToRestore: number | null;
  readonly validUntil: When | null;
  /** Why it cannot be counted; empty if it can. */
  readonly problems: readonly string[];
};

/** The fields that an evidence file may have; others are for those who read it. */
export const proofFields = [
  'performedOn',
  'by',
  'result',
  'minutesToRestore',
  'service',
  'services',
  'kind',
  'validUntil',
] as const;

/** Reads what an evidence file says; what cannot be understood is a problem, and the rest still counts against it. */
export function readProof(entry: Entry): Proof {
  if ('problem' in entry) return { ...nothing, source: entry.source, problems: [entry.problem] };
  const { source, fields } = entry;
  const readings = {
    at: required('performedOn', readDay(fields, 'performedOn')),
    by: required('by', readText(fields, 'by')),
    result: required('result', readWord(fields, 'result', results)),
    minutesToRestore: readNumber(fields, 'minutesToRestore', minutes),
    service: readTexts(fields, 'service'),
    services: readTexts(fields, 'services'),
    kind: readWord(fields, 'kind', kinds),
    validUntil: readDay(fields, 'validUntil'),
  };
  const found = Object.values(readings).flatMap(({ problem }) => problem ?? []);
  return {
    source,
    services: servicesOf(fields, [readings.service.value, readings.services.value]),
    kind: readings.kind.value,
    at: readings.at.value,
    result: readings.result.value,
    minutesToRestore: readings.minutesToRestore.value,
    validUntil: readings.validUntil.value,
    problems: [...found, ...misspelt(fields, proofFields)],
  };
}

const nothing: Omit<Proof, 'source' | 'problems'> = {
  services: null,
  kind: null,
  at: null,
  result: null,
  minutesToRestore: null,
  validUntil: null,
};

const results = {
  passed: 'passed',
  pass: 'passed',
  success: 'passed',
  successful: 'passed',
  succeeded: 'passed',
  failed: 'failed',
  fail: 'failed',
  failure: 'failed',
  partial: 'failed',
} as const;

const kinds = {
  restore: 'restore',
  availability: 'availability',
  capacity: 'capacity',
  continuity: 'continuity',
  security: 'security',
} as const satisfies Record<EvidenceKind, EvidenceKind>;

const minutes = { from: 0, to: 1_000_000, expected: 'a number of minutes' };

/** What names a service in a way that cannot be read may be about any. */
function servicesOf(fields: Fields, read: readonly (readonly string[] | null)[]): Proof['services'] {
  const isReadable = !misspelt(fields, ['service', 'services']).length;
  const named = read.flatMap((names) => names ?? []);
  return isReadable && named.length > 0 ? named : null;
}
