import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { onTestFinished } from 'vitest';

type CommitParts = {
  /** Contents by path; null removes the file. */
  readonly files?: Readonly<Record<string, string | Uint8Array | null>>;
  readonly message?: string;
  readonly author?: string;
  readonly mail?: string;
  /** ISO 8601. */
  readonly at?: string;
};

/** A real repository in a temporary folder, which goes when the test ends. */
export type TemporaryRepository = {
  readonly directory: string;
  readonly git: (...args: readonly string[]) => string;
  /** Writes files and commits everything; gives the sha. */
  readonly commit: (parts?: CommitParts) => string;
  /** Runs git with another author and date. */
  readonly as: (parts: CommitParts, ...args: readonly string[]) => string;
};

const quiet = { GIT_CONFIG_GLOBAL: '/dev/null', GIT_CONFIG_SYSTEM: '/dev/null', LC_ALL: 'C' };
const noon = '2026-11-02T12:00:00Z';

/** A folder of the test's own. */
export function temporaryDirectory(): string {
  const directory = mkdtempSync(join(tmpdir(), 'change-gate-git-'));
  onTestFinished(() => rmSync(directory, { recursive: true, force: true, maxRetries: 3 }));
  return directory;
}

/** An empty repository, on the branch `main`. */
export function temporaryRepository(...options: readonly string[]): TemporaryRepository {
  const directory = temporaryDirectory();
  execFileSync('git', ['init', '-q', '-b', 'main', ...options, directory], { env: { ...process.env, ...quiet } });
  return openTemporary(directory);
}

/** The same handle for a repository that is there already. */
export function openTemporary(directory: string): TemporaryRepository {
  const as = ({ author = 'Ann', mail, at = noon }: CommitParts, ...args: readonly string[]): string => {
    const address = mail ?? `${author.toLowerCase()}@example.org`;
    const identity = {
      GIT_AUTHOR_NAME: author,
      GIT_AUTHOR_EMAIL: address,
      GIT_AUTHOR_DATE: at,
      GIT_COMMITTER_NAME: author,
      GIT_COMMITTER_EMAIL: address,
      GIT_COMMITTER_DATE: at,
    };
    const env = { ...process.env, ...quiet, ...identity };
    return execFileSync('git', [...args], { cwd: directory, env, encoding: 'utf8', stdio: 'pipe' }).trim();
  };
  const git = (...args: readonly string[]): string => as({}, ...args);
  const commit = (parts: CommitParts = {}): string => {
    for (const [path, content] of Object.entries(parts.files ?? {})) {
      if (content === null) rmSync(join(directory, path));
      else write(join(directory, path), content);
    }
    git('add', '-A');
    as(parts, 'commit', '-q', '--allow-empty', '-m', parts.message ?? 'A change');
    return git('rev-parse', 'HEAD');
  };
  return { directory, git, commit, as };
}

function write(path: string, content: string | Uint8Array): void {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, content);
}
