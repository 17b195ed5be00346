import type { Metrics } from '../metrics/figures.ts';
import { doraSection } from './metrics-dora.ts';
import { standardSection, waitingSection } from './metrics-flow.ts';
import { listSections } from './metrics-lists.ts';
import { proposalSection } from './metrics-propose.ts';
import type { MetricsSection } from './metrics-section.ts';
import { scoreSection, successSection } from './metrics-success.ts';

/** The sections of a report, in the order in which they matter. */
export function sectionsOf(metrics: Metrics): readonly MetricsSection[] {
  if (isEmpty(metrics)) return [];
  return [
    doraSection(metrics),
    ...(metrics.success.overall.deployments === 0 ? [] : [successSection(metrics), scoreSection(metrics)]),
    waitingSection(metrics),
    standardSection(metrics),
    ...(metrics.proposals === null ? [] : [proposalSection(metrics.proposals)]),
    ...listSections(metrics),
  ];
}

/** Whether nothing happened of what was asked about. */
export function isEmpty({ judged, success, unauthorised }: Metrics): boolean {
  return judged.decisions + success.overall.deployments + unauthorised.changes.length === 0;
}
