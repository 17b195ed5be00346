import type { Approval } from '../change/facts.ts';

/** Whether an approval names one of the commits: by its first characters, but by no fewer than 12. */
export function covers({ sha }: Approval, commits: readonly string[]): boolean {
  const named = spelled(sha);
  return commits.some((commit) => isNamedBy(named, spelled(commit)));
}

/** The approvals that name one of many commits. */
export function approvalsOf(commits: readonly string[], approvals: readonly Approval[]): ReadonlySet<Approval> {
  const known = new Set(commits.map(spelled));
  return new Set(
    approvals.filter(({ sha }) => {
      const named = spelled(sha);
      return (named !== '' && known.has(named)) || [...known].some((commit) => isNamedBy(named, commit));
    }),
  );
}

function spelled(sha: string): string {
  return sha.trim().toLowerCase();
}

function isNamedBy(named: string, commit: string): boolean {
  return named === commit ? named !== '' : named.length >= 12 && commit.startsWith(named);
}
