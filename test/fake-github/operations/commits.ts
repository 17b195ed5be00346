import { found, ok, refuse, type Answer } from '../answer.ts';
import { address, commitBody, fileBody, page } from '../bodies.ts';
import { changesOf, diffTrees, type ChangedFile } from '../git-diff.ts';
import { ancestry, commitsBetween, mergeBase } from '../git-history.ts';
import { resolve, type Commit } from '../git-store.ts';
import { onRepository, type Operation, type RepositoryCall } from '../operation.ts';
import { list, pageOf } from '../paging.ts';

export const commitOperations: readonly Operation[] = [
  onRepository('repos/get-commit', 'contents=read', (call) => {
    const commit = commitNamed(call, call.params['ref'] ?? '');
    const all = changesOf(call.repository.git, commit);
    const { items, headers } = pageOf(call, all.slice(0, 3000), 300);
    const files = items.map((file) => fileBody(call.repository, file));
    return { ...ok({ ...commitBody(call.state, call.repository, commit), stats: statsOf(all), files }), headers };
  }),

  onRepository('repos/list-commits', 'contents=read', (call) => {
    const start = commitNamed(call, call.query.get('sha') ?? call.repository.defaultBranch);
    return list(call, asked(call, start), (commit) => commitBody(call.state, call.repository, commit));
  }),

  onRepository('repos/compare-commits-with-basehead', 'contents=read', compare),
];

function commitNamed({ repository }: RepositoryCall, name: string): Commit {
  const commit = resolve(repository.git, name);
  if (commit === undefined && /^[0-9a-f]{40}$/.test(name)) throw refuse(422, `No commit found for SHA: ${name}`);
  return found(commit);
}

function statsOf(files: readonly ChangedFile[]): { additions: number; deletions: number; total: number } {
  const additions = files.reduce((sum, file) => sum + file.additions, 0);
  const deletions = files.reduce((sum, file) => sum + file.deletions, 0);
  return { additions, deletions, total: additions + deletions };
}

function asked(call: RepositoryCall, start: Commit): Commit[] {
  const { query } = call;
  const [path, author, since, until] = [query.get('path'), query.get('author'), query.get('since'), query.get('until')];
  return ancestry(call.repository.git, start.sha).filter(
    (commit) =>
      (since === null || commit.committer.date >= since) &&
      (until === null || commit.committer.date <= until) &&
      (author === null || commit.authorLogin === author || commit.author.email === author) &&
      (path === null || changesOf(call.repository.git, commit).some(({ filename }) => isBelow(filename, path))),
  );
}

function isBelow(filename: string, path: string): boolean {
  return filename === path || filename.startsWith(`${path}/`);
}

const mostFiles = 300;
const mostCommits = 250;

/** The files are the difference from the merge base, 300 at most and on the first page only; commits have pages. */
function compare(call: RepositoryCall): Answer {
  const { params, query, repository, state } = call;
  const [baseName = '', headName = ''] = (params['basehead'] ?? '').split('...');
  const [base, head] = [found(resolve(repository.git, baseName)), found(resolve(repository.git, headName))];
  const meeting = mergeBase(repository.git, base.sha, head.sha);
  if (meeting === undefined) throw refuse(404, `No common ancestor between ${baseName} and ${headName}.`);
  const ahead = commitsBetween(repository.git, base.sha, head.sha);
  const behind = commitsBetween(repository.git, head.sha, base.sha);
  const { items, headers } = pageOf(call, ahead, mostCommits);
  const isFirstPage = (query.get('page') ?? '1') === '1';
  const files = isFirstPage ? diffTrees(repository.git, meeting.tree, head.tree).slice(0, mostFiles) : [];
  const body = {
    url: address(repository, `/compare/${baseName}...${headName}`),
    html_url: page(repository, `/compare/${baseName}...${headName}`),
    base_commit: commitBody(state, repository, base),
    merge_base_commit: commitBody(state, repository, meeting),
    status: statusOf(ahead.length, behind.length),
    ahead_by: ahead.length,
    behind_by: behind.length,
    total_commits: ahead.length,
    commits: items.map((commit) => commitBody(state, repository, commit)),
    files: files.map((file) => fileBody(repository, file)),
  };
  return { ...ok(body), headers: query.has('page') || query.has('per_page') ? headers : {} };
}

function statusOf(ahead: number, behind: number): string {
  if (ahead > 0 && behind > 0) return 'diverged';
  if (ahead > 0) return 'ahead';
  return behind > 0 ? 'behind' : 'identical';
}
