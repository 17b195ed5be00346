import { buildCommit, shaOf } from './build-git.ts';
import { buildComment, buildEdits, nextNumber } from './build-issue.ts';
import type { PullSeed, ReviewSeed } from './seed.ts';
import type { Site } from './site.ts';
import type { Pull, Review } from './state.ts';

export function buildPull(seed: PullSeed, site: Site): Pull {
  const { registry, repository } = site;
  const number = seed.number ?? nextNumber(repository);
  const author = registry.user(seed.author ?? 'octocat').login;
  const { head = `change-${number}`, base = repository.defaultBranch, createdAt = registry.now } = seed;
  const baseSha = baseShaOf(seed, base, site);
  buildHead({ head, author, number, headSha: seed.headSha }, site);
  const pull: Pull = {
    id: registry.nextId(),
    number,
    author,
    head,
    base,
    baseSha,
    createdAt,
    title: seed.title ?? `Change ${number}`,
    body: seed.body ?? null,
    headSha: seed.headSha === undefined ? mergedHead(seed, head, site) : shaOf(repository, seed.headSha),
    headRepository: seed.headRepository === undefined ? repository.fullName : seed.headRepository,
    isDraft: seed.isDraft ?? false,
    labels: seed.labels ?? [],
    updatedAt: seed.updatedAt ?? createdAt,
    files: seed.files ?? null,
    reviews: new Map(),
    edits: buildEdits(seed.edits ?? [], { registry, author }),
    ...mergeOf(seed, site),
  };
  repository.pulls.set(number, pull);
  for (const review of seed.reviews ?? []) buildReview(review, pull, site);
  for (const comment of seed.comments ?? []) buildComment(comment, { ...site, issueNumber: number });
  return pull;
}

function mergeOf(
  seed: PullSeed,
  { registry, repository }: Site,
): Pick<Pull, 'state' | 'mergeCommit' | 'mergedBy' | 'mergedAt' | 'landed'> {
  if (seed.mergeCommit === undefined) {
    return { state: seed.state ?? 'open', mergeCommit: null, mergedBy: null, mergedAt: null, landed: [] };
  }
  return {
    state: 'closed',
    mergeCommit: shaOf(repository, seed.mergeCommit),
    landed: (seed.landed ?? [seed.mergeCommit]).map((name) => shaOf(repository, name)),
    mergedBy: registry.user(seed.mergedBy ?? 'octocat').login,
    mergedAt: seed.mergedAt ?? registry.now,
  };
}

/** The base of what was merged is what the merge was put on; else the tip of the base branch. */
function baseShaOf(seed: PullSeed, base: string, { repository }: Site): string {
  if (seed.baseSha !== undefined) return shaOf(repository, seed.baseSha);
  const merge = seed.mergeCommit === undefined ? undefined : shaOf(repository, seed.mergeCommit);
  const [first] = repository.git.commits.get(merge ?? '')?.parents ?? [];
  return first ?? shaOf(repository, base);
}

type HeadSeed = Pick<Pull, 'head' | 'author' | 'number'> & { readonly headSha: string | undefined };

function buildHead({ head, author, number, headSha }: HeadSeed, site: Site): void {
  if (headSha !== undefined || site.repository.git.refs.has(`heads/${head}`)) return;
  buildCommit({ branch: head, author, changes: { [`change-${number}.txt`]: `Change ${number}\n` } }, site);
}

/** What was merged stays where it was, also when its branch moves on. */
function mergedHead(seed: PullSeed, head: string, { repository }: Site): string | null {
  return seed.mergeCommit === undefined ? null : shaOf(repository, head);
}

export function buildReview(seed: ReviewSeed, pull: Pull, { registry, repository }: Site): Review {
  const review: Review = {
    id: registry.nextId(),
    author: registry.user(seed.author).login,
    state: seed.state ?? 'APPROVED',
    body: seed.body ?? '',
    commit: shaOf(repository, seed.commit ?? pull.headSha ?? pull.head),
    submittedAt: seed.submittedAt ?? registry.now,
  };
  pull.reviews.set(review.id, review);
  return review;
}
