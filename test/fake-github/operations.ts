import type { Operation } from './operation.ts';
import { accountOperations } from './operations/accounts.ts';
import { checkOperations } from './operations/checks.ts';
import { commentOperations } from './operations/comments.ts';
import { commitOperations } from './operations/commits.ts';
import { contentOperations } from './operations/contents.ts';
import { deploymentOperations } from './operations/deployments.ts';
import { environmentOperations } from './operations/environments.ts';
import { gitObjectOperations } from './operations/git-objects.ts';
import { gitRefOperations } from './operations/git-refs.ts';
import { issueOperations } from './operations/issues.ts';
import { pullOperations } from './operations/pulls.ts';
import { repositoryOperations } from './operations/repositories.ts';
import { reviewOperations } from './operations/reviews.ts';
import { runOperations } from './operations/runs.ts';
import { statusOperations } from './operations/statuses.ts';
import { gateOperations } from './operations/gates.ts';
import { pullChangeOperations } from './operations/pull-changes.ts';
import { rerunOperations } from './operations/reruns.ts';
import { ruleOperations } from './operations/rules.ts';

/** Every endpoint that is served. */
export const operations: readonly Operation[] = [
  ...accountOperations,
  ...checkOperations,
  ...commentOperations,
  ...commitOperations,
  ...contentOperations,
  ...deploymentOperations,
  ...environmentOperations,
  ...gitObjectOperations,
  ...gitRefOperations,
  ...issueOperations,
  ...pullOperations,
  ...repositoryOperations,
  ...reviewOperations,
  ...runOperations,
  ...statusOperations,
  ...gateOperations,
  ...pullChangeOperations,
  ...rerunOperations,
  ...ruleOperations,
];
