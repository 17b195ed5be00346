import type { Decision } from '../decision/decision.ts';
import type { ActionInputs } from './inputs.ts';

/** Whether the deployment may go on: approved, or the gate only advises. */
export function mayProceed({ mode }: Pick<ActionInputs, 'mode'>, { outcome }: Pick<Decision, 'outcome'>): boolean {
  return mode === 'advise' || outcome === 'approved';
}
