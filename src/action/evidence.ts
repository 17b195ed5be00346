import type { Fact } from '../change/facts.ts';
import { asker } from '../endpoint/asker.ts';
import { soughtBy, urlsOf } from '../evidence/sources.ts';
import { treeFiles } from '../git/tree-files.ts';
import type { RepositoryFiles } from '../policy/files.ts';
import type { Policy } from '../policy/policy.ts';
import type { EvidenceFacts, EvidenceReader } from '../policy/read-evidence.ts';
import { readEvidence } from '../policy/read-evidence.ts';
import { findNamed } from './commit-names.ts';
import { fetchCommits } from './fetch-commits.ts';
import { assumedEnvironment } from './inputs.ts';
import { useProxy } from './proxy.ts';
import type { Scene } from './scene.ts';

/**
 * The evidence that the policy's rules ask for. Files are those of the newest commit of the branch whose policy judges,
 * not of the commit that the event names: what was proven since then counts, and what failed since then too.
 * `seen` settles when nobody else fetches any longer.
 */
export async function gatherEvidence(scene: Scene, policy: Policy, seen: Promise<unknown>): Promise<EvidenceFacts> {
  const environment = scene.inputs.environment ?? assumedEnvironment;
  return await readEvidence(soughtBy(policy.evidence, environment), readerOf(scene, policy, seen));
}

function readerOf(scene: Scene, policy: Policy, seen: Promise<unknown>): EvidenceReader {
  const urls = urlsOf(policy.evidence);
  if (urls.length > 0) useProxy();
  return {
    openFiles: async () => {
      await seen;
      return await newestFiles(scene);
    },
    ask: asker({ token: scene.inputs.sloToken, urls }),
  };
}

/** An older commit may lack what failed since, so that where the branch cannot be fetched nothing is known. */
async function newestFiles({ repository, inputs, trusted }: Scene): Promise<Fact<RepositoryFiles>> {
  const { branch } = trusted;
  const fetched = await fetchCommits(repository, { commits: [], branches: [branch], names: [], token: inputs.token });
  if (fetched.failure !== null) return { unknown: fetched.failure };
  const [sha = null] = await findNamed(fetched.repository, [`refs/remotes/origin/${branch}`]);
  if (sha === null) return { unknown: `the branch \`${branch}\` could not be fetched` };
  return treeFiles(fetched.repository, sha).repository;
}
