import { describe, expect, test } from 'vitest';
import { hasScheduleTurned } from '../../src/action/turned.ts';
import { aPolicy } from '../builders.ts';

const night = { id: 'night', because: 'nobody is awake', during: { from: '22:00', to: '06:00' } };
const day = { id: 'day', because: 'people are there', during: { from: '06:00', to: '22:00' } };
const times = { environment: 'production', before: '2026-11-24T21:45:00Z', now: '2026-11-24T22:00:00Z' };

async function hasTurned(rules: object, at: Partial<typeof times> = {}): Promise<boolean> {
  const policy = await aPolicy({ schedule: { timezone: 'UTC', ...rules } });
  return hasScheduleTurned(policy, { ...times, ...at });
}

describe('a schedule', () => {
  test.each([
    { what: 'a freeze', rules: { freezes: [night] } },
    { what: 'a window', rules: { windows: [day] } },
    { what: 'a freeze of risky changes', rules: { freezes: [{ ...night, riskLevels: ['high', 'critical'] }] } },
    { what: 'a freeze of emergencies too', rules: { freezes: [{ ...night, changeTypes: ['emergency'] }] } },
    { what: 'a freeze under a condition', rules: { freezes: [{ ...night, when: 'tier == 1' }] } },
    { what: 'a window of risky changes', rules: { windows: [{ ...day, riskLevels: ['high', 'critical'] }] } },
    {
      what: 'a freeze of risky changes beside a state that may hold all the time',
      rules: {
        freezes: [
          { id: 'fire', because: 'it burns', when: 'operations.openIncidents > 0' },
          { ...night, riskLevels: ['high', 'critical'] },
        ],
      },
    },
  ])('has turned when $what began or ended', async ({ rules }) => {
    expect(await hasTurned(rules)).toBe(true);
  });

  test.each([
    {
      what: 'nothing began',
      rules: { freezes: [{ ...night, riskLevels: ['critical'] }] },
      now: '2026-11-24T21:59:59Z',
    },
    {
      what: 'it is of another environment',
      rules: { freezes: [{ ...night, environments: ['staging'], when: 'tier == 1' }] },
    },
    { what: 'a condition alone decides', rules: { freezes: [{ id: 'fire', because: 'it burns', when: 'tier == 1' }] } },
  ])('has not turned when $what', async ({ rules, now }) => {
    expect(await hasTurned(rules, now === undefined ? {} : { now })).toBe(false);
  });

  test('that the policy does not have never turns', async () => {
    expect(hasScheduleTurned(await aPolicy({}), times)).toBe(false);
  });
});
