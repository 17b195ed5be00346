import type { Fields } from './fields.ts';
import { isFields, plain } from './fields.ts';
import type { Measurement } from './measurement.ts';
import { unreadable } from './measurement.ts';

/** What the answer of a query measures. An answer that warns may lack a part, and a part may look better than the whole. */
export function readSamples(source: string, answer: Fields): readonly Measurement[] {
  const { status, error, warnings, data } = answer;
  if (status !== 'success') return [unreadable(source, `the query failed: ${wordsOf(error)}`)];
  if (Array.isArray(warnings) && warnings.length > 0) {
    return [unreadable(source, `the answer may lack a part: ${wordsOf(warnings[0])}`)];
  }
  if (!isFields(data)) return [unreadable(source, 'the answer has no `data`')];
  const { resultType, result } = data;
  if (resultType === 'scalar') return [readSample(source, { metric: {}, value: result })];
  if (resultType === 'vector' && Array.isArray(result)) return result.map((sample) => readSample(source, sample));
  return [unreadable(source, `the query gives a ${wordsOf(resultType)}, expected a vector or a scalar`)];
}

function readSample(source: string, sample: unknown): Measurement {
  if (!isFields(sample) || !Array.isArray(sample['value'])) return unreadable(source, 'a sample has no `value`');
  const [seconds, text]: readonly unknown[] = sample['value'];
  const labels = isFields(sample['metric']) ? sample['metric'] : {};
  const remaining = typeof text === 'string' && text.trim() !== '' ? Number(text) : Number.NaN;
  const isShare = Number.isFinite(remaining) && remaining <= 1;
  const isDated = typeof seconds === 'number' && Number.isFinite(seconds);
  const instant = isDated ? Math.floor(seconds * 1_000) : 0;
  return {
    source,
    service: labelOf(labels, 'service'),
    objective: labelOf(labels, 'objective'),
    remaining: isShare ? remaining : null,
    at: isDated ? { from: instant, to: instant } : null,
    problems: [
      ...(isShare ? [] : [`the query gives ${wordsOf(text)}, expected a share of the budget, 1 at most`]),
      ...(isDated ? [] : ['a sample has no instant']),
    ],
  };
}

/** Prometheus knows no difference between a label that is empty and one that is not there. */
function labelOf(labels: Fields, name: string): string | null {
  const value = labels[name];
  return typeof value === 'string' && value !== '' ? value : null;
}

function wordsOf(value: unknown): string {
  return typeof value === 'string' ? `\`${plain(value)}\`` : 'nothing that can be read';
}
