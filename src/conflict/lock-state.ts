/** One run that was let through and keeps others out. */
export type Lock = {
  readonly environment: string;
  /** Null: which it brings is not known, so it may be any. */
  readonly services: readonly string[] | null;
  /** The run that holds it. */
  readonly holder: string;
  /** The commit that it deploys. */
  readonly head: string;
  readonly url: string | null;
  /** ISO 8601 in UTC. */
  readonly takenAt: string;
  readonly until: string;
};

/** Everything that is locked. */
export type LockState = { readonly locks: readonly Lock[] };

/** The locks that still hold at an instant: those that have expired may be taken over. */
export function standing({ locks }: LockState, now: string): readonly Lock[] {
  return locks.filter(({ until }) => Date.parse(until) > Date.parse(now));
}

/** The state with a lock taken, or renewed: a run holds at most one in an environment. */
export function withLock(state: LockState, lock: Lock): LockState {
  const others = standing(state, lock.takenAt).filter((each) => !isOf(each, lock));
  return { locks: [...others, lock] };
}

type Whose = { readonly environment: string; readonly holder: string | null; readonly head: string | null };

/** The state without the locks of a run, or of the deployment of a commit. */
export function withoutLocks({ locks }: LockState, { environment, holder, head }: Whose): LockState {
  const isMeant = (lock: Lock): boolean =>
    lock.environment === environment && (lock.holder === holder || lock.head === head);
  return { locks: locks.filter((lock) => !isMeant(lock)) };
}

function isOf(lock: Lock, { environment, holder }: Pick<Lock, 'environment' | 'holder'>): boolean {
  return lock.environment === environment && lock.holder === holder;
}

/** The state as the message of a commit; the first line is for people. */
export function writeState(title: string, state: LockState): string {
  return `${title}\n\n${JSON.stringify(state)}\n`;
}

/** The state in the message of a commit; null if somebody else wrote it. */
export function readState(message: string): LockState | null {
  const value = jsonOrNull(message.slice(message.indexOf('\n') + 1));
  if (typeof value !== 'object' || value === null || !('locks' in value) || !Array.isArray(value.locks)) return null;
  const locks: readonly unknown[] = value.locks;
  return locks.every(isLock) ? { locks } : null;
}

function jsonOrNull(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    if (error instanceof SyntaxError) return null;
    throw error;
  }
}

function isLock(value: unknown): value is Lock {
  if (typeof value !== 'object' || value === null) return false;
  const text = (key: string): boolean => typeof Reflect.get(value, key) === 'string';
  const instant = (key: string): boolean => text(key) && !Number.isNaN(Date.parse(String(Reflect.get(value, key))));
  const [services, url]: readonly unknown[] = [Reflect.get(value, 'services'), Reflect.get(value, 'url')];
  const areServices =
    services === null || (Array.isArray(services) && services.every((name) => typeof name === 'string'));
  const isUrl = url === null || typeof url === 'string';
  return (
    text('environment') &&
    text('holder') &&
    text('head') &&
    areServices &&
    isUrl &&
    instant('takenAt') &&
    instant('until')
  );
}
