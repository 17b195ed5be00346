import type { Effect } from '../finding/finding.ts';
import type { ReadCalendars } from './calendars.ts';
import { defaults } from './defaults.generated.ts';
import { mergeServices } from './merge-services.ts';
import type { Described } from './merge-services.ts';
import { latest, mergedList, mergedMap, sourceOf } from './layers.ts';
import type { Policy } from './policy.ts';
import type { SourceFile } from './source-file.ts';

type Calendars = Pick<ReadCalendars, 'calendars' | 'files'>;

/** What was read beside the policy files themselves. */
type Beside = { readonly calendars: Calendars; readonly described: Described };

/** The policy that files make together, later ones over earlier ones, with defaults filled in. */
export function mergePolicy(files: readonly SourceFile[], { calendars, described }: Beside): Policy {
  return {
    version: 1,
    files: [
      ...files.map(({ file, digest, ref }) => ({ path: file, digest, ...(ref === undefined ? {} : { ref }) })),
      ...calendars.files,
      ...described.files,
    ],
    trustedBranches: latest(files, ({ trustedBranches }) => trustedBranches) ?? [],
    authorities: mergedMap(files, '/authorities', ({ authorities }) => authorities),
    services: mergeServices(files, described),
    describedBy: described.from,
    risk: mergeRisk(files),
    schedule: mergeSchedule(files, calendars),
    rollback: { plans: mergePlans(files) },
    standardChanges: mergedList(files, '/standardChanges', ({ standardChanges }) => standardChanges).map((change) => ({
      ...defaults.standardChanges,
      ...change,
    })),
    evidence: mergeEvidence(files),
    approvals: mergedList(files, '/approvals', ({ approvals }) => approvals).map((rule) => ({
      ...defaults.approvals,
      ...rule,
    })),
    emergency: mergeEmergency(files),
    conflicts: mergeConflicts(files),
    incidents: mergeIncidents(files),
    reviews: {
      label: latest(files, ({ reviews }) => reviews?.label) ?? defaults.reviews.label,
      within: latest(files, ({ emergency }) => emergency?.reviewWithin) ?? defaults.emergency.reviewWithin,
    },
    record: mergeRecord(files),
  };
}

function mergeRecord(files: readonly SourceFile[]): Policy['record'] {
  const repository = latest(files, ({ record }) => record?.repository);
  return {
    branch: latest(files, ({ record }) => record?.branch) ?? defaults.record.branch,
    ...(repository === undefined ? {} : { repository }),
    deployers: latest(files, ({ record }) => record?.deployers) ?? defaults.record.deployers,
  };
}

function mergeRisk(files: readonly SourceFile[]): Policy['risk'] {
  return {
    base: latest(files, ({ risk }) => risk?.base) ?? defaults.risk.base,
    levels: latest(files, ({ risk }) => risk?.levels) ?? defaults.risk.levels,
    factors: mergedList(files, '/risk/factors', ({ risk }) => risk?.factors).map(withSortedSteps),
  };
}

type Factor = Policy['risk']['factors'][number];

/** Steps read from the smallest threshold to the largest, however they were written. */
function withSortedSteps(factor: Factor): Factor {
  if (typeof factor.points === 'number' || !('measure' in factor)) return factor;
  const steps = Object.entries(factor.points).sort(([a], [b]) => Number(a) - Number(b));
  return { ...factor, points: Object.fromEntries(steps) };
}

function mergeSchedule(files: readonly SourceFile[], { calendars }: Calendars): Policy['schedule'] {
  if (!files.some(({ value }) => value.schedule !== undefined)) return null;
  const outside = latest(files, ({ schedule }) => schedule?.outsideWindows);
  return {
    // Lint refuses a schedule without a zone before anybody reads it.
    timezone: latest(files, ({ schedule }) => schedule?.timezone) ?? '',
    runway: latest(files, ({ schedule }) => schedule?.runway) ?? defaults.schedule.runway,
    outsideWindows: {
      ...withEmergency({ ...defaults.schedule.outsideWindows, ...outside }),
      source: sourceOf(files, outside === undefined ? '/schedule' : '/schedule/outsideWindows'),
    },
    calendars,
    windows: mergedList(files, '/schedule/windows', ({ schedule }) => schedule?.windows),
    freezes: mergedList(files, '/schedule/freezes', ({ schedule }) => schedule?.freezes).map((freeze) =>
      withEmergency({ ...defaults.schedule.freezes, ...freeze }),
    ),
    exceptions: mergedList(files, '/schedule/exceptions', ({ schedule }) => schedule?.exceptions),
  };
}

type EmergencyEffect = NonNullable<Policy['schedule']>['freezes'][number]['emergency'];

/** An emergency meets nothing heavier than other changes do, unless the rule says so. */
function withEmergency<Rule extends { readonly effect: Effect; readonly emergency?: EmergencyEffect }>(
  rule: Rule,
): Rule & { readonly emergency: EmergencyEffect } {
  return { ...rule, emergency: rule.emergency ?? (rule.effect === 'note' ? 'note' : 'hold') };
}

function mergePlans(files: readonly SourceFile[]): Policy['rollback']['plans'] {
  return mergedList(files, '/rollback/plans', ({ rollback }) => rollback?.plans).map((rule) => ({
    ...defaults.rollback.plans,
    ...rule,
  }));
}

function mergeEvidence(files: readonly SourceFile[]): Policy['evidence'] {
  const { effect, app } = defaults.evidence;
  return mergedList(files, '/evidence', ({ evidence }) => evidence).map((rule) =>
    'checks' in rule ? { effect, app, ...rule } : { effect, ...rule },
  );
}

function mergeEmergency(files: readonly SourceFile[]): Policy['emergency'] {
  const because = latest(files, ({ emergency }) => emergency?.because);
  const approvals = latest(files, ({ emergency }) => emergency?.approvals);
  if (because === undefined || approvals === undefined) return null;
  const label = latest(files, ({ emergency }) => emergency?.label);
  return {
    source: sourceOf(files, '/emergency'),
    because,
    ...(label === undefined ? {} : { label }),
    approvals: { ...defaults.emergency.approvals, ...approvals },
    reviewWithin: latest(files, ({ emergency }) => emergency?.reviewWithin) ?? defaults.emergency.reviewWithin,
  };
}

function mergeIncidents(files: readonly SourceFile[]): Policy['incidents'] {
  return {
    label: latest(files, ({ incidents }) => incidents?.label) ?? defaults.incidents.label,
    problemLabel: latest(files, ({ incidents }) => incidents?.problemLabel) ?? defaults.incidents.problemLabel,
    serviceLabel: latest(files, ({ incidents }) => incidents?.serviceLabel) ?? defaults.incidents.serviceLabel,
    serviceField: latest(files, ({ incidents }) => incidents?.serviceField) ?? defaults.incidents.serviceField,
  };
}

function mergeConflicts(files: readonly SourceFile[]): Policy['conflicts'] {
  if (!files.some(({ value }) => value.conflicts !== undefined)) return null;
  const approvers = latest(files, ({ conflicts }) => conflicts?.approvers);
  const lock = latest(files, ({ conflicts }) => conflicts?.lock);
  return {
    source: sourceOf(files, '/conflicts'),
    sameService: latest(files, ({ conflicts }) => conflicts?.sameService) ?? defaults.conflicts.sameService,
    dependency: latest(files, ({ conflicts }) => conflicts?.dependency) ?? defaults.conflicts.dependency,
    ...(latest(files, ({ conflicts }) => conflicts?.acrossRepositories) === true && { acrossRepositories: true }),
    ...(lock === undefined ? {} : { lock }),
    ...(approvers === undefined ? {} : { approvers }),
  };
}
