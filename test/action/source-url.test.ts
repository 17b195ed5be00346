import { describe, expect, test } from 'vitest';
import { sourceUrls } from '../../src/action/source-url.ts';

const urlOf = sourceUrls({
  serverUrl: 'https://github.com',
  event: { owner: 'acme', repository: 'shop' },
  sha: 'a'.repeat(40),
})({ files: [{ path: 'acme/policy//base/gate.yml@main', digest: '', ref: 'c'.repeat(40) }] });

describe('the address of a rule', () => {
  test('is its line in the commit that the policy was read from', () => {
    expect(urlOf('.github/change-gate/a b#c.yml:12')).toBe(
      `https://github.com/acme/shop/blob/${'a'.repeat(40)}/.github/change-gate/a%20b%23c.yml#L12`,
    );
  });

  test.each([
    { source: 'acme/policy//base/gate.yml@main:3', place: `blob/${'c'.repeat(40)}/base/gate.yml#L3` },
    { source: 'acme/policy//base/other.yml@release/1:3', place: 'blob/release/1/base/other.yml#L3' },
  ])('of another repository is its line there: $source', ({ source, place }) => {
    expect(urlOf(source)).toBe(`https://github.com/acme/policy/${place}`);
  });

  test.each(['change-gate:standard.yml:31', 'no-line.yml', ''])('is not known of %j', (source) => {
    expect(urlOf(source)).toBeNull();
  });
});
