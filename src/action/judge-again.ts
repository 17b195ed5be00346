import { decide } from '../decision/decide.ts';
import type { Passage } from '../ports.ts';
import type { Gathered } from './gather.ts';
import { gatherChange } from './gather.ts';
import type { Scene, Setting } from './scene.ts';
import { openScene } from './scene.ts';

/** A judgement of which nothing was told yet. */
export type Judgement = { readonly scene: Scene; readonly passage: Passage; readonly gathered: Gathered };

/** Judges what an event is about, by the policy that is trusted with it, and tells nobody. */
export async function judgeQuietly(setting: Setting): Promise<Judgement> {
  const scene = await openScene(setting);
  const sound = await scene.loadPolicy();
  const gathered = await gatherChange(scene, sound.policy);
  const decision = decide(sound.policy, gathered.facts);
  return { scene, gathered, passage: { ...sound, facts: gathered.facts, decision } };
}
