import { describe, expect, test } from 'vitest';
import { decide } from '../../src/decision/decide.ts';
import type { CDEvent } from '../../src/report/cdevents.ts';
import { eventOfDecision, eventOfOutcome, headersOf } from '../../src/report/cdevents.ts';
import { aChange, aPolicy, head } from '../builders.ts';

const run = {
  url: 'https://github.com/acme/shop/actions/runs/7',
  id: '7',
  attempt: 1,
  actor: 'mia',
  mode: 'enforce',
} as const;
const where = { source: 'https://github.com/acme/shop', repository: 'acme/shop', run };

async function decided(recordId: string | null = 'abc'): Promise<CDEvent> {
  const policy = await aPolicy({
    schedule: {
      timezone: 'UTC',
      freezes: [{ id: 'stopped', because: 'nothing goes out today', during: { from: '2026-11-24', to: '2026-11-24' } }],
    },
  });
  return eventOfDecision(decide(policy, aChange({ services: [] })), { ...where, recordId });
}

function outcome(attempt = 1): CDEvent {
  const told = { decisionId: 'abc', environment: 'production', head, outcome: 'failure', by: 'mia' } as const;
  return eventOfOutcome({ ...told, at: '2026-11-24T11:00:00Z' }, { ...where, run: { ...run, attempt } });
}

describe('an event', () => {
  test.each([
    { what: 'a decision', event: decided, type: 'dev.cdeventsx.changegate-decision.made.0.1.0' },
    {
      what: 'an outcome',
      event: () => Promise.resolve(outcome()),
      type: 'dev.cdeventsx.changegate-outcome.recorded.0.1.0',
    },
  ])('about $what has the form of a custom event of CDEvents', async ({ event, type }) => {
    const { context, subject } = await event();

    expect(context.type).toBe(type);
    // As the schema for custom events has it.
    expect(context.type).toMatch(/^dev\.cdeventsx\.[a-zA-Z0-9]+-[a-zA-Z]+\.[a-zA-Z]+\.[0-9]\.[0-9]\.[0-9]$/);
    expect(Object.keys(context).toSorted()).toEqual(['id', 'source', 'timestamp', 'type', 'version']);
    expect(Object.keys(subject).toSorted()).toEqual(['content', 'id', 'source', 'type']);
    expect(subject.type).toMatch(/^[a-zA-Z0-9]+-[a-zA-Z]+$/);
    expect(context.type).toContain(`.${subject.type}.`);
    expect(Number.isNaN(Date.parse(context.timestamp))).toBe(false);
    expect(URL.canParse(context.source)).toBe(true);
  });

  test('about a decision says what was decided, where, and what holds it', async () => {
    const { subject } = await decided();

    expect(subject.content).toMatchObject({
      outcome: 'blocked',
      mode: 'enforce',
      changeType: 'normal',
      repository: 'acme/shop',
      environment: 'production',
      head,
      risk: { level: 'low' },
      findings: [{ code: 'schedule/stopped', effect: 'block', rule: 'stopped' }],
      nextOpening: '2026-11-25T00:00:00Z',
      recordId: 'abc',
      runUrl: run.url,
    });
  });

  test('has an id that stays, and another one for what is another event', async () => {
    expect((await decided()).context.id).toBe((await decided()).context.id);
    expect(new Set([outcome().context.id, outcome(2).context.id, (await decided()).context.id]).size).toBe(3);
  });

  test('is carried as a CloudEvent, whose headers say the same', async () => {
    const event = await decided();

    expect(headersOf(event)).toEqual({
      'content-type': 'application/cdevents+json; charset=utf-8',
      'ce-specversion': '1.0',
      'ce-id': event.context.id,
      'ce-source': event.context.source,
      'ce-type': event.context.type,
      'ce-subject': event.subject.id,
      'ce-time': event.context.timestamp,
    });
  });
});
