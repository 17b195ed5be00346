import { sizeFacts } from '../change/derive.ts';
import type { ChangeFacts } from '../change/facts.ts';
import { unknownFacts } from '../change/unknown-facts.ts';
import type { GitFacts } from '../git/gather.ts';
import { gatherGitFacts } from '../git/gather.ts';
import { readRange } from '../git/range.ts';
import type { Base } from './base.ts';
import type { Scene } from './scene.ts';

/** The facts that git knows of what lies between the base and the head. */
export async function gatherFromGit(scene: Scene, base: Base): Promise<GitFacts> {
  switch (base.kind) {
    case 'commit':
      return await gatherRange(scene, { sha: base.sha, facts: { baseSource: base.source } });
    case 'nothing-live':
      return await gatherRange(scene, { sha: null, facts: {} });
    case 'elsewhere':
      return await gatherElsewhere(scene, base);
    case 'unknown':
      return await headAlone(scene, base.reason);
  }
}

type From = { readonly sha: string | null; readonly facts: Pick<ChangeFacts, 'baseSource'> };

async function gatherRange(scene: Scene, from: From): Promise<GitFacts> {
  const { inputs, repository, runner } = scene;
  const { facts, planFile } = await gatherGitFacts({
    repository: runner.workspace,
    base: from.sha,
    withoutBase: 'nothing-live',
    head: scene.head,
    trusted: trustedFor(scene),
    evaluatedAt: runner.now(),
    environment: inputs.environment,
    services: inputs.services,
    missingObjects: 'fetch',
  });
  const seen = repository.isShallow ? withoutCounts(facts) : facts;
  return { planFile, facts: { ...seen, ...from.facts } };
}

/** What a change is to land on may be a branch of its author's own, which then is no base to read its files by. */
function trustedFor({ event, trusted }: Scene): string | null {
  const target = event.pull?.baseBranch ?? event.mergeGroup?.baseBranch ?? null;
  return target === null || target === trusted.branch ? null : trusted.sha;
}

/** Where history is cut off, some commits of the range may be out of sight. */
function withoutCounts(facts: ChangeFacts): ChangeFacts {
  const unknown = { unknown: 'the clone is shallow, so commits may be out of sight; check out with `fetch-depth: 0`' };
  return { ...facts, change: { ...facts.change, commits: unknown, ageHours: unknown, isReland: unknown } };
}

/** What GitHub can compare stands in for git, which does not have the commit that is live. */
async function gatherElsewhere(scene: Scene, base: Extract<Base, { kind: 'elsewhere' }>): Promise<GitFacts> {
  const { event, head, inputs, runner, github } = scene;
  if (github === null) return await headAlone(scene, base.reason);
  const compared = await import('../github/diff.ts');
  const range = await compared.readRange(
    await github(),
    { owner: event.owner, repo: event.repository },
    { base: base.sha, head, evaluatedAt: runner.now() },
  );
  const nothing = unknownFacts(base.reason);
  const facts = {
    ...nothing,
    evaluatedAt: runner.now(),
    base: base.sha,
    head,
    baseSource: base.source,
    lineage: range.lineage,
    services: inputs.services ?? nothing.services,
    change: { ...nothing.change, ...sizeFacts(range.files), ...range.change },
    files: range.files,
  };
  return { facts, planFile: null };
}

/** Without a base, what the change is made of is unknown: never the last commit alone. */
async function headAlone({ inputs, repository, runner, head }: Scene, reason: string): Promise<GitFacts> {
  const nothing = unknownFacts(`what is live is not known: ${reason}`);
  const { title } = await readRange(repository, { base: head, head, mailmap: null });
  const facts = {
    ...nothing,
    evaluatedAt: runner.now(),
    head,
    baseSource: { unknown: reason },
    services: inputs.services ?? nothing.services,
    change: { ...nothing.change, title },
  };
  return { facts, planFile: null };
}
