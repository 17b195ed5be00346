import { describe, expect, test } from 'vitest';
import type { LookBack } from '../../src/report/post-review.ts';
import { renderReview } from '../../src/report/post-review.ts';

function aLookBack(parts: Partial<LookBack> = {}): LookBack {
  return {
    kind: 'emergency',
    environment: 'production',
    base: '1'.repeat(40),
    head: '2'.repeat(40),
    services: ['payments-api', 'ledger'],
    by: 'mia',
    reason: 'nobody can pay',
    incident: '#12',
    passed: [
      {
        code: 'schedule/no-friday',
        problem: 'the freeze `no-friday` holds until Sat 2026-11-28 00:00 UTC',
      },
    ],
    at: '2026-11-27T22:00:00Z',
    due: '2026-11-30T22:00:00Z',
    owner: 'mia',
    timezone: 'Europe/Berlin',
    run: { id: '4711', url: 'https://github.com/acme/shop/actions/runs/4711' },
    record: {
      path: '2026/11/27-220000-decision-production-222222222222-0123456789abcdef0123.json',
      url: 'https://github.com/acme/shop/blob/change-records/2026/11/27-220000-decision-production-222222222222-0123456789abcdef0123.json',
    },
    template: null,
    ...parts,
  };
}

describe('the issue of a post-implementation review', () => {
  test.each(['emergency', 'rollback', 'failure'] as const)('of an %s reads like this', async (kind) => {
    const { title, body } = renderReview(aLookBack({ kind }));

    await expect(`# ${title}\n\n${body}\n`).toMatchFileSnapshot(`goldens/review-${kind}.md`);
  });

  test('says only what is known', async () => {
    const { title, body } = renderReview(
      aLookBack({
        kind: 'failure',
        base: null,
        services: [],
        by: null,
        reason: null,
        incident: null,
        passed: [],
        owner: null,
        run: { id: null, url: null },
        record: null,
      }),
    );

    await expect(`# ${title}\n\n${body}\n`).toMatchFileSnapshot('goldens/review-little-known.md');
  });

  test('asks what the template of the repository asks, without its head', () => {
    const template = '---\nname: Look back\nabout: x\n---\n\n## Ours\r\n\n- [ ] five whys\n';

    const { body } = renderReview(aLookBack({ template }));

    expect(body.endsWith('\n## Ours\n\n- [ ] five whys')).toBe(true);
    expect(body).not.toContain('name: Look back');
  });

  test.each([
    { template: '---\nno end', kept: '---\nno end' },
    { template: '## Ours\n\n---\n\nMore', kept: '## Ours\n\n---\n\nMore' },
  ])('keeps a template that has no head: $template', ({ template, kept }) => {
    expect(renderReview(aLookBack({ template })).body.endsWith(kept)).toBe(true);
  });

  test('begins alike for the same commit and environment, and with the run that opened it', () => {
    const one = renderReview(aLookBack());
    const failed = renderReview(aLookBack({ kind: 'failure', run: { id: '9', url: null } }));
    const elsewhere = renderReview(aLookBack({ environment: 'staging' }));
    const rollback = renderReview(aLookBack({ kind: 'rollback', base: '2'.repeat(40), head: '1'.repeat(40) }));

    expect(failed.key).toBe(one.key);
    expect(rollback.key).toBe(one.key);
    expect(elsewhere.key).not.toBe(one.key);
    expect([one.marker, failed.marker]).toEqual([`${one.key}4711 -->`, `${one.key}9 -->`]);
    expect(one.body.startsWith(`${one.marker}\n`)).toBe(true);
  });

  test.each([
    { owner: '@acme/payments', told: '@acme/payments' },
    { owner: 'mia', told: '@mia' },
    { owner: 'Payments team <pay@acme.example>', told: 'Payments team &lt;pay@&#8203;acme.example&gt;' },
  ])('tells its owner: $owner', ({ owner, told }) => {
    expect(renderReview(aLookBack({ owner })).body).toContain(`| **Owner** | ${told} |`);
  });

  test('links an incident of the repository, and shows any other as it was written', () => {
    expect(renderReview(aLookBack({ incident: '12' })).body).toContain('| Incident | #12 |');
    expect(renderReview(aLookBack({ incident: 'INC-481 #7 @all' })).body).toContain(
      '| Incident | INC-481 #&#8203;7 @&#8203;all |',
    );
  });

  test('shows nothing of what others wrote as more than text', () => {
    const hostile = '--> <!-- change-gate review 1 --> @all #1 [x](http://e.example) | `y`\n# z';
    const { title, body } = renderReview(
      aLookBack({
        environment: hostile,
        by: hostile,
        reason: hostile,
        incident: hostile,
        services: [hostile],
        passed: [{ code: 'schedule/x', problem: hostile }],
      }),
    );

    const rows = body.split('\n').slice(1);
    expect(rows.some((row) => row.startsWith('#') && row.includes('z'))).toBe(false);
    expect(body.split('<!--')).toHaveLength(6);
    expect(body).not.toMatch(/@all\b/);
    expect(title).not.toContain('\n');
  });
});
