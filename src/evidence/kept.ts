import type { Fields } from './fields.ts';
import { isFields, isNearly } from './fields.ts';
import { measurementFields } from './measurement.ts';
import { proofFields } from './proof.ts';

/** The most things that one document may say. */
export const mostEntries = 2_000;

/**
 * What is kept of a document as a fact: what evidence is judged by, and what is nearly that. The rest is for others, and
 * a record of the decision need not hold it. Null if it says more things than can be kept.
 */
export function keptContent(content: unknown): { readonly kept: unknown } | null {
  if (!Array.isArray(content)) return isAnswer(content) ? keptAnswer(content) : { kept: keptEntry(content) };
  return content.length > mostEntries ? null : { kept: content.map(keptEntry) };
}

const known: readonly string[] = [...proofFields, ...measurementFields];
const ofOpenSlo = ['apiVersion', 'kind'];

function keptEntry(entry: unknown): unknown {
  if (!isFields(entry)) return Array.isArray(entry) ? [] : shortened(entry);
  const { metadata, spec } = entry;
  const isSlo = typeof entry['apiVersion'] === 'string' && isFields(metadata) && isFields(spec);
  const names = Object.keys(entry).filter(
    (name) => ofOpenSlo.includes(name) || known.some((each) => isNearly(name, each)),
  );
  const fields = names.map((name) => [name, keptValue(entry[name])] as const);
  return { ...Object.fromEntries(fields), ...(isSlo && keptSlo(metadata, spec)) };
}

function keptSlo(metadata: Fields, spec: Fields): Fields {
  const { service, objectives } = spec;
  const list: readonly unknown[] = Array.isArray(objectives) ? objectives : [];
  return {
    metadata: picked(metadata, ['name']),
    spec: {
      ...picked({ service }, ['service']),
      objectives: list.slice(0, mostEntries).map((each) => (isFields(each) ? picked(each, ['displayName']) : {})),
    },
  };
}

function isAnswer(content: unknown): content is Fields {
  return isFields(content) && Object.hasOwn(content, 'status') && Object.hasOwn(content, 'data');
}

function keptAnswer(answer: Fields): { readonly kept: unknown } | null {
  const { data, warnings } = answer;
  const result = isFields(data) ? data['result'] : undefined;
  if (Array.isArray(result) && result.length > mostEntries) return null;
  const samples = Array.isArray(result) ? result.map(keptSample) : result;
  return {
    kept: {
      ...picked(answer, ['status', 'error']),
      ...(Array.isArray(warnings) && { warnings: warnings.slice(0, 1).map(shortened) }),
      ...(isFields(data) && { data: { ...picked(data, ['resultType']), result: samples } }),
    },
  };
}

/** A scalar is an instant and a value by themselves. */
function keptSample(sample: unknown): unknown {
  if (!isFields(sample)) return shortened(sample);
  const { metric, value } = sample;
  return {
    metric: isFields(metric) ? picked(metric, ['service', 'objective']) : {},
    ...(Array.isArray(value) && { value: value.slice(0, 2).map(shortened) }),
  };
}

function picked(fields: Fields, names: readonly string[]): Fields {
  const there = names.filter((name) => Object.hasOwn(fields, name) && fields[name] !== undefined);
  return Object.fromEntries(there.map((name) => [name, shortened(fields[name])]));
}

function keptValue(value: unknown): unknown {
  return Array.isArray(value) ? value.slice(0, 100).map(shortened) : shortened(value);
}

/** A plain value; what has parts of its own is told as an empty one, which nothing takes for a value. */
function shortened(value: unknown): unknown {
  if (typeof value === 'string') return value.slice(0, 1_000);
  if (Array.isArray(value)) return [];
  return typeof value === 'object' && value !== null ? {} : value;
}
