import { describe, expect, test } from 'vitest';
import { isReland, isRevert, titleOf } from '../../src/change/title.ts';

function aMessage(subject: string, body = ''): { subject: string; body: string } {
  return { subject, body };
}

describe('the title of a change', () => {
  test.each([
    { from: 'a plain commit', message: aMessage('Fix it', 'Because.'), title: 'Fix it' },
    { from: 'GitHub’s merge', message: aMessage('Merge pull request #7 from a/b', 'Fix it\n\nMore'), title: 'Fix it' },
    {
      from: 'GitLab’s merge',
      message: aMessage("Merge branch 'a' into 'main'", 'Fix it\n\nSee merge request a/b!1'),
      title: 'Fix it',
    },
    { from: 'Bitbucket’s merge', message: aMessage('Merged in a (pull request #7)', 'Fix it\n'), title: 'Fix it' },
    {
      from: 'a merge without more',
      message: aMessage('Merge pull request #7 from a/b'),
      title: 'Merge pull request #7 from a/b',
    },
    { from: 'git’s own merge', message: aMessage("Merge branch 'a'", 'Fix it'), title: "Merge branch 'a'" },
  ])('is taken from $from', ({ message, title }) => {
    expect(titleOf(message)).toBe(title);
  });
});

describe('a revert', () => {
  test.each([
    aMessage('Revert "Add a thing"', 'This reverts commit 1234567.'),
    aMessage('Revert "Add a thing" (#12)'),
    aMessage('Revert go-getter update (#1)'),
    aMessage('revert: feat(api): add a thing'),
    aMessage('revert(api): add a thing'),
    aMessage('ci: Revert the runner'),
    aMessage('[AC-1] Revert the change'),
    aMessage('Back to the old way', 'This reverts commit 1234567.'),
    aMessage('Merge pull request #7 from a/revert-6-b', 'Revert "Add a thing"'),
    aMessage('Revert "Revert "Revert "Add a thing"""', 'This reverts commit 1234567.'),
    aMessage('Revert "Cache it, take 2" (#13)'),
  ])('is $subject', (message) => {
    expect(isRevert(message)).toBe(true);
    expect(isReland(message)).toBe(false);
  });

  test.each([
    aMessage('Add a thing'),
    aMessage('Fix the revert-button'),
    aMessage('Reverting is documented'),
    aMessage('Squashed', '* one\n\n* two\n\nThis reverts commit 1234567.'),
  ])('is not $subject', (message) => {
    expect(isRevert(message)).toBe(false);
  });
});

describe('a reland', () => {
  test.each([
    aMessage('Reland "Add a thing"'),
    aMessage('Re-land: add a thing'),
    aMessage('Reapply "Add a thing"', 'This reverts commit 1234567.'),
    aMessage('Revert "Revert "Add a thing""', 'This reverts commit 1234567.'),
    aMessage('Revert "revert: add a thing"'),
    aMessage('feat: reland the cache'),
    aMessage('Unrevert the cache'),
    aMessage('Revert "Revert "Revert "Revert "Add a thing""""'),
    aMessage('Cache it (take 2)'),
    aMessage('Cache it, attempt #3 (#14)'),
    aMessage('Second attempt to cache it'),
  ])('is $subject, and no revert', (message) => {
    expect(isReland(message)).toBe(true);
    expect(isRevert(message)).toBe(false);
  });

  test.each([
    aMessage('Add a thing'),
    aMessage('Revert "Reland the cache"'),
    aMessage('Reapplication form'),
    aMessage('Take 20 rows'),
  ])('is not $subject', (message) => {
    expect(isReland(message)).toBe(false);
  });
});
