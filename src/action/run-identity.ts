import type { Run } from '../decision/record.ts';

type Known = { readonly runUrl: string | null; readonly actor: string | null; readonly mode: Run['mode'] };

/** The run as records name it. */
export function runIdentity(env: Readonly<Record<string, string | undefined>>, { runUrl, actor, mode }: Known): Run {
  const attempt = Number(env['GITHUB_RUN_ATTEMPT']);
  return {
    url: runUrl,
    id: env['GITHUB_RUN_ID'] ?? null,
    attempt: Number.isInteger(attempt) && attempt > 0 ? attempt : null,
    actor,
    mode,
  };
}
