import { describe, expect, test } from 'vitest';
import { planTemplate } from '../../src/rollback/template.ts';
import { planIn } from './read.ts';
import { cpuTime } from '../cpu-time.ts';

const section = (body: string) => `# A change\n\nText.\n\n## Rollback plan\n\n${body}\n\n## Tests\n\n- Owner: @wrong\n`;

describe('the section of a pull request that holds the rollback plan', () => {
  test.each([
    '## Rollback plan',
    '# ROLLBACK PLAN',
    '###### rollback plan ######',
    '## Rollback',
    '## Roll-back plan:',
    '## Back-out plan',
    '## Backout procedure',
    '## Remediation plan',
    '## 🔙 Rollback plan (required)',
    '## 4. Rollback plan',
    '## **Rollback plan**',
    '**Rollback plan**',
    '**Rollback plan:**',
    'Rollback plan\n=============',
    'Rollback plan\n-------------',
  ])('is found under %j', (heading) => {
    expect(planIn(`Text\n\n${heading}\n\n- Strategy: revert\n`)?.strategy).toBe('revert');
  });

  test.each([
    `## ${'very '.repeat(50)}rollback plan`,
    '## Rollback of the old plan',
    '## Plan',
    '#Rollback plan',
    'Rollback plan',
    '```\n## Rollback plan\n```',
  ])('is not found under %j', (heading) => {
    expect(planIn(`Text\n\n${heading}\n\n- Strategy: revert\n`)).toBeNull();
  });

  test('ends at the next heading of the same level', () => {
    expect(planIn(section('- Strategy: revert'))?.owner).toBeNull();
  });

  test('goes on under a heading of a lower level', () => {
    const plan = planIn(
      '## Rollback plan\n- Strategy: revert\n### Owner\n@alice\n### Steps\n1. one thing\n# End\n@bob',
    );

    expect(plan).toMatchObject({ strategy: 'revert', owner: '@alice', steps: ['one thing'] });
  });

  test('ends at the next bold line if its own title is one', () => {
    expect(planIn('**Rollback plan**\nStrategy: revert\n\n**Other**\nOwner: @alice\n')?.owner).toBeNull();
  });

  test('is the first that says something', () => {
    expect(planIn('## Rollback\nTBD\n## Rollback plan\n- Strategy: revert\n')?.strategy).toBe('revert');
  });

  test.each([
    { what: 'no section', markdown: 'Strategy: revert' },
    { what: 'an empty text', markdown: '' },
    { what: 'an empty section', markdown: section('') },
    { what: 'a section of comments alone', markdown: section('<!-- Strategy: revert\n- Owner: @alice -->') },
    { what: 'a section inside a comment', markdown: `<!--\n${section('- Strategy: revert')}-->` },
    { what: 'a section inside a comment that never ends', markdown: `<!--\n${section('- Strategy: revert')}` },
    { what: 'n/a', markdown: section('N/A') },
    { what: 'TBD', markdown: section('TBD') },
    { what: 'fields without values', markdown: section('- Strategy:\n- Owner:\n- Steps:\n') },
    { what: 'the untouched template', markdown: planTemplate },
    { what: 'the untouched template with other spaces', markdown: planTemplate.replace(/\n/gu, '  \r\n\r\n') },
  ])('holds no plan with $what', ({ markdown }) => {
    expect(planIn(markdown)).toBeNull();
  });
});

describe('a plan in Markdown', () => {
  test.each([
    '- Owner: @alice',
    '* Owner: @alice',
    '+ owner : @alice',
    '1. Owner: @alice',
    '- **Owner:** @alice',
    '- **Owner**: @alice',
    '- *Owner*: @alice',
    '- __Owner:__ @alice',
    '- `owner`: @alice',
    '- Owner: **@alice**',
    '- Owner: `@alice`',
    '- Owner – @alice',
    '- Owner - @alice',
    '- [x] Owner: @alice',
    '- [ ] Owner: @alice',
    '- Owner: [@alice](https://example.com/alice)',
    '- Owner:\n  @alice',
    '- Owner:\n  - @alice',
    '- Owner:\n  - [x] @alice\n  - [ ] @bob',
    'Owner: @alice',
    '**Owner:** @alice',
    '**Owner**\n@alice',
    '> - Owner: @alice',
    '| Field | Value |\n|---|---|\n| Owner | @alice |',
    '- Owner: @alice <!-- who does it -->',
    '- Owner: @alice<br>',
    '- Owner: @alice\r\n- Trigger: errors',
  ])('has its owner from %j', (markdown) => {
    expect(planIn(section(markdown))?.owner).toBe('@alice');
  });

  test.each([
    'Time to restore',
    'timeToRestore',
    'time-to-restore',
    'TIME TO RESTORE',
    'RTO',
    'Restore time',
    'Time to restore (RTO)',
  ])('has its time from `%s`', (name) => {
    expect(planIn(section(`- ${name}: 20m`))?.minutesToRestore).toBe(20);
  });

  test('takes minutes from a name that says so', () => {
    expect(planIn(section('- Minutes to restore: 20'))?.minutesToRestore).toBe(20);
  });

  test('has no time if the number has no unit', () => {
    expect(planIn(section('- Strategy: revert\n- Time to restore: 20'))?.minutesToRestore).toBeNull();
  });

  test.each([
    { form: 'a nested list', markdown: '- Steps:\n  1. one\n  2. two\n- Owner: @alice' },
    { form: 'a list beside the name', markdown: 'Steps:\n1. one\n2. two\n\nOwner: @alice' },
    { form: 'bullets below a bold name', markdown: '**Steps:**\n- one\n- two\n\n**Owner:** @alice' },
    { form: 'a list below a sub-heading', markdown: '### Steps\n- one\n- two\n### Owner\n@alice' },
    { form: 'numbers under a bullet', markdown: '- Steps:\n1. one\n2. two\n- Owner: @alice' },
    { form: 'a code block', markdown: '- Steps:\n  ```sh\n  # first\n  one\n  two\n  ```\n- Owner: @alice' },
    { form: 'boxes', markdown: '- Steps:\n  - [ ] one\n  - [x] two\n- Owner: @alice' },
    { form: 'a list without a name', markdown: '- Owner: @alice\n- one\n- two' },
  ])('reads steps from $form', ({ markdown }) => {
    expect(planIn(section(markdown))).toMatchObject({ steps: ['one', 'two'], owner: '@alice' });
  });

  test('keeps a step that starts like a field among the steps', () => {
    const plan = planIn(section('- Steps:\n  1. one\n  2. Verify: the page is green\n     again'));

    expect(plan).toMatchObject({ steps: ['one', 'Verify: the page is green again'], verification: null });
  });

  test('may number its fields', () => {
    const plan = planIn(
      section('1. Strategy: revert\n2. Steps:\n   1. one\n   2. owner: of the queue\n3. Owner: @alice'),
    );

    expect(plan).toMatchObject({ strategy: 'revert', steps: ['one', 'owner: of the queue'], owner: '@alice' });
  });

  test('has steps beside `Steps` that has one already', () => {
    expect(planIn(section('Steps: one\n- two\n- Owner: @alice'))).toMatchObject({
      steps: ['one', 'two'],
      owner: '@alice',
    });
  });

  test('starts a new step after a blank line, and goes on with the last without one', () => {
    expect(planIn(section('Steps:\none\nand more\n\ntwo'))?.steps).toEqual(['one and more', 'two']);
  });

  test('reads a value over several lines, up to the next paragraph', () => {
    const plan = planIn(section('Owner: @alice\nTrigger: errors\nabove 2 %\n\nThanks for reading!'));

    expect(plan).toMatchObject({ owner: '@alice', trigger: 'errors above 2 %' });
  });

  test('leaves out sub-sections that it does not know', () => {
    const plan = planIn('## Rollback plan\n- Strategy: revert\n### Notes\n- buy milk\n');

    expect(plan).toMatchObject({ strategy: 'revert', steps: [] });
  });

  test('leaves out what belongs to a field given twice', () => {
    const plan = planIn(
      section('- Owner: @alice\n- Owner: @bob\n  or @carol\n- one\n- Steps:\n  - two\n- Steps:\n  - three'),
    );

    expect(plan).toMatchObject({ owner: '@alice', steps: ['two'] });
  });

  test('keeps emphasis inside of a value', () => {
    expect(planIn(section('- Trigger: **errors** above **2 %**'))?.trigger).toBe('**errors** above **2 %**');
  });

  test('takes the words as they are where a sentence names no commit', () => {
    expect(planIn(section('- Return to: the release of Monday'))?.returnTo).toBe('the release of Monday');
  });

  test('is not read from a block of another language', () => {
    expect(planIn(section('```json\n{ "strategy": "revert" }\n```\n- Strategy: roll-forward'))?.strategy).toBe(
      'roll-forward',
    );
  });

  test('is read from a YAML block that comes after another block', () => {
    expect(planIn(section('```sh\nls\n```\n~~~yaml\nstrategy: revert\n'))?.strategy).toBe('revert');
  });

  test('keeps the first of two values of a field', () => {
    expect(planIn(section('- Owner: @alice\n- Owner: @bob'))?.owner).toBe('@alice');
  });

  test('takes prose without any field as the steps', () => {
    expect(planIn(section('Revert the merge commit.'))).toMatchObject({
      strategy: null,
      steps: ['Revert the merge commit.'],
    });
  });

  test('never holds for every change', () => {
    expect(planIn(section('```yaml\nstrategy: revert\nstanding: true\n```'))?.standing).toBe(false);
  });

  test.each(['yaml', 'yml', 'YAML', ''])('is read from a fenced block of `%s`', (language) => {
    const yaml = `\`\`\`${language}\nstrategy: revert\nowner: "@alice"\nsteps: [one, two]\n\`\`\``;

    expect(planIn(section(`As follows:\n\n${yaml}`))).toMatchObject({ owner: '@alice', steps: ['one', 'two'] });
  });

  test('is read line by line from a block that is no YAML', () => {
    const block = '```yaml\nstrategy: revert\ntrigger: errors: above 2 %\nsteps:\n  - one\nowner: bob\n```';

    expect(planIn(section(block))).toMatchObject({ strategy: 'revert', owner: 'bob', steps: ['one'] });
  });

  test('finds the commit to return to in a sentence, and keeps a tag as it is', () => {
    expect(planIn(section('- Return to: commit `1f2e3d4c` of Monday'))?.returnTo).toBe('1f2e3d4c');
    expect(planIn(section('- Return to: release-20261120'))?.returnTo).toBe('release-20261120');
  });

  test('leaves it open whether the commit to return to was good', () => {
    expect(planIn(section('- Return to: v1.2.3'))?.returnToState).toEqual({ unknown: 'nobody looked the commit up' });
    expect(planIn(section('- Strategy: revert'))?.returnToState).toBe('none');
  });

  test('counts as not tried when the verification is a placeholder', () => {
    expect(planIn(section('- Strategy: revert\n- Verification: TBD'))?.verification).toBeNull();
  });

  test('has the same digest however its lines end', () => {
    const unix = planIn(section('- Strategy: revert\n- Owner: @alice'));
    const dos = planIn(section('- Strategy: revert\n- Owner: @alice').replace(/\n/gu, '  \r\n'));

    expect(dos?.digest).toBe(unix?.digest);
    expect(unix?.digest).toMatch(/^sha256:[0-9a-f]{64}$/u);
  });

  test('has another digest when a word changes', () => {
    expect(planIn(section('- Strategy: revert'))?.digest).not.toBe(planIn(section('- Strategy: reverts'))?.digest);
  });

  test.each([
    'a\n',
    '- ',
    '## Rollback plan\n',
    '<!--',
    '<!-- -->',
    '[',
    '*',
    '<',
    '> ',
    '`',
    '```\n',
    ' ',
    'Owner:\n',
    '- Steps:\n  - [x](b) <br _ <a',
    '| a ',
    '(',
    '1. ',
    '\u200b',
  ])('of 60,000 characters of %j is read in no time', (part) => {
    const hostile = `## Rollback plan\n- Owner: a\n- Steps: ${part.repeat(Math.floor(60_000 / part.length))}`;
    const start = cpuTime();

    planIn(hostile);

    expect(cpuTime() - start).toBeLessThan(1_000);
  });
});
