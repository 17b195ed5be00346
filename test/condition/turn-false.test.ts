import { describe, expect, test } from 'vitest';
import { whatWouldTurnFalse } from '../../src/condition/turn-false.ts';

describe('what would turn a condition false', () => {
  test.each([
    { text: 'change.linesChanged > 200', words: '`change.linesChanged` at most `200`' },
    { text: '200 <= change.linesChanged', words: '`change.linesChanged` below `200`' },
    { text: 'tier == 1', words: '`tier` other than `1`' },
    { text: 'tier in [1, 2]', words: '`tier` none of `[1, 2]`' },
    { text: '"hotfix" in change.labels', words: '`change.labels` without `hotfix`' },
    { text: 'change.isBot', words: '`change.isBot` false' },
    { text: '!change.isBot', words: '`change.isBot` true' },
    { text: 'touches("db/**", "**/*.sql")', words: 'no file in `db/**`, `**/*.sql`' },
    { text: '!onlyTouches("docs/**")', words: 'only files in `docs/**`' },
    { text: 'labelled("risky")', words: 'no label `risky`' },
    { text: '!checkPassed("CI / *")', words: '`CI / *` passed' },
    { text: 'tier == 1 && touches("db/**")', words: '`tier` other than `1` or no file in `db/**`' },
    { text: 'tier == 1 || change.isRevert', words: '`tier` other than `1` and `change.isRevert` false' },
    {
      text: 'change.isBot && (tier == 1 || change.isRevert)',
      words: '`change.isBot` false or (`tier` other than `1` and `change.isRevert` false)',
    },
    { text: '!(tier < 3 && change.isBot)', words: '`tier` below `3` and `change.isBot` true' },
    { text: '(change.commits + 1) * 2 > 4', words: '`(change.commits + 1) * 2` at most `4`' },
    {
      text: 'files.exists(f, f.kind == "migration")',
      words: '`files.exists(f, f.kind == "migration")` false',
    },
    { text: 'no such thing', words: '`no such thing` not so' },
  ])('$text: $words', ({ text, words }) => {
    expect(whatWouldTurnFalse(text)).toBe(words);
  });
});
