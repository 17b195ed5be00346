import { describe, expect, test } from 'vitest';
import type { ChangeFacts, Incident } from '../../src/change/facts.ts';
import { incidentFacts, incidentsFixed } from '../../src/change/incidents.ts';
import { aChange } from '../builders.ts';

const evaluatedAt = '2026-11-24T10:00:00Z';

const catalogue = {
  web: { dependsOn: ['payments'] },
  payments: { dependsOn: ['ledger', 'payments'] },
  ledger: { dependsOn: ['web'] },
  wiki: {},
};

function anIncident(parts: Partial<Incident> = {}): Incident {
  return {
    number: 12,
    title: 'Payments fail',
    openedAt: '2026-11-24T09:00:00Z',
    closedAt: null,
    services: ['payments'],
    kind: 'incident',
    ...parts,
  };
}

const told = (facts: Partial<ChangeFacts>) =>
  incidentFacts(aChange({ evaluatedAt, services: ['payments'], incidents: [anIncident()], ...facts }), catalogue);

describe('the incidents that count for a change', () => {
  test('are not known where nobody looked', () => {
    expect(incidentFacts(aChange({ services: ['payments'] }), catalogue)).toBeNull();
  });

  test('are those that are open, by kind', () => {
    const incidents = [
      anIncident({ number: 1 }),
      anIncident({ number: 2, closedAt: '2026-11-24T09:30:00Z' }),
      anIncident({ number: 3, kind: 'problem' }),
    ];

    expect(told({ incidents })).toMatchObject({ openIncidents: 1, incidentsLast30d: 2, knownProblems: 1 });
  });

  test.each([
    { of: ['payments'], services: ['payments'], count: 1 },
    { of: ['payments'], services: ['wiki'], count: 0 },
    { of: ['payments'], services: ['web'], count: 1 },
    { of: ['ledger'], services: ['web'], count: 1 },
    { of: ['wiki'], services: ['web'], count: 0 },
    { of: ['wiki', 'payments'], services: ['payments'], count: 1 },
    { of: null, services: ['wiki'], count: 1 },
    { of: null, services: [], count: 1 },
    { of: ['payments'], services: [], count: 0 },
    { of: ['nobody-knows'], services: ['wiki'], count: 1 },
    { of: ['nobody-knows', 'payments'], services: ['wiki'], count: 1 },
    { of: ['given-by-hand'], services: ['given-by-hand'], count: 1 },
    { of: ['constructor'], services: ['wiki'], count: 1 },
  ])('of $of, for a change of $services: $count', ({ of, services, count }) => {
    expect(told({ services, incidents: [anIncident({ services: of })] })?.openIncidents).toBe(count);
  });

  test.each([
    { openedAt: '2026-10-25T10:00:00Z', count: 1 },
    { openedAt: '2026-10-25T09:59:59Z', count: 0 },
  ])('began in the 30 days before: opened $openedAt gives $count', ({ openedAt, count }) => {
    const incidents = [anIncident({ openedAt, closedAt: '2026-10-26T00:00:00Z' })];

    expect(told({ incidents })?.incidentsLast30d).toBe(count);
  });

  test('are unknown for one reason where they cannot be read', () => {
    const unknown = { unknown: 'no permission' };

    expect(told({ incidents: unknown })).toEqual({
      openIncidents: unknown,
      incidentsLast30d: unknown,
      knownProblems: unknown,
      fixesIncident: unknown,
    });
  });

  test.each([
    { list: 'none', incidents: [], count: 0 },
    { list: 'one of every service', incidents: [anIncident({ services: null })], count: 1 },
    { list: 'one of one service', incidents: [anIncident()], count: { unknown: 'no files' } },
  ])('are as many as is sure where the services are unknown: $list', ({ incidents, count }) => {
    expect(told({ services: { unknown: 'no files' }, incidents })?.openIncidents).toEqual(count);
  });
});

describe('a change fixes an incident', () => {
  const emergency = { lane: 'emergency', reason: 'it burns', by: 'ann' } as const;

  test.each([
    { that: 'closes an open incident of its services', facts: { closes: [{ pull: 7, issues: [12] }] }, fixes: true },
    { that: 'closes another issue', facts: { closes: [{ pull: 7, issues: [13] }] }, fixes: false },
    {
      that: 'has two pull requests that both close one',
      facts: {
        closes: [
          { pull: 7, issues: [12, 3] },
          { pull: 8, issues: [12] },
        ],
      },
      fixes: true,
    },
    {
      that: 'carries another pull request',
      facts: {
        closes: [
          { pull: 7, issues: [12] },
          { pull: 8, issues: [] },
        ],
      },
      fixes: false,
    },
    {
      that: 'carries a commit without a pull request',
      facts: {
        closes: [
          { pull: 7, issues: [12] },
          { pull: null, issues: [] },
        ],
      },
      fixes: false,
    },
    { that: 'has no pull request', facts: { closes: [] }, fixes: false },
    { that: 'nobody asked', facts: {}, fixes: false },
    {
      that: 'closes an incident of another service',
      facts: { services: ['wiki'], closes: [{ pull: 7, issues: [12] }] },
      fixes: false,
    },
    {
      that: 'closes one that is over',
      facts: {
        closes: [{ pull: 7, issues: [12] }],
        incidents: [anIncident({ closedAt: '2026-11-24T09:30:00Z' })],
      },
      fixes: false,
    },
    {
      that: 'closes a known problem',
      facts: { closes: [{ pull: 7, issues: [12] }], incidents: [anIncident({ kind: 'problem' })] },
      fixes: false,
    },
    { that: 'is an emergency for #12', facts: { declared: { ...emergency, incident: '#12' } }, fixes: true },
    { that: 'is an emergency for 12', facts: { declared: { ...emergency, incident: ' 12 ' } }, fixes: true },
    { that: 'is an emergency for another', facts: { declared: { ...emergency, incident: '#1' } }, fixes: false },
    { that: 'is an emergency for words', facts: { declared: { ...emergency, incident: 'INC-12' } }, fixes: false },
    { that: 'is an emergency for nothing', facts: { declared: { ...emergency, incident: null } }, fixes: false },
    {
      that: 'is a rollback that names one',
      facts: { declared: { ...emergency, lane: 'rollback' as const, incident: '#12' } },
      fixes: false,
    },
    {
      that: 'closes nobody knows what',
      facts: { closes: { unknown: 'no permission' } },
      fixes: { unknown: 'no permission' },
    },
    {
      that: 'closes nobody knows what, while nothing is open',
      facts: { closes: { unknown: 'no permission' }, incidents: [] },
      fixes: false,
    },
    {
      that: 'touches nobody knows which services',
      facts: { services: { unknown: 'no files' }, closes: [{ pull: 7, issues: [12] }] },
      fixes: { unknown: 'no files' },
    },
    {
      that: 'touches nobody knows which services, and carries other work',
      facts: {
        services: { unknown: 'no files' },
        closes: [
          { pull: 7, issues: [12] },
          { pull: 8, issues: [] },
        ],
      },
      fixes: false,
    },
    {
      that: 'closes an incident of every service, whichever it touches',
      facts: {
        services: { unknown: 'no files' },
        closes: [{ pull: 7, issues: [12] }],
        incidents: [anIncident({ services: null })],
      },
      fixes: true,
    },
  ])('that $that: $fixes', ({ facts, fixes }) => {
    expect(told(facts)?.fixesIncident).toEqual(fixes);
  });

  test('that is told by its number', () => {
    const incidents = [anIncident({ number: 14 }), anIncident({ number: 12 }), anIncident({ number: 13 })];
    const closes = [{ pull: 7, issues: [14, 12, 99] }];

    expect(incidentsFixed(aChange({ incidents, closes })).map(({ number }) => number)).toEqual([12, 14]);
    expect(incidentsFixed(aChange({ incidents: { unknown: 'x' }, closes }))).toEqual([]);
    expect(incidentsFixed(aChange({ incidents, closes: { unknown: 'x' } }))).toEqual([]);
  });
});
