// An event's payload is JSON that nobody has checked: each part is looked at before it is believed.

export type PayloadRecord = Readonly<Record<string, unknown>>;

/** The object that a value is; empty if it is none. */
export function recordOf(value: unknown): PayloadRecord {
  return typeof value === 'object' && value !== null ? { ...value } : {};
}

export function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

export function textOf(value: unknown): string | null {
  return typeof value === 'string' && value !== '' ? value : null;
}

/** Whether a text is a full sha that may name a commit; GitHub writes zeros where there is none. */
export function isCommitSha(text: string): boolean {
  return /^(?:[0-9a-f]{40}|[0-9a-f]{64})$/.test(text) && !/^0+$/.test(text);
}
