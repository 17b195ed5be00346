const minutesPerUnit: Readonly<Record<string, number>> = { s: 1 / 60, m: 1, h: 60, d: 1_440 };

const qualifier =
  /^(?:about|approximately|approx\.?|around|roughly|circa|ca\.|up to|at most|less than|under|within|max(?:imum)?\.?|~|≈|<=|<|≤)\s*/u;
const amount =
  /(\d{1,6}(?:\.\d{1,3})?)(?:\s?(?:-|–|to)\s?(\d{1,6}(?:\.\d{1,3})?))?\s?(seconds?|secs?|s|minutes?|mins?|m|hours?|hrs?|h|days?|d)(?![a-z])(?:\s|,\s?|and\s)*/uy;
const explanation = /^(?:$|[(;.:–—-][^\d]*$)/u;

/**
 * Minutes in a time that a person wrote: `20m`, `1h 30m`, `about 20 minutes`, `10-15 min (rehearsed)`. Of a range it is
 * the longer. Null if that is not all that it says: a number without a unit, or a second number in the explanation.
 */
export function minutesOf(text: string): number | null {
  const written = text.slice(0, 200).toLowerCase().replace(/\s+/gu, ' ').trim().replace(qualifier, '');
  const parts = amountsOf(written);
  if (parts === null) return null;
  return explanation.test(written.slice(parts.end).trim()) ? Math.round(parts.minutes * 100) / 100 : null;
}

/** Minutes in a duration of the policy, like `30m`, `4h` or `90d`. */
export function minutesOfDuration(duration: string): number {
  return minutesOf(duration) ?? 0;
}

function amountsOf(written: string): { readonly minutes: number; readonly end: number } | null {
  let minutes = 0;
  let end = 0;
  amount.lastIndex = 0;
  for (let match = amount.exec(written); match !== null; match = amount.exec(written)) {
    const [, least = '0', most = least, unit = ''] = match;
    minutes += Math.max(Number(least), Number(most)) * (minutesPerUnit[unit.charAt(0)] ?? 0);
    end = amount.lastIndex;
  }
  return end === 0 ? null : { minutes, end };
}
