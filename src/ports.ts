import type { ChangeFacts } from './change/facts.ts';
import type { Decision } from './decision/decision.ts';
import type { Problem } from './errors.ts';
import type { Policy } from './policy/policy.ts';

/** A policy that was found sound, and what is doubtful in it. */
export type SoundPolicy = { readonly policy: Policy; readonly warnings: readonly Problem[] };

/** Everything of one passage through the gate. */
export type Passage = SoundPolicy & { readonly facts: ChangeFacts; readonly decision: Decision };

/** What the gate needs from the world; each may throw a `GateError`. */
export interface GatePorts {
  loadPolicy(): Promise<SoundPolicy>;
  gatherFacts(policy: Policy): Promise<ChangeFacts>;
  publish(passage: Passage): Promise<void>;
}
