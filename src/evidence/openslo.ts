import type { EvidenceDocument } from '../change/facts.ts';
import type { Entry } from './entries.ts';
import { entriesOf } from './entries.ts';
import { isFields } from './fields.ts';

/** An objective that is promised for a service; null: whose it is, is not said. */
export type Promised = { readonly service: string | null; readonly objective: string };

/** What a document promises, and why nobody knows what it does. */
export type ReadPromises = { readonly promises: readonly Promised[]; readonly problems: readonly string[] };

/** Whether an entry is an object of OpenSLO, of whatever kind. */
export function isOfOpenSlo(entry: Entry): boolean {
  if ('problem' in entry) return false;
  const { apiVersion } = entry.fields;
  return typeof apiVersion === 'string' && apiVersion.startsWith('openslo');
}

/** The objectives that a document of OpenSLO promises: those of its SLOs. Its other kinds promise nothing. */
export function readPromises(document: EvidenceDocument): ReadPromises {
  const read = entriesOf(document).map(readPromise);
  return {
    promises: read.flatMap(({ promises }) => promises),
    problems: read.flatMap(({ problems }) => problems),
  };
}

function readPromise(entry: Entry): ReadPromises {
  if ('problem' in entry) return { promises: [], problems: [entry.problem] };
  if (!isOfOpenSlo(entry))
    return { promises: [], problems: ['it is no object of OpenSLO, whose `apiVersion` it lacks'] };
  const { kind, metadata, spec } = entry.fields;
  if (kind !== 'SLO') return { promises: [], problems: [] };
  const name = textIn(metadata, 'name');
  const objectives: readonly unknown[] = isFields(spec) && Array.isArray(spec['objectives']) ? spec['objectives'] : [];
  if (name === null || objectives.length === 0) {
    return { promises: [], problems: ['the SLO lacks `metadata.name` or `spec.objectives`'] };
  }
  const service = textIn(spec, 'service');
  return { promises: namesOf(name, objectives).map((objective) => ({ service, objective })), problems: [] };
}

/** The name of an SLO; where it has several objectives, that of each below it. */
function namesOf(name: string, objectives: readonly unknown[]): readonly string[] {
  if (objectives.length === 1) return [name];
  return objectives.map((objective, index) => `${name}/${textIn(objective, 'displayName') ?? index + 1}`);
}

function textIn(value: unknown, name: string): string | null {
  const text = isFields(value) ? value[name] : undefined;
  return typeof text === 'string' && text.trim() !== '' ? text.trim() : null;
}
