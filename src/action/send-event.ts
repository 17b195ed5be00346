import type { OutcomeRecord } from '../decision/record.ts';
import { deliver } from '../endpoint/deliver.ts';
import type { Passage } from '../ports.ts';
import type { CDEvent } from '../report/cdevents.ts';
import { eventOfDecision, eventOfOutcome, headersOf } from '../report/cdevents.ts';
import { useProxy } from './proxy.ts';
import type { KeptDecision } from './record-decision.ts';
import { isForecast } from './record-decision.ts';
import { runIdentity } from './run-identity.ts';
import type { Scene, Setting } from './scene.ts';

type Kept = Pick<KeptDecision, 'kept'>;

/** Tells the server of `events-url` of a decision; gives what the reader should know. Forecasts are not told. */
export async function sendDecision(scene: Scene, { decision }: Pick<Passage, 'decision'>, { kept }: Kept) {
  if (isForecast(scene.event)) return [];
  return await send(scene, eventOfDecision(decision, { ...whereOf(scene), recordId: kept?.record.id ?? null }));
}

type ToldOutcome = Pick<OutcomeRecord, 'decisionId' | 'environment' | 'head' | 'outcome'>;

/** The same of how a deployment went. */
export async function sendOutcome(setting: Setting, told: ToldOutcome): Promise<readonly string[]> {
  const { runner, event } = setting;
  return await send(setting, eventOfOutcome({ ...told, at: runner.now(), by: event.actor }, whereOf(setting)));
}

function whereOf({ event, runner, inputs }: Pick<Setting, 'event' | 'runner' | 'inputs'>) {
  const repository = `${event.owner}/${event.repository}`;
  const run = runIdentity(process.env, { runUrl: runner.runUrl, actor: event.actor, mode: inputs.mode });
  return { source: `${runner.serverUrl}/${repository}`, repository, run };
}

type Sending = Pick<Setting, 'inputs' | 'runner'>;

/** Whatever becomes of it, what was decided stands. */
async function send({ inputs, runner }: Sending, event: CDEvent): Promise<readonly string[]> {
  const { eventsUrl: url, eventsToken: token } = inputs;
  if (url === null) return [];
  try {
    useProxy();
    const body = JSON.stringify(event, (_key, part: unknown) =>
      typeof part === 'string' ? runner.redacted(part) : part,
    );
    const delivery = await deliver({ url, token, headers: headersOf(event), body });
    return delivery.ok ? [] : [notSent(delivery.reason)];
  } catch (error) {
    return [notSent(error instanceof Error ? error.message : String(error))];
  }
}

function notSent(reason: string): string {
  return `the event was not sent to the server of \`events-url\`: ${reason}`;
}
