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
  return 'reason' in named ? { kind: 'refused', ...named } : await checked(scene, named.environment);
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
  if (others.length > 0) return { reason: `the rules name several: ${[first, ...others].join(', ')}` };
  return approvals.missing > 1 ? { reason: oneReviewer(approvals.missing) } : { environment: first };
}

/** However many people it lists, GitHub lets a deployment pass as soon as one of them agrees. */
function oneReviewer(missing: number): string {
  return `GitHub asks one reviewer of an environment, and ${missing} approvals are missing: all but one must be given on the pull request`;
}

/** GitHub makes an environment that is missing, without any protection. */
async function checked({ event, github }: Scene, environment: string): Promise<Route> {
  if (github === null) return refused('there is no `token` to see whether it is protected');
  const { readEnvironment } = await import('../github/environment.ts');
  const found = await readEnvironment(await github(), { owner: event.owner, repo: event.repository }, environment);
  if (isUnknown(found)) return refused(found.unknown);
  if (!found.exists) return refused(`there is no environment \`${environment}\`; make one with required reviewers`);
  if (!found.isReviewed) return refused(`the environment \`${environment}\` has no required reviewers`);
  return {
    kind: 'to',
    environment,
    notes: found.preventsSelfReview ? [] : ['it lets who started the run approve it: switch on "Prevent self-review"'],
  };
}

function refused(reason: string): Route {
  return { kind: 'refused', reason };
}
