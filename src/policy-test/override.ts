type Parts = Readonly<Record<string, unknown>>;

/**
 * A facts document in which a test's facts stand over recorded ones: groups are merged, everything else is replaced.
 * What the record derived from files or a plan that the test replaces is left out, so that it is derived anew.
 */
export function overridden(recorded: Parts, over: Parts): Parts {
  const base = without(recorded, 'local', 'assumed');
  const resized = over['files'] === undefined ? base : { ...base, change: without(base['change'], ...sizes) };
  const replanned = over['plan'] === undefined ? resized : without(resized, 'rollback');
  return merged({ ...replanned, change: without(replanned['change'], ...derivedLater) }, over);
}

/** Derived from the files. */
const sizes = ['filesChanged', 'codeFilesChanged', 'linesAdded', 'linesDeleted', 'linesChanged', 'directories'].concat([
  'subsystems',
  'entropy',
]);
const derivedLater = ['type', 'isRollback'];

function merged(base: Parts, over: Parts): Parts {
  const entries = Object.entries(over).map(([key, value]) => {
    const under = base[key];
    const isGroup = isParts(under) && isParts(value) && !('unknown' in value) && !('unknown' in under);
    return [key, isGroup ? { ...under, ...value } : value] as const;
  });
  return { ...base, ...Object.fromEntries(entries) };
}

function without(value: unknown, ...keys: readonly string[]): Parts {
  if (!isParts(value)) return {};
  return Object.fromEntries(Object.entries(value).filter(([key]) => !keys.includes(key)));
}

function isParts(value: unknown): value is Parts {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
