import type { Timeline } from './timeline.ts';

/** When a change may next start and until when; null if not within the time that is looked at. */
export type Opening = { readonly opensAt: number | null; readonly closesAt: number | null };

type Sought = { readonly from: number; readonly until: number };

/** The first time, from an instant on, that nothing closes. */
export function nextOpening(closed: Timeline, { from, until }: Sought): Opening {
  const first = closed(from);
  if (first === null || first.start > from) return { opensAt: from, closesAt: startOf(first, until) };
  if (first.end > until) return { opensAt: null, closesAt: null };
  return { opensAt: first.end, closesAt: startOf(closed(first.end), until) };
}

function startOf(span: ReturnType<Timeline>, until: number): number | null {
  return span === null || span.start > until ? null : span.start;
}
