import type { CommentSeed, IssueSeed } from './seed.ts';
import type { Site } from './site.ts';
import type { Issue, Repository } from './state.ts';

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
    ...given
  } = seed;
  const base = { title: `Issue ${number}`, body: null, state: 'open', labels: [], updatedAt: createdAt } as const;
  const issue = { ...base, closedAt: null, ...given, id: registry.nextId(), number, author, createdAt };
  registry.user(author);
  repository.issues.set(number, issue);
  for (const comment of comments) buildComment(comment, { issueNumber: number, registry, repository });
  return issue;
}

export function buildComment(
  { author = 'octocat', body = 'A comment.', createdAt, updatedAt }: CommentSeed,
  { issueNumber, registry, repository }: Site & { readonly issueNumber: number },
): void {
  const [id, posted] = [registry.nextId(), createdAt ?? registry.now];
  registry.user(author);
  repository.comments.set(id, { id, issueNumber, author, body, createdAt: posted, updatedAt: updatedAt ?? posted });
}
