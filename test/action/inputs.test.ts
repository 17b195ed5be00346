import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import type { ActionInputs } from '../../src/action/inputs.ts';
import { inputSpecs } from '../../src/action/inputs.ts';
import { outputSpecs } from '../../src/action/outputs.ts';
import { readInputs } from '../../src/action/read-inputs.ts';
import { InputError } from '../../src/errors.ts';
import { parseYaml } from '../../src/policy/yaml.ts';

/** Inputs as the runner gives them: what the workflow does not name is the default of `action.yml`, or empty. */
function read(given: Readonly<Record<string, string>> = {}): ActionInputs {
  return readInputs((name) => given[name] ?? inputSpecs[name].default);
}

describe('inputs', () => {
  test('left out are null, or the default', () => {
    expect(read()).toEqual({
      command: 'evaluate',
      policy: null,
      environment: null,
      services: null,
      mode: 'enforce',
      declared: null,
      reason: null,
      incident: null,
      rollbackPlan: null,
      base: null,
      head: null,
      isFirstDeployment: false,
      wantsComment: true,
      wantsCheck: true,
      approve: null,
      outcome: null,
      token: '${{ github.token }}',
      policyToken: null,
      sloToken: null,
      eventsUrl: null,
      eventsToken: null,
    });
  });

  test('that are blank count as left out', () => {
    expect(read({ environment: ' \n', mode: ' ', token: '' })).toMatchObject({
      environment: null,
      mode: 'enforce',
      token: null,
    });
  });

  test.each([
    { text: 'api', services: ['api'] },
    { text: 'api, web', services: ['api', 'web'] },
    { text: 'api\nweb\n', services: ['api', 'web'] },
    { text: ' ,\n,', services: [] },
  ])('list services by line or comma: $text', ({ text, services }) => {
    expect(read({ services: text }).services).toEqual(services);
  });

  test.each(['emergency', 'rollback'])('declare %s', (word) => {
    expect(read({ 'change-type': word }).declared).toBe(word);
  });

  test.each([
    { mode: 'Enforce' },
    { mode: 'advice' },
    { 'change-type': 'normal' },
    { comment: '1' },
    { 'first-deployment': 'TRUE' },
    { 'first-deployment': 'true' },
    { 'first-deployment': 'true', reason: 'new', base: 'v1' },
  ])('that are wrong are told: %j', (given) => {
    expect(() => read(Object.fromEntries(Object.entries(given)))).toThrow(InputError);
  });

  test('declare a first deployment with its reason', () => {
    expect(read({ 'first-deployment': 'true', reason: 'new' })).toMatchObject({
      isFirstDeployment: true,
      reason: 'new',
    });
  });
});

describe('action.yml', () => {
  const parsed = parseYaml(readFileSync('action.yml', 'utf8'), 'action.yml');
  const action: unknown = parsed.ok ? parsed.value : null;

  test('describes every input that is read, with its default, and every output that is set', () => {
    const inputs = Object.entries(inputSpecs).map(([name, { description, default: value }]) => [
      name,
      value === '' ? { description } : { description, default: value },
    ]);
    const outputs = Object.entries(outputSpecs).map(([name, description]) => [name, { description }]);

    expect(action).toMatchObject({ inputs: Object.fromEntries(inputs), outputs: Object.fromEntries(outputs) });
  });

  test('runs what is built, on the Node that GitHub has', () => {
    expect(action).toMatchObject({ runs: { using: 'node24', main: 'dist/action.js' } });
  });
});
