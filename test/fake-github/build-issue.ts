import type { CommentSeed, EditSeed, IssueSeed } from './seed.ts';
import type { Registry, Site } from './site.ts';
import type { Edit, Issue, Repository } from './state.ts';

/** Issues and pull requests share their numbers. */
export function nextNumber(repository: Repository): number {
  return Math.max(0, ...repository.pulls.keys(), ...repository.issues.keys()) + 1;
}

export function buildIssue(seed: IssueSeed, { registry, repository }: Site): Issue {
  const {
    number = nextNumber(repository),
    comments = [],
    author = 'octocat',
    createdAt = registry.now,
    edits = [],
    assignees = [],
    ...given
  } = seed;
  const base = { title: `Issue ${number}`, body: null, state: 'open', labels: [], updatedAt: createdAt } as const;
  const made = buildEdits(edits, { registry, author });
  const kept = { id: registry.nextId(), number, author, createdAt, assignees, edits: made };
  const issue = { ...base, closedAt: null, ...given, ...kept };
  for (const login of [author, ...assignees]) registry.user(login);
  repository.issues.set(number, issue);
  for (const comment of comments) buildComment(comment, { issueNumber: number, registry, repository });
  return issue;
}

export function buildComment(
  { author = 'octocat', body = 'A comment.', createdAt, updatedAt, edits }: CommentSeed,
  { issueNumber, registry, repository }: Site & { readonly issueNumber: number },
): void {
  const [id, posted] = [registry.nextId(), createdAt ?? registry.now];
  registry.user(author);
  const implied = updatedAt === undefined || updatedAt === posted ? [] : [{ editedAt: updatedAt }];
  const made = buildEdits(edits ?? implied, { registry, author });
  const last = updatedAt ?? made.at(-1)?.editedAt ?? posted;
  repository.comments.set(id, { id, issueNumber, author, body, createdAt: posted, updatedAt: last, edits: made });
}

/** Edits by the author, now, unless told. */
export function buildEdits(
  seeds: readonly EditSeed[],
  { registry, author }: { readonly registry: Registry; readonly author: string },
): Edit[] {
  return seeds.map(({ editor = author, editedAt = registry.now, body = '' }) => ({
    editor: registry.user(editor).login,
    editedAt,
    body,
  }));
}
