import { describe, expect, test } from 'vitest';
import { decide } from '../../src/decision/decide.ts';
import type { TestResult } from '../../src/policy-test/policy-test.ts';
import { renderJunit } from '../../src/report/junit.ts';
import { renderTests } from '../../src/report/policy-tests.ts';
import { aChange, aPolicy } from '../builders.ts';

const decision = decide(await aPolicy(), aChange());

function aResult(parts: Partial<TestResult> = {}): TestResult {
  return { name: 'it waits', place: { file: 'a.test.yml', line: 3, column: 5 }, decision, differences: [], ...parts };
}

const failing = aResult({
  name: 'a "hostile" <name>\u0000 & more',
  differences: [
    { key: 'outcome', expected: 'approved', found: 'blocked' },
    { key: 'open', expected: 'true', found: 'false' },
  ],
});

describe('test results as JUnit XML', () => {
  test('count, place and explain, whatever names hold', () => {
    expect(renderJunit([aResult(), failing])).toBe(`<?xml version="1.0" encoding="UTF-8"?>
<testsuites name="change-gate" tests="2" failures="1">
  <testsuite name="a.test.yml" tests="2" failures="1" errors="0" skipped="0">
    <testcase classname="a.test.yml" name="it waits" file="a.test.yml" line="3"/>
    <testcase classname="a.test.yml" name="a &#34;hostile&#34; &#60;name&#62;\uFFFD &#38; more" file="a.test.yml" line="3">
      <failure message="outcome: expected approved, found blocked">outcome: expected approved, found blocked&#10;open: expected true, found false&#10;nothing holds or blocks it</failure>
    </testcase>
  </testsuite>
</testsuites>
`);
  });

  test('are a suite for each file', () => {
    const xml = renderJunit([aResult(), aResult({ place: { file: 'b.test.yml', line: 1, column: 1 } })]);

    expect(xml.match(/<testsuite /g)).toHaveLength(2);
  });
});

describe('test results in a terminal', () => {
  test('say what differs, and which rules no test would miss', () => {
    const coverage = {
      rules: 4,
      exercised: 2,
      unexercised: [
        { id: 'no-friday', source: 'change-gate:standard.yml:150' },
        { id: 'fair', source: 'schedule.yml:4' },
      ],
    };

    expect(renderTests({ results: [aResult(), failing], coverage }, { color: 'none' })).toBe(`✓ it waits
✗ a "hostile" <name>␀ & more  a.test.yml:3
    outcome  expected approved
                found blocked
    open     expected true
                found false
    nothing holds or blocks it

1 passed, 1 failed
2 of 4 rules exercised: taken out, a decision of these tests would be another
not exercised:
  fair  schedule.yml:4
  and 1 of the shipped policy that it extends
`);
  });
});
