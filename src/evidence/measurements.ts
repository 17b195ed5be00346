import type { EvidenceDocument } from '../change/facts.ts';
import { entriesOf } from './entries.ts';
import type { Fields } from './fields.ts';
import { isFields } from './fields.ts';
import type { Measurement } from './measurement.ts';
import { readMeasurement } from './measurement.ts';
import { isOfOpenSlo } from './openslo.ts';
import { readSamples } from './prometheus.ts';

/** What a document measures: by fields of its own, or as a server with the API of Prometheus answers. */
export function measurementsIn(document: EvidenceDocument): readonly Measurement[] {
  if ('content' in document && isAnswer(document.content)) return readSamples(document.source, document.content);
  // What promises an objective measures none.
  return entriesOf(document)
    .filter((entry) => !isOfOpenSlo(entry))
    .map(readMeasurement);
}

function isAnswer(content: unknown): content is Fields {
  return isFields(content) && Object.hasOwn(content, 'status') && !Object.hasOwn(content, 'errorBudgetRemaining');
}
