import { isUnknown } from '../change/facts.ts';
import type { Decision } from '../decision/decision.ts';
import type { Scene } from './scene.ts';

/** With `approve: route`: the environment whose reviewers give what is missing, or why there is none. */
export type Route =
  | { readonly kind: 'none' }
  | { readonly kind: 'refused'; readonly reason: string }
  | { readonly kind: 'to'; readonly environment: string; readonly notes: readonly string[] };

/** Finds where a change goes that lacks approvals alone. */
export async function findRoute(scene: Scene, decision: Decision): Promise<Route> {
  const { inputs } = scene;
  const isAsked = inputs.approve === 'route' && inputs.mode === 'enforce' && decision.outcome === 'needs-approval';
  if (!isAsked) return { kind: 'none' };
  const named = namedIn(decision);
  return 'reason' in named ? { kind: 'refused', ...named } : await checked(scene, { decision, ...named });
}

/** What the reader should know of a route. */
export function notesOfRoute(route: Route): readonly string[] {
  switch (route.kind) {
    case 'none':
      return [];
    case 'refused':
      return [`the approvals are not left to an environment: ${route.reason}`];
    case 'to':
      return [`the reviewers of the environment \`${route.environment}\` give what is missing`, ...route.notes];
  }
}

type Named = { readonly environment: string } | { readonly reason: string };

/** The one environment that every missing approval names, if nothing but approvals is missing. */
function namedIn({ findings, approvals }: Decision): Named {
  const lacking = approvals.required.filter(({ missing }) => missing > 0);
  const codes = new Set(lacking.map(({ rule }) => `approvals/${rule}`));
  const other = findings.find(({ code, effect }) => effect !== 'note' && !codes.has(code));
  if (other !== undefined) return { reason: `\`${other.code}\` is in the way too` };
  const unnamed = lacking.find(({ environment }) => environment === null);
  if (unnamed !== undefined) return { reason: `the rule \`${unnamed.rule}\` names no \`environment\`` };
  const [first, ...others] = new Set(lacking.flatMap(({ environment }) => environment ?? []));
  if (first === undefined) return { reason: 'no rule names an `environment`' };
  return others.length === 0
    ? { environment: first }
    : { reason: `the rules name several: ${[first, ...others].join(', ')}` };
}

type Asked = { readonly decision: Decision; readonly environment: string };

/** GitHub makes an environment that is missing, without any protection. */
async function checked({ event, github }: Scene, { decision, environment }: Asked): Promise<Route> {
  if (github === null) return refused('there is no `token` to see whether it is protected');
  const { readEnvironment } = await import('../github/environment.ts');
  const found = await readEnvironment(await github(), { owner: event.owner, repo: event.repository }, environment);
  if (isUnknown(found)) return refused(found.unknown);
  if (!found.exists) return refused(`there is no environment \`${environment}\`; make one with required reviewers`);
  if (!found.isReviewed) return refused(`the environment \`${environment}\` has no required reviewers`);
  const { missing } = decision.approvals;
  return {
    kind: 'to',
    environment,
    notes: [
      ...(missing > 1 ? [`GitHub asks one reviewer of it, though ${missing} approvals are missing`] : []),
      ...(found.preventsSelfReview ? [] : ['it lets who started the run approve it: switch on "Prevent self-review"']),
    ],
  };
}

function refused(reason: string): Route {
  return { kind: 'refused', reason };
}
