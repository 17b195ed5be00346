import { describe, expect, test } from 'vitest';
import { pullNumbersOf, takenBackBy, titleKey } from '../../src/change/taken-back.ts';

const sha = '2c9a5bb4ab58ab68192b2fb94ff459b7326a99b1';

describe('what a message takes back', () => {
  test.each([
    {
      form: 'git revert',
      subject: 'Revert "Encode twice (#12)"',
      body: `This reverts commit ${sha}.`,
      takesBack: { commits: [sha], pulls: [], titles: ['encode twice'] },
    },
    {
      form: 'a squashed revert of GitHub',
      subject: 'Revert "Encode twice" (#14)',
      body: 'Reverts acme/shop#12',
      takesBack: { commits: [], pulls: [12], titles: ['encode twice'] },
    },
    {
      form: 'a merged revert of GitHub',
      subject: 'Merge pull request #14 from acme/revert-12-encode',
      body: 'Revert "Encode twice"',
      takesBack: { commits: [], pulls: [], titles: ['encode twice'] },
    },
    {
      form: 'several commits',
      subject: 'revert: two at once',
      body: 'This reverts commits 2c9a5bb4 and 898c7baf.',
      takesBack: { commits: ['2c9a5bb4', '898c7baf'], pulls: [], titles: [] },
    },
    {
      form: 'a link',
      subject: 'Revert the change of postings',
      body: 'Reverts change from https://github.com/acme/shop/pull/12906',
      takesBack: { commits: [], pulls: [12_906], titles: [] },
    },
    {
      form: 'a revert inside a squashed branch',
      subject: 'Fix encoding (#15)',
      body: `* Revert "Encode twice (#12)"\n\nThis reverts commit ${sha}.\n\n* Encode once`,
      takesBack: { commits: [sha], pulls: [], titles: [] },
    },
  ])('is read from $form', ({ subject, body, takesBack }) => {
    expect(takenBackBy({ subject, body })).toEqual(takesBack);
  });

  test.each([
    { what: 'a change that reverts nothing', subject: 'Encode once', body: '' },
    { what: 'a re-land', subject: 'Revert "Revert "Encode twice""', body: `This reverts commit ${sha}.` },
    { what: 'what is applied again', subject: 'Reapply "Encode twice"', body: `This reverts commit ${sha}.` },
  ])('is nothing for $what', ({ subject, body }) => {
    expect(takenBackBy({ subject, body })).toBeNull();
  });
});

describe('the title of a change', () => {
  test.each([
    ['Encode  Twice (#12)', 'encode twice'],
    ['Encode twice (#12) (#14)', 'encode twice'],
    ['Encode (#12) twice', 'encode (#12) twice'],
  ])('%s is compared as %s', (title, key) => {
    expect(titleKey(title)).toBe(key);
  });

  test.each([
    ['Encode twice (#12)', [12]],
    ['Merge pull request #7 from acme/x', [7]],
    ['Encode twice', []],
  ])('%s names pull requests %j', (subject, numbers) => {
    expect(pullNumbersOf({ subject, body: '' })).toEqual(numbers);
  });
});
