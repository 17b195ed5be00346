import { wildcardMatcher } from '../change/glob.ts';
import type { ApprovalRule } from './authority.ts';

/** An environment, and those whose reviewers approve what goes to it: their deployments count as its own. */
export function environmentsOf(rules: readonly ApprovalRule[], environment: string): readonly string[] {
  const routes = rules.flatMap(({ environments, environment: route }) => {
    const isAbout = environments?.some((pattern) => wildcardMatcher(pattern)(environment)) ?? true;
    return isAbout && route !== undefined ? [route] : [];
  });
  return [...new Set([environment, ...routes])];
}
