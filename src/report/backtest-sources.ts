// What a backtest took for failures, and what it cannot know.
import type { BlameCounts } from '../history/deployed.ts';
import { counted } from './words.ts';

/** What failed deployments told a backtest. */
export type DeploymentEvidence = BlameCounts & {
  readonly environment: string;
  /** Who told of them, in words. */
  readonly sources: readonly string[];
};

/** What git does not keep, in sentences: what a backtest cannot say. */
export function notKnowable(deployments: DeploymentEvidence | null): readonly string[] {
  return [
    'git keeps no approvals, checks, labels, deployments, incidents or plans: what needs them counts as missing here',
    deployments === null
      ? 'a change counts as failed if a later commit says that it takes it back, within 30 days; failed deployments would be seen in a branch of change records, or with `--github`'
      : 'a change counts as failed if a later commit says that it takes it back, within 30 days, or if it alone was new in a deployment that failed; a failure that nobody recorded is not seen',
    'who is a bot is told by names, which a judgement on GitHub would not believe',
    'people are told apart by the newest `.mailmap`; each change is judged when it was committed, not when it was deployed',
  ];
}

/** What became of the failed deployments, in one sentence. */
export function deploymentsInWords({ environment, sources, succeeded, failed, ...counts }: DeploymentEvidence): string {
  const { ofOneChange, explained, shared, notPlaced } = counts;
  const told = `deployments to ${environment}, told by ${sources.join(' and ')}: ${counted(succeeded, 'commit')} went well, ${failed} badly`;
  const parts = [
    ...(ofOneChange > 0 ? [`${ofOneChange} brought a single change, which counts as failed`] : []),
    ...(explained > 0 ? [`${explained} brought one that failed anyway`] : []),
    ...(shared > 0 ? [`${shared} brought several, and which of them failed is not known: they are left out`] : []),
    ...(notPlaced > 0 ? [`${notPlaced} cannot be placed: not on this line, or nothing below was deployed well`] : []),
  ];
  return parts.length === 0 ? told : `${told}; of these ${parts.join(', ')}`;
}
