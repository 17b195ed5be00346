import { describe, expect, test } from 'vitest';
import { sourceUrls } from '../../src/action/source-url.ts';

const urlOf = sourceUrls({
  serverUrl: 'https://github.com',
  event: { owner: 'acme', repository: 'shop' },
  sha: 'a'.repeat(40),
});

describe('the address of a rule', () => {
  test('is its line in the commit that the policy was read from', () => {
    expect(urlOf('.github/change-gate/a b#c.yml:12')).toBe(
      `https://github.com/acme/shop/blob/${'a'.repeat(40)}/.github/change-gate/a%20b%23c.yml#L12`,
    );
  });

  test.each(['change-gate:standard.yml:31', 'acme/policy//gate.yml@v1:3', 'no-line.yml', ''])(
    'is not known of %j',
    (source) => {
      expect(urlOf(source)).toBeNull();
    },
  );
});
