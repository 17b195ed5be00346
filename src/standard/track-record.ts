import type { ChangeFacts } from '../change/facts.ts';
import { isUnknown } from '../change/facts.ts';

/** How the past changes of a standard change went, in words; null where none is known to have ended. */
export function trackRecord(id: string, { models }: Pick<ChangeFacts, 'models'>): string | null {
  if (models === undefined || isUnknown(models)) return null;
  const past = models.find(({ model }) => model === id);
  if (past === undefined || past.finished === 0) return null;
  const { finished, failures } = past;
  return `${finished - failures.length} of ${finished} past ${finished === 1 ? 'one' : 'ones'} went well`;
}
