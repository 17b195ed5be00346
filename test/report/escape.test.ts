import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  asMarkdownCode,
  asMarkdownLink,
  cut,
  forCommandMessage,
  forCommandProperty,
  forMarkdown,
  forTerminal,
  plainText,
} from '../../src/report/escape.ts';
import { anyText } from './arbitrary.ts';

describe('text in Markdown', () => {
  test.each([
    { what: 'a mention', text: '@acme/sre', shown: '@&#8203;acme/sre' },
    { what: 'a mention inside of a word', text: 'a@b', shown: 'a@&#8203;b' },
    { what: 'an issue', text: 'see #12', shown: 'see #&#8203;12' },
    { what: 'an issue by its prefix', text: 'GH-12', shown: 'GH-&#8203;12' },
    { what: 'a web address', text: 'https://x.example', shown: 'https:&#8203;//x.example' },
    { what: 'a bare web address', text: 'www.x.example', shown: 'www&#8203;.x.example' },
    { what: 'an emoji by name', text: ':rocket:', shown: ':&#8203;rocket:' },
    { what: 'a time of day', text: '09:00:30', shown: '09:00:30' },
    { what: 'a tag', text: '<b>', shown: '&lt;b&gt;' },
    { what: 'a comment', text: '<!-- x -->', shown: '&lt;!-- x --&gt;' },
    { what: 'an entity', text: '&lt;', shown: '&amp;lt;' },
    { what: 'a link', text: '[a](b)', shown: '\\[a\\](b)' },
    { what: 'an image', text: '![a](b)', shown: '!\\[a\\](b)' },
    { what: 'emphasis', text: '*a* _b_ __c__', shown: '\\*a\\* \\_b\\_ \\_\\_c\\_\\_' },
    { what: 'an underscore in a name', text: 'snake_case', shown: 'snake_case' },
    { what: 'strikethrough', text: '~~a~~', shown: '\\~\\~a\\~\\~' },
    { what: 'a code span', text: '`a`', shown: '&#96;a&#96;' },
    { what: 'a table', text: 'a | b', shown: 'a &#124; b' },
    { what: 'a formula', text: '$x$', shown: '&#36;x&#36;' },
    { what: 'a backslash', text: '\\*', shown: '\\\\\\*' },
    { what: 'a heading', text: '# a', shown: '\\# a' },
    { what: 'a heading after a line end', text: '\n\n# a', shown: ' \\# a' },
    { what: 'a bullet', text: '- a', shown: '\\- a' },
    { what: 'a numbered list', text: '1. a', shown: '1&#8203;. a' },
    { what: 'a decimal', text: '2.5 hours', shown: '2.5 hours' },
    { what: 'lines', text: 'a\r\n\n# b\u2028c', shown: 'a # b c' },
    { what: 'a zero-width space of its own', text: 'a\u200Bb', shown: 'ab' },
  ])('shows $what as it was written', ({ text, shown }) => {
    expect(forMarkdown(text)).toBe(shown);
  });

  test('never holds a mention, a tag, a code span or a line end', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        expect(forMarkdown(text)).not.toMatch(/@\w|[<>`|$\n\r]/u);
      }),
    );
  });
});

describe('a code span', () => {
  test.each([
    { text: 'no-friday', shown: '`no-friday`' },
    { text: 'a`b', shown: '``a`b``' },
    { text: '`a``', shown: '``` `a`` ```' },
    { text: '', shown: '' },
    { text: ' \n ', shown: '' },
  ])('of $text has a fence that it cannot break', ({ text, shown }) => {
    expect(asMarkdownCode(text)).toBe(shown);
  });

  test('holds no mention and no comment marker for whoever searches the raw text', () => {
    expect(asMarkdownCode('@sre <!-- x')).toBe('`@\u200Bsre <\u200B!-- x`');
  });

  test('never has its fence inside', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const span = asMarkdownCode(text);
        const fence = /^`*/u.exec(span)?.[0] ?? '';
        const inside = span.slice(fence.length, span.length - fence.length);

        expect(inside.match(/`+/gu) ?? []).not.toContain(fence);
        expect(span).not.toMatch(/[\n\r]/u);
      }),
    );
  });
});

describe('a link', () => {
  test('leads to a web address', () => {
    expect(asMarkdownLink('`a`', 'https://x.example/a?b=1&c=2#L3')).toBe('[`a`](https://x.example/a?b=1&amp;c=2#L3)');
  });

  test.each(['javascript:alert(1)', 'https://x.example/a)b', 'https://x.example/a b', '//x.example', ''])(
    'to %j is left out',
    (url) => {
      expect(asMarkdownLink('words', url)).toBe('words');
    },
  );
});

describe('text in a terminal', () => {
  test.each([
    { what: 'a colour', text: '\u001B[31mred', shown: '␛[31mred' },
    { what: 'a title', text: '\u001B]0;x\u0007', shown: '␛]0;x␇' },
    { what: 'an eight-bit sequence', text: '\u009B31m', shown: '⟨U+009B⟩31m' },
    { what: 'an override of the direction', text: 'a\u202Eb', shown: 'a⟨U+202E⟩b' },
    { what: 'a carriage return', text: 'ok\rno', shown: 'ok␍no' },
    { what: 'a delete', text: 'a\u007F', shown: 'a␡' },
    { what: 'half a character', text: 'a\uD800', shown: 'a\uFFFD' },
    { what: 'lines with indents', text: 'a\n  b', shown: 'a\n  b' },
    { what: 'an emoji of several characters', text: '👩‍🚒', shown: '👩‍🚒' },
    { what: 'stacked marks', text: `a${'\u0301'.repeat(50)}`, shown: `a${'\u0301'.repeat(4)}` },
  ])('shows $what', ({ text, shown }) => {
    expect(forTerminal(text)).toBe(shown);
  });

  test('never moves the cursor or changes the direction', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        expect(forTerminal(text).replaceAll('\n', '')).not.toMatch(/\p{Cc}|\p{Bidi_Control}/u);
        expect(plainText(text)).not.toMatch(/\p{Cc}|\p{Bidi_Control}/u);
      }),
    );
  });
});

describe('a workflow command', () => {
  test('keeps its message on one line', () => {
    expect(forCommandMessage('50 %\r\n::error::x')).toBe('50 %25%0D%0A::error::x');
  });

  test('keeps a property from becoming two', () => {
    expect(forCommandProperty('a,title=b::c')).toBe('a%2Ctitle=b%3A%3Cc'.replace('%3C', '%3A'));
  });
});

describe('a text that is cut', () => {
  test.each([
    { length: 4, shown: 'abcd' },
    { length: 5, shown: 'abcde' },
    { length: 6, shown: 'abcd…' },
  ])('at five characters, of $length characters', ({ length, shown }) => {
    expect(cut('abcdefgh'.slice(0, length), 5)).toBe(shown);
  });

  test('never ends in half a character', () => {
    expect(cut('👍👍👍👍', 3)).toBe('👍👍…');
  });
});
