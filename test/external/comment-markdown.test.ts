// Needs Debian's package cmark-gfm: GitHub's own fork of the Markdown parser.
import { execFileSync } from 'node:child_process';
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { commentMarker, renderComment } from '../../src/report/comment.ts';
import { anyText, decisionWith } from '../report/arbitrary.ts';

const extensions = ['table', 'strikethrough', 'autolink', 'footnotes'].flatMap((name) => ['-e', name]);
const allowed =
  /^(?:h3|p|strong|ul|ol|li|br|details|summary|sub|table|thead|tbody|tr|th|td|blockquote|a href="https:\/\/github\.com\/acme\/shop\/.*")$/u;

/** What the parser makes of a comment, without what stands in code. */
function htmlOf(comment: string): string {
  const html = execFileSync('cmark-gfm', ['--unsafe', '--hardbreaks', ...extensions], {
    input: comment,
    encoding: 'utf8',
  });
  return html.replace(/<(code|pre)\b[\s\S]*?<\/\1>/gu, '').replace(/<!--[^>]*-->/u, '');
}

function faultsOfHtml(html: string): readonly string[] {
  const tags = [...html.matchAll(/<\/?([^>]*?)(?: align="\w+")?(?: \/)?>/gu)].map(([, tag = '']) => tag);
  const count = (tag: string): number => html.split(`<${tag}>`).length - 1;
  return [
    ...tags.filter((tag) => !allowed.test(tag) && tag !== 'a'),
    ...(count('h3') === 1 ? [] : ['not one heading']),
    ...(count('details') === 1 ? [] : ['not one fold']),
    ...(/@\w/u.test(html) ? ['a mention'] : []),
  ];
}

describe('the comment as GitHub parses it', () => {
  test('holds no markup of the texts that it quotes', () => {
    const context = {
      marker: commentMarker('production'),
      previous: null,
      mode: 'enforce',
      runUrl: 'https://github.com/acme/shop/actions/runs/1',
    } as const;

    fc.assert(
      fc.property(anyText, (text) => {
        expect(faultsOfHtml(htmlOf(renderComment(decisionWith(text), context)))).toEqual([]);
      }),
      { numRuns: 500 },
    );
  });
});
