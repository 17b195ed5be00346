import { describe, expect, test } from 'vitest';
import { conditionFacts, permits, restricts, restrictsService } from '../../src/rule/scope.ts';
import { aJudgedChange } from '../builders.ts';

const unknown = { unknown: 'no catalogue' };

describe('a rule without a scope', () => {
  test('is for every change', () => {
    const change = aJudgedChange({ environment: unknown, services: unknown });

    expect([restricts({}, change).applies, permits({}, change).applies]).toEqual([true, true]);
    expect(restricts({}, change)).toEqual({ applies: true, facts: {}, assumed: [] });
  });
});

describe('the services of a change', () => {
  const scope = { services: ['pay*', 'ledger'] };

  test.each([
    { services: ['payments-api'], restricting: true, permitting: true },
    { services: ['payments-api', 'ledger'], restricting: true, permitting: true },
    { services: ['payments-api', 'search'], restricting: true, permitting: false },
    { services: ['search'], restricting: false, permitting: false },
    { services: [], restricting: false, permitting: false },
    { services: unknown, restricting: true, permitting: false },
  ])('$services', ({ services, restricting, permitting }) => {
    const change = aJudgedChange({ services });

    expect([restricts(scope, change).applies, permits(scope, change).applies]).toEqual([restricting, permitting]);
  });

  test('that are unknown are named, whether the rule applies or not', () => {
    const change = aJudgedChange({ services: unknown });
    const assumed = [{ fact: 'services', reason: 'no catalogue' }];

    expect([restricts(scope, change).assumed, permits(scope, change).assumed]).toEqual([assumed, assumed]);
  });

  test('may be judged one by one', () => {
    const change = aJudgedChange({ services: ['ledger', 'search'] });
    const judged = [null, 'ledger', 'search'].map((service) => restrictsService(scope, change, service).applies);

    expect(judged).toEqual([false, true, false]);
    expect(restrictsService({}, change, null).applies).toBe(true);
    expect(restrictsService(scope, change, 'ledger').facts).toEqual({ services: ['ledger'] });
  });
});

describe('the environment of a change', () => {
  const scope = { environments: ['prod-*', 'production'] };

  test.each([
    { environment: 'prod-eu', restricting: true, permitting: true },
    { environment: 'production', restricting: true, permitting: true },
    { environment: 'staging', restricting: false, permitting: false },
    { environment: unknown, restricting: true, permitting: false },
  ])('$environment', ({ environment, restricting, permitting }) => {
    const change = aJudgedChange({ environment });

    expect([restricts(scope, change).applies, permits(scope, change).applies]).toEqual([restricting, permitting]);
  });
});

describe('risk levels and change types', () => {
  test('are those that were assumed, if some fact is unknown', () => {
    const change = aJudgedChange({}, { changeTypeAssumed: true, risk: { score: 70, level: 'high', isAssumed: true } });

    expect(restricts({ riskLevels: ['high', 'critical'], changeTypes: ['normal'] }, change)).toEqual({
      applies: true,
      facts: { 'risk.level': 'high', 'change.type': 'normal' },
      assumed: [],
    });
    expect(permits({ riskLevels: ['low'] }, change).applies).toBe(false);
    expect(restricts({ changeTypes: ['standard'] }, change).applies).toBe(false);
  });

  test('are undecided before the risk is assessed', () => {
    const change = aJudgedChange({}, { risk: null });

    expect(restricts({ riskLevels: ['high'] }, change).applies).toBe(true);
    expect(permits({ riskLevels: ['low'] }, change).applies).toBe(false);
  });
});

describe('the condition of a rule', () => {
  test.each([
    { when: 'change.isBot', isBot: true, restricting: true, permitting: true },
    { when: 'change.isBot', isBot: false, restricting: false, permitting: false },
    { when: 'change.isBot', isBot: unknown, restricting: true, permitting: false },
    { when: 'change.isBot && false', isBot: unknown, restricting: false, permitting: false },
  ])('$when with $isBot', ({ when, isBot, restricting, permitting }) => {
    const change = aJudgedChange({ change: { isBot } });

    expect([restricts({ when }, change).applies, permits({ when }, change).applies]).toEqual([restricting, permitting]);
  });

  test('does not matter if another key rules the change out', () => {
    const change = aJudgedChange({ change: { isBot: unknown }, services: unknown });

    expect(restricts({ environments: ['staging'], services: ['x'], when: 'change.isBot' }, change)).toEqual({
      applies: false,
      facts: { environment: 'production' },
      assumed: [],
    });
  });

  test('rules a change out of which the services are unknown', () => {
    expect(restricts({ services: ['x'], when: 'tier == 1' }, aJudgedChange({ services: unknown })).applies).toBe(false);
  });

  test('names every fact that is lacking', () => {
    const change = aJudgedChange({ change: { isBot: unknown }, services: unknown });

    expect(restricts({ services: ['x'], when: 'change.isBot' }, change)).toEqual({
      applies: true,
      facts: { services: unknown, 'change.isBot': unknown },
      assumed: [
        { fact: 'services', reason: 'no catalogue' },
        { fact: 'change.isBot', reason: 'no catalogue' },
      ],
    });
  });

  test('does not see a risk or a type that rests on an unknown fact', () => {
    const change = aJudgedChange({}, { changeTypeAssumed: true, risk: { score: 70, level: 'high', isAssumed: true } });

    expect(permits({ when: 'risk.score > 50' }, change).applies).toBe(false);
    expect(restricts({ when: 'risk.score < 50' }, change).applies).toBe(true);
    expect(permits({ when: 'change.type == "normal"' }, change).applies).toBe(false);
  });

  test('sees them if they are known', () => {
    const facts = conditionFacts(aJudgedChange({}, { changeType: 'emergency' }));

    expect([facts.change.type, facts.risk]).toEqual(['emergency', { score: 10, level: 'low' }]);
  });
});
