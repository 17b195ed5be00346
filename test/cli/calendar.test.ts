import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { main } from '../../src/cli/main.ts';

const office = `version: 1
services:
  payments: { tier: 1, owner: "@acme/payments", paths: ["payments/**"] }
schedule:
  timezone: Europe/Berlin
  windows:
    - { id: hours, because: people are there, during: { days: [mon-fri], from: "09:00", to: "16:00" } }
  freezes:
    - { id: friday, because: nobody is in, environments: [production], during: { days: [fri] } }
    - { id: payday, because: salaries, services: [payments], during: { daysOfMonth: [25] } }
    - { id: year-end, because: the books are closed, changeTypes: [normal, emergency], during: { from: "12-18", to: "01-03" } }
`;

let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'change-gate-calendar-'));
  await writeFile(join(folder, 'office.yml'), office);
  await writeFile(join(folder, 'longer.yml'), office.replace('"16:00"', '"17:00"'));
});
afterAll(async () => await rm(folder, { recursive: true, force: true }));

async function run(...argv: readonly string[]): Promise<{ code: number; out: string; errors: string }> {
  let [out, errors] = ['', ''];
  const code = await main({
    argv: ['calendar', ...argv],
    env: {},
    cwd: folder,
    now: () => '2026-11-24T10:00:00Z',
    input: (async function* () {})(),
    print: (text) => void (out += text),
    printError: (text) => void (errors += text),
    output: { color: 'none', width: 80 },
    errorOutput: { color: 'none', isTerminal: false },
  });
  return { code, out, errors };
}

const policy = ['--policy', 'office.yml'];

describe('change-gate calendar', () => {
  test('shows the month of today', async () => {
    const { code, out } = await run(...policy);

    expect(code).toBe(0);
    expect(out).toContain('now: open by `hours`, closes Tue 24 Nov 16:00 Europe/Berlin');
    expect(out).toContain('November 2026\n');
    expect(out).toContain('>24◐');
    expect(out).not.toContain('December');
  });

  test('shows the hours of a single day', async () => {
    const { out } = await run(...policy, '--from', '2026-11-27', '--to', '2026-11-27');

    expect(out).toContain('Friday 27 November 2026');
    expect(out).toContain('09:00–16:00 closed by `friday`');
  });

  test.each([
    { what: 'environment', asked: ['--environment', 'staging'], at: '2026-11-27T10:00:00Z', open: true },
    { what: 'service', asked: ['--service', 'payments'], at: '2026-11-25T10:00:00Z', open: false },
    { what: 'no service', asked: [], at: '2026-11-25T10:00:00Z', open: true },
    { what: 'change type', asked: ['--change-type', 'standard'], at: '2026-12-21T10:00:00Z', open: true },
  ])('asks about one $what in every format', async ({ asked, at, open }) => {
    const day = at.slice(0, 10);
    const days = ['--from', day, '--to', day];

    const moment = JSON.parse((await run(...policy, ...asked, '--at', at, '--json')).out);
    const { spans } = JSON.parse((await run(...policy, ...asked, ...days, '--json')).out);
    const feed = (await run(...policy, ...asked, ...days, '--ics')).out;
    const page = (await run(...policy, ...asked, ...days, '--at', at, '--html')).out;

    expect(moment.open).toBe(open);
    expect(spans.some((span: { open: boolean }) => span.open)).toBe(open);
    expect(feed.includes('Open for changes: hours')).toBe(open);
    expect(page).toContain(open ? '<title>Open' : '<title>Closed');
  });

  test('gives a feed of 400 days from today', async () => {
    const { code, out } = await run(...policy, '--ics');

    expect(code).toBe(0);
    expect(out).toMatch(/^BEGIN:VCALENDAR\r\n/u);
    expect(out).toContain('DTSTART:20261124T080000Z\r\n');
    expect(out).toContain('DTSTART:20271217T230000Z\r\n');
    expect(out).not.toContain('DTSTART:20261123T');
    expect(out).not.toContain('DTSTART:2028');
  });

  test('counts what --at says as now, in a feed and on a page', async () => {
    const at = ['--at', '2026-12-01T10:00:00+01:00'];

    expect((await run(...policy, ...at, '--ics')).out).toContain('DTSTAMP:20261201T090000Z');
    expect((await run(...policy, ...at, '--html')).out).toContain('Tuesday 1 December 2026, today');
    expect((await run(...policy, ...at, '--from', '2026-12-01')).out).toContain('> 1◐');
  });

  test('gives a page of a year from this month', async () => {
    const { out } = await run(...policy, '--html');

    expect(out).toContain('November 2026</h3>');
    expect(out).toContain('October 2027</h3>');
  });

  test('tells what another policy opens and closes in 13 months', async () => {
    const diff = JSON.parse((await run('--diff', 'office.yml', 'longer.yml', '--json')).out);

    expect(diff).toMatchObject({ from: '2026-11-23T23:00:00Z', closed: [], hours: { closed: 0 } });
    expect(diff.opened[0]).toEqual({
      from: '2026-11-24T15:00:00Z',
      to: '2026-11-24T16:00:00Z',
      rules: ['hours'],
      before: ['outside-windows'],
    });
    expect(diff.to.slice(0, 7)).toBe('2027-12');
    expect((await run('--diff', 'longer.yml', 'office.yml')).out).toContain('newly closes');
  });

  test.each([
    { what: 'two formats', argv: ['--ics', '--html'], problem: '`--ics` does not go with `--html`' },
    {
      what: 'a feed of a difference',
      argv: ['--diff', 'a', 'b', '--ics'],
      problem: '`--diff` does not go with `--ics`',
    },
    { what: 'one policy to compare', argv: ['--diff', 'standard'], problem: '`--diff` compares two policies' },
    {
      what: 'a third policy',
      argv: ['--diff', 'standard', 'regulated', '--policy', 'standard'],
      problem: '`--diff` compares two policies',
    },
    { what: 'a stray word', argv: ['standard'], problem: '`standard` belongs to no option' },
    { what: 'days out of order', argv: ['--from', '2026-12-02', '--to', '2026-12-01'], problem: 'no days that follow' },
    { what: 'a day that does not exist', argv: ['--from', '2026-02-30'], problem: 'no days that follow' },
    { what: 'a word for a day', argv: ['--from', 'tomorrow', '--ics'], problem: 'no days that follow' },
    { what: 'all of history', argv: ['--from', '0001-01-01', '--to', '2026-12-31'], problem: 'more than 10 years' },
    { what: 'no instant', argv: ['--at', '2026-11-27'], problem: 'is no instant' },
    { what: 'an unknown change type', argv: ['--change-type', 'big'], problem: '`--change-type` is `big`' },
    { what: 'an unknown service', argv: ['--service', 'payment', ...policy], problem: 'not in the service catalogue' },
  ])('refuses $what', async ({ argv, problem }) => {
    const { code, out, errors } = await run(...argv);

    expect(code).toBe(2);
    expect(out).toBe('');
    expect(errors).toContain(problem);
  });
});
