/** One input of the action. */
type InputSpec = { readonly description: string; readonly default: string };

/** Every input of the action, as in `action.yml`. Inputs say where and how to run, never what is allowed. */
export const inputSpecs = {
  command: {
    description:
      '`evaluate`: judge a change. `record-outcome`: put into the ledger how a deployment went. `release-held`: start runs again that only waited for the schedule and may pass now, in a scheduled workflow.',
    default: 'evaluate',
  },
  policy: {
    description:
      'Policy file or folder in the repository, one of another repository (`owner/repo//path@ref`), or the name of a shipped policy (`standard`, `regulated`, `continuous`). Left out: `.github/change-gate`, else `standard`.',
    default: '',
  },
  environment: {
    description:
      'Environment that the change goes to; left out = that of the deployment which the event is about, else `production`.',
    default: '',
  },
  services: {
    description:
      'Services that the change touches, one a line or separated by commas; left out = by the paths of the catalogue.',
    default: '',
  },
  mode: {
    description:
      '`enforce`: the step fails unless the change may proceed. `advise`: it only says what it would have done.',
    default: 'enforce',
  },
  'change-type': { description: 'Declares an `emergency` or a `rollback`.', default: '' },
  reason: { description: 'Why it is declared.', default: '' },
  incident: { description: 'The incident that an emergency ends.', default: '' },
  'rollback-plan': { description: 'Rollback plan as YAML, instead of `.change/rollback.yml`.', default: '' },
  base: {
    description:
      'The commit that is live, where neither a successful deployment to the environment nor a protected ledger tells it. On a pull request always the merge base.',
    default: '',
  },
  head: { description: 'The commit to be deployed; left out = the commit of the event.', default: '' },
  'first-deployment': {
    description: '`true` declares that nothing was ever deployed to this environment; needs a `reason`.',
    default: 'false',
  },
  comment: { description: '`true`: keep one comment on the pull request up to date.', default: 'true' },
  check: {
    description: '`true`: put the answer beside the commit as a check run, if the token may write checks.',
    default: 'true',
  },
  approve: {
    description:
      '`pull-request`: approve a standard or low-risk pull request while nothing is in its way. `route`: where only approvals are missing, name in the output `environment` the protected environment whose reviewers give them. `deployment-rule`: answer the custom protection rule of an app for the deployment that waits, with a token of that app. `deployment-review`: approve a standard or low-risk deployment that waits for a reviewer, with the token of one. With `release-held` the last two answer every deployment that waits.',
    default: '',
  },
  outcome: {
    description:
      'For `record-outcome`: how the deployment went. `success`, `failure`, `rollback` or `cancelled`, as `needs.deploy.result` has them; of one that was skipped nothing is recorded.',
    default: '',
  },
  'slo-token': {
    description:
      'Bearer token for the server that the policy asks for error budgets; for several servers, lines of a host and its token.',
    default: '',
  },
  'events-url': {
    description:
      'Address that gets each decision and each recorded outcome as a CDEvents message (`docs/events.md`), by POST; `https` only. Whether it is taken changes no decision.',
    default: '',
  },
  'events-token': { description: 'Bearer token for the server of `events-url`.', default: '' },
  token: { description: 'Token that reads the facts and writes the comment.', default: '${{ github.token }}' },
  'policy-token': {
    description:
      'Token that reads policies of other repositories, and writes to a ledger in another one; left out = `token`, which of private repositories reaches only its own.',
    default: '',
  },
} as const satisfies Record<string, InputSpec>;

/** The environment that is judged where none is named. */
export const assumedEnvironment = 'production';

/** What the input `approve` may say. */
export const approveWords = ['pull-request', 'route', 'deployment-rule', 'deployment-review'] as const;

export type InputName = keyof typeof inputSpecs;

/** The inputs of one run; a blank one is null. */
export type ActionInputs = {
  readonly command: 'evaluate' | 'record-outcome' | 'release-held';
  readonly policy: string | null;
  readonly environment: string | null;
  readonly services: readonly string[] | null;
  readonly mode: 'enforce' | 'advise';
  readonly declared: 'emergency' | 'rollback' | null;
  readonly reason: string | null;
  readonly incident: string | null;
  readonly rollbackPlan: string | null;
  readonly base: string | null;
  readonly head: string | null;
  readonly isFirstDeployment: boolean;
  readonly wantsComment: boolean;
  readonly wantsCheck: boolean;
  readonly approve: (typeof approveWords)[number] | null;
  readonly outcome: string | null;
  readonly sloToken: string | null;
  readonly eventsUrl: string | null;
  readonly eventsToken: string | null;
  readonly token: string | null;
  readonly policyToken: string | null;
};
