import { createHash } from 'node:crypto';
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { html, renderPage, toHtml } from '../../src/report/html.ts';
import { code, say, strong } from '../../src/report/phrase.ts';
import { anyText } from './arbitrary.ts';

describe('markup from a template', () => {
  test('escapes all text that stands in it', () => {
    const { markup } = html`<p title="${'" onclick="x'}">${"<b>&amp; '`"}</p>`;

    expect(markup).toBe('<p title="&#34; onclick=&#34;x">&#60;b&#62;&#38;amp; &#39;&#96;</p>');
  });

  test('keeps markup, shows lists item by item, and nothing for null', () => {
    const { markup } = html`<p>${[html`<i>${1}</i>`, html`<b>${'<'}</b>`]}${null}</p>`;

    expect(markup).toBe('<p><i>1</i><b>&#60;</b></p>');
  });

  test('lets no text open or close a tag or an attribute', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const { markup } = html`<i title="${text}">${text}</i>`;

        expect(markup).toMatch(/^<i title="[^"<>'`]*">[^"<>'`]*<\/i>$/u);
        expect(markup).not.toMatch(/\p{Cc}|\p{Bidi_Control}/u);
      }),
    );
  });

  test('shows the looks of a phrase', () => {
    expect(toHtml(say`a ${strong('b')} ${code('<c>')}`).markup).toBe('a <strong>b</strong> <code>&#60;c&#62;</code>');
  });
});

describe('a page', () => {
  test('lets in its own style and script alone', () => {
    const page = renderPage({ title: 'a <title>', style: 'p > i { top: 0 }', script: 'go();', body: html`<p>x</p>` });

    expect(policyOf(page)).toContain("default-src 'none'");
    expect(policyOf(page)).toContain(`style-src '${digestOf(/<style>([^]*)<\/style>/u.exec(page)?.[1] ?? '')}'`);
    expect(policyOf(page)).toContain(`script-src '${digestOf(/<script>([^]*)<\/script>/u.exec(page)?.[1] ?? '')}'`);
    expect(page).toContain('<title>a &#60;title&#62;</title>');
  });

  test('lets in no script if it has none', () => {
    const page = renderPage({ title: '', style: '', script: null, body: html`<p>x</p>` });

    expect(page).not.toContain('script');
  });
});

function policyOf(page: string): string {
  return /Content-Security-Policy" content="([^"]*)"/u.exec(page)?.[1]?.replaceAll('&#39;', "'") ?? '';
}

function digestOf(text: string): string {
  return `sha256-${createHash('sha256').update(text).digest('base64')}`;
}
