export type JsonRecord = Record<string, unknown>;

export function isRecord(value: unknown): value is JsonRecord {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The text under a key, or the default if there is none. */
export function textIn(record: JsonRecord, key: string, absent = ''): string {
  const value = record[key];
  return typeof value === 'string' ? value : absent;
}

/** The text under a key, or null, as most optional things of GitHub's are. */
export function textOrNull(record: JsonRecord, key: string): string | null {
  const value = record[key];
  return typeof value === 'string' ? value : null;
}

/** The text under a key if it is one of these words, else the default. */
export function wordIn<T extends string | null>(record: JsonRecord, key: string, choice: Choice<T>): T {
  return choice.words.find((word) => word === record[key]) ?? choice.absent;
}

export type Choice<T> = { readonly words: readonly T[]; readonly absent: T };

/** The objects in the array under a key. */
export function recordsIn(record: JsonRecord, key: string): JsonRecord[] {
  const value = record[key];
  return Array.isArray(value) ? value.filter(isRecord) : [];
}

/** The texts in the array under a key. */
export function textsIn(record: JsonRecord, key: string): string[] {
  const value = record[key];
  return Array.isArray(value) ? value.filter((item): item is string => typeof item === 'string') : [];
}

/** The numbers in the array under a key. */
export function numbersIn(record: JsonRecord, key: string): number[] {
  const value = record[key];
  return Array.isArray(value) ? value.filter((item): item is number => typeof item === 'number') : [];
}

/** The object under a key, or an empty one. */
export function recordIn(record: JsonRecord, key: string): JsonRecord {
  const value = record[key];
  return isRecord(value) ? value : {};
}
