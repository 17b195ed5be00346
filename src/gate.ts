import { decide } from './decision/decide.ts';
import type { GatePorts, Passage } from './ports.ts';

/** The one way through the gate: policy in, facts in, decide, answers out. */
export async function runGate(ports: GatePorts): Promise<Passage> {
  const { policy, warnings } = await ports.loadPolicy();
  const facts = await ports.gatherFacts(policy);
  const passage = { policy, warnings, facts, decision: decide(policy, facts) };
  await ports.publish(passage);
  return passage;
}
