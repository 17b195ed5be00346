const millisecondsPerUnit: Readonly<Record<string, number>> = { s: 1_000, m: 60_000, h: 3_600_000, d: 86_400_000 };

/** Milliseconds of a duration like `30m`, `4h` or `90d`; `0m` too. */
export function readDuration(text: string): number {
  const [, amount = '0', letter = 's'] = /^(\d+)([smhd])$/u.exec(text) ?? [];
  return Number(amount) * (millisecondsPerUnit[letter] ?? 0);
}
