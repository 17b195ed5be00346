import { describe, expect, test } from 'vitest';
import { judgeLane } from '../../src/decision/lane.ts';
import { aChange } from '../builders.ts';

const emergency = {
  source: 'policy.yml:1',
  because: 'somebody must stand for it',
  approvals: { from: ['sre'], count: 1 },
  reviewWithin: '3d',
};

describe('a declared emergency', () => {
  test.each([
    { said: 'an incident', incident: '#31', missing: false },
    { said: 'nothing', incident: null, missing: true },
    { said: 'blanks', incident: ' \t ', missing: true },
    { said: 'characters that nobody sees', incident: '\u200B\u2060', missing: true },
    { said: 'dots', incident: '…', missing: true },
  ])('that names $said as its incident lacks one: $missing', ({ incident, missing }) => {
    const declared = { lane: 'emergency', reason: 'payments fail', incident, by: 'mia' } as const;

    const { findings } = judgeLane(emergency, aChange({ declared }));

    expect(findings.some(({ code }) => code === 'lane/emergency-incident-missing')).toBe(missing);
  });
});
