import { firstEndingAfter } from './timeline.ts';
import type { Span, Timeline } from './timeline.ts';

/**
 * All spans of some timelines, with those that touch or overlap made one, up to the horizon: what reaches past it ends
 * somewhere past it. INVARIANT: nobody asks for an instant earlier than the first one of those who ask in turn, unless
 * the spans from there on were given already.
 *
 * Keeps the next span of each timeline in a heap, and asks a timeline only for what ends after all that is known: a day
 * that one freeze covers costs nothing in the others.
 */
export function union(timelines: readonly Timeline[], horizon: number): Timeline {
  const [only] = timelines;
  if (only === undefined) return () => null;
  let queue: Heap | null = null;
  const given: Span[] = [];
  return (instant) => {
    // Zones know no end of time.
    if (instant === Number.POSITIVE_INFINITY) return null;
    const known = firstEndingAfter(given, instant);
    if (known !== null) return known;
    queue ??= heapOf(timelines, instant);
    const span = nextMerged(queue, instant, horizon);
    if (span !== null) given.push(span);
    return span;
  };
}

type Entry = { readonly span: Span; readonly timeline: Timeline };
type Heap = Entry[];

function heapOf(timelines: readonly Timeline[], instant: number): Heap {
  const entries = timelines.flatMap((timeline) => {
    const span = timeline(instant);
    return span === null ? [] : [{ span, timeline }];
  });
  // A sorted list is a heap.
  return entries.sort((one, other) => one.span.start - other.span.start);
}

function nextMerged(heap: Heap, instant: number, horizon: number): Span | null {
  const first = firstAfter(heap, instant);
  if (first === null) return null;
  const { start } = first;
  let { end } = first;
  for (let top = heap[0]; top !== undefined && top.span.start <= end && end <= horizon; top = heap[0]) {
    end = Math.max(end, top.span.end);
    replaceTop(heap, end);
  }
  return { start, end };
}

/** The span with the least start among those that end after the instant. */
function firstAfter(heap: Heap, instant: number): Span | null {
  for (let top = heap[0]; top !== undefined; top = heap[0]) {
    if (top.span.end > instant) return top.span;
    replaceTop(heap, instant);
  }
  return null;
}

/** Puts the next span of the top's timeline, the first that ends after the instant, in its place. */
function replaceTop(heap: Heap, instant: number): void {
  const top = heap[0];
  if (top === undefined) return;
  const span = top.timeline(instant);
  const last = span === null ? heap.pop() : { span, timeline: top.timeline };
  if (last === undefined || heap.length === 0) return;
  sink(heap, last);
}

/** Lets an entry sink from the top to its place. */
function sink(heap: Heap, entry: Entry): void {
  let place = 0;
  for (;;) {
    const child = lesserChild(heap, place);
    const below = heap[child];
    if (below === undefined || below.span.start >= entry.span.start) break;
    heap[place] = below;
    place = child;
  }
  heap[place] = entry;
}

function lesserChild(heap: Heap, place: number): number {
  const left = 2 * place + 1;
  const one = heap[left];
  const other = heap[left + 1];
  return one !== undefined && other !== undefined && other.span.start < one.span.start ? left + 1 : left;
}
