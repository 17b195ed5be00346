import { describe, expect, test } from 'vitest';
import { keyApart, scopeProblems } from '../../src/rule/lint-scope.ts';
import type { Scope } from '../../src/rule/scope.ts';

function keysOf(scope: Scope, kind: 'restricting' | 'permitting'): readonly string[] {
  return scopeProblems(scope, kind).map(({ key }) => key);
}

describe('the scope of a rule that restricts', () => {
  test.each<{ scope: Scope; keys: readonly string[] }>([
    { scope: {}, keys: [] },
    { scope: { riskLevels: ['critical'] }, keys: [] },
    { scope: { riskLevels: ['medium', 'high', 'critical'] }, keys: [] },
    { scope: { riskLevels: ['low'] }, keys: ['riskLevels'] },
    { scope: { riskLevels: ['medium', 'critical'] }, keys: ['riskLevels'] },
    { scope: { changeTypes: ['normal'] }, keys: [] },
    { scope: { changeTypes: ['emergency'] }, keys: [] },
    { scope: { changeTypes: ['standard', 'normal'] }, keys: [] },
    { scope: { changeTypes: ['standard'] }, keys: ['changeTypes'] },
    { scope: { changeTypes: ['standard'], riskLevels: ['high'] }, keys: ['riskLevels', 'changeTypes'] },
  ])('$scope: $keys', ({ scope, keys }) => {
    expect(keysOf(scope, 'restricting')).toEqual(keys);
  });

  test('is mended by what the remedy says', () => {
    expect(scopeProblems({ riskLevels: ['medium', 'critical'] }, 'restricting')).toEqual([
      {
        key: 'riskLevels',
        problem: 'the rule leaves out `high`, which is worse than a level that it is for',
        remedy: 'write `riskLevels: [medium, high, critical]`',
      },
    ]);
  });
});

describe('the scope of an exception', () => {
  test.each<{ scope: Scope; keys: readonly string[] }>([
    { scope: {}, keys: [] },
    { scope: { riskLevels: ['low'] }, keys: [] },
    { scope: { riskLevels: ['low', 'medium'] }, keys: [] },
    { scope: { riskLevels: ['medium'] }, keys: ['riskLevels'] },
    { scope: { riskLevels: ['low', 'high'] }, keys: ['riskLevels'] },
    { scope: { changeTypes: ['standard'] }, keys: [] },
    { scope: { changeTypes: ['normal', 'standard'] }, keys: [] },
    { scope: { changeTypes: ['normal'] }, keys: ['changeTypes'] },
    { scope: { changeTypes: ['emergency'] }, keys: [] },
  ])('$scope: $keys', ({ scope, keys }) => {
    expect(keysOf(scope, 'permitting')).toEqual(keys);
  });
});

describe('two scopes', () => {
  test.each<{ one: Scope; other: Scope; key: string | null }>([
    { one: {}, other: { environments: ['production'] }, key: null },
    { one: { environments: ['staging'] }, other: { environments: ['production'] }, key: 'environments' },
    { one: { environments: ['staging', 'production'] }, other: { environments: ['production'] }, key: null },
    { one: { environments: ['prod*'] }, other: { environments: ['production'] }, key: null },
    { one: { environments: ['prod*'] }, other: { environments: ['staging'] }, key: 'environments' },
    { one: { environments: ['prod*'] }, other: { environments: ['*-eu'] }, key: null },
    { one: { services: ['pay'] }, other: { services: ['web', 'shop-*'] }, key: 'services' },
    { one: { changeTypes: ['standard'] }, other: { changeTypes: ['normal', 'emergency'] }, key: 'changeTypes' },
    { one: { riskLevels: ['low'] }, other: { riskLevels: ['high', 'critical'] }, key: 'riskLevels' },
    { one: { riskLevels: ['low', 'medium'] }, other: { riskLevels: ['medium', 'high', 'critical'] }, key: null },
  ])('$one and $other are apart by $key', ({ one, other, key }) => {
    expect([keyApart(one, other), keyApart(other, one)]).toEqual([key, key]);
  });
});
