/** Every output of the action, as in `action.yml`. */
export const outputSpecs = {
  outcome: '`approved`, `needs-approval` or `blocked`.',
  approved: '`true` when the outcome is approved.',
  proceed:
    "`true` when the deployment may go on: approved, in `advise` mode when there was no error, or with `approve: route` to the output `environment`. Test `== 'true'`.",
  'change-type': '`standard`, `normal` or `emergency`.',
  'risk-score': '0 to 100.',
  'risk-level': '`low`, `medium`, `high` or `critical`.',
  environment:
    'The environment to deploy to: the one that was judged, or with `approve: route` the one whose reviewers give what is missing.',
  'next-opening': 'The next instant at which the schedule is open, ISO 8601 in UTC; empty if there is none.',
  reasons: 'The findings that hold or block, as JSON.',
  decision: 'Path of the decision as JSON.',
  report: 'Path of the report as Markdown.',
} as const;

export type OutputName = keyof typeof outputSpecs;
