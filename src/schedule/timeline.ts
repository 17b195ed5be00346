/** A stretch of time, half open, in milliseconds since 1970-01-01T00:00Z; either end may be infinite. */
export type Span = { readonly start: number; readonly end: number };

/**
 * Stretches of time, found as they are asked for: the first that ends after an instant, null if there is none. Those
 * of one timeline may touch and overlap, but neither their starts nor their ends go back. What begins after the horizon
 * that a timeline was made for may be left out.
 */
export type Timeline = (instant: number) => Span | null;

export const always: Span = { start: Number.NEGATIVE_INFINITY, end: Number.POSITIVE_INFINITY };

/** The given spans, with those that touch or overlap made one. */
export function timelineOf(spans: readonly Span[]): Timeline {
  const merged = merge(spans);
  return (instant) => firstEndingAfter(merged, instant);
}

/** Spans in order, with those that touch or overlap made one and those without length left out. */
export function merge(spans: readonly Span[]): readonly Span[] {
  const merged: Span[] = [];
  for (const span of spans.filter(({ start, end }) => start < end).sort((one, other) => one.start - other.start)) {
    const last = merged.at(-1);
    if (last === undefined || last.end < span.start) merged.push(span);
    else merged[merged.length - 1] = { start: last.start, end: Math.max(last.end, span.end) };
  }
  return merged;
}

/** The part of time that the timeline leaves free. Each span of the timeline is whole: none touches the next. */
export function complement(timeline: Timeline): Timeline {
  return (instant) => {
    const first = timeline(instant);
    if (first === null) return { start: instant, end: Number.POSITIVE_INFINITY };
    if (first.start > instant) return { start: instant, end: first.start };
    if (first.end === Number.POSITIVE_INFINITY) return null;
    return { start: first.end, end: timeline(first.end)?.start ?? Number.POSITIVE_INFINITY };
  };
}

/** What is left of a timeline outside some spans. */
export function subtract(timeline: Timeline, spans: readonly Span[]): Timeline {
  if (spans.length === 0) return timeline;
  const holes = merge(spans);
  return (instant) => {
    for (let span = timeline(instant); span !== null; span = timeline(span.end)) {
      const left = piecesOf(span, holes).find(({ end }) => end > instant);
      if (left !== undefined) return left;
    }
    return null;
  };
}

function piecesOf(span: Span, holes: readonly Span[]): readonly Span[] {
  const pieces: Span[] = [];
  let { start } = span;
  for (const hole of holes) {
    if (hole.end <= start || hole.start >= span.end) continue;
    if (hole.start > start) pieces.push({ start, end: hole.start });
    start = hole.end;
  }
  return start < span.end ? [...pieces, { start, end: span.end }] : pieces;
}

/** Each span of a timeline, begun earlier. */
export function begunEarlier(timeline: Timeline, milliseconds: number): Timeline {
  if (milliseconds === 0) return timeline;
  return (instant) => {
    const span = timeline(instant);
    return span === null ? null : { start: span.start - milliseconds, end: span.end };
  };
}

/** Of spans in order, the first that ends after an instant. */
export function firstEndingAfter(spans: readonly Span[], instant: number): Span | null {
  let low = 0;
  let high = spans.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((spans[middle]?.end ?? 0) > instant) high = middle;
    else low = middle + 1;
  }
  return spans[low] ?? null;
}
