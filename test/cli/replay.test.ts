import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { main } from '../../src/cli/main.ts';
import type { LedgerFile } from '../../src/decision/record-file.ts';
import { policyFile, recordFile } from '../../src/decision/record-file.ts';
import { aDecision, anOutcome, surroundings } from '../decision/a-record.ts';
import { recordDecision } from '../../src/decision/record.ts';
import { temporaryDirectory } from '../git/temporary-repository.ts';

type Run = { readonly code: number; readonly out: string; readonly errors: string };

async function run(cwd: string, argv: readonly string[], input = ''): Promise<Run> {
  let [out, errors] = ['', ''];
  const code = await main({
    argv: ['replay', ...argv],
    env: {},
    cwd,
    now: () => '2027-01-01T00:00:00Z',
    input: (async function* () {
      yield new TextEncoder().encode(input);
    })(),
    print: (text) => void (out += text),
    printError: (text) => void (errors += text),
    output: { color: 'none', width: 80 },
    errorOutput: { color: 'none', isTerminal: false },
  });
  return { code, out, errors };
}

async function aLedger(files: readonly LedgerFile[]): Promise<string> {
  const folder = temporaryDirectory();
  for (const { path, text } of files) {
    await mkdir(dirname(join(folder, path)), { recursive: true });
    await writeFile(join(folder, path), text);
  }
  return folder;
}

const here = { engine: surroundings.engine, timeZoneData: process.versions['tz'] ?? '' };
const { record: other, policy, facts } = await aDecision();
const record = recordDecision({ policy, facts, decision: other.decision }, { ...surroundings, ...here });
const [theRecord, thePolicy] = [recordFile(record), policyFile(policy)];

describe('change-gate replay', () => {
  test('finds the policy in the ledger that the record lies in, and says that all is the same', async () => {
    const folder = await aLedger([theRecord, thePolicy]);

    expect(await run(folder, [theRecord.path])).toEqual({
      code: 0,
      out: `the same: ${record.decision.outcome}, as it was decided on 2026-11-24T10:00:00Z\n`,
      errors: '',
    });
  });

  test('prints JSON', async () => {
    const folder = await aLedger([theRecord, thePolicy]);
    const { code, out } = await run(folder, [theRecord.path, '--json']);

    expect(code).toBe(0);
    expect(JSON.parse(out)).toEqual({ same: true, differences: [] });
  });

  test('reads standard input, with the ledger that is named', async () => {
    const folder = await aLedger([thePolicy]);

    expect((await run('/', ['-', '--ledger', folder], theRecord.text)).code).toBe(0);
    expect((await run(folder, ['-'], theRecord.text)).code).toBe(0);
  });

  test('finds the policy beside a record that was copied out', async () => {
    const folder = await aLedger([{ ...theRecord, path: 'record.json' }, thePolicy]);

    expect((await run(folder, ['record.json'])).code).toBe(0);
  });

  test('tells what was changed in the record, and ends with 11', async () => {
    const changed = { ...record, decision: { ...record.decision, outcome: 'blocked' as const } };
    const folder = await aLedger([{ path: 'record.json', text: JSON.stringify(changed) }, thePolicy]);

    expect(await run(folder, ['record.json'])).toEqual({
      code: 11,
      out: [
        '1 difference: this is not what was recorded',
        '  /decision/outcome',
        '    recorded  "blocked"',
        `    now       "${record.decision.outcome}"`,
        '',
      ].join('\n'),
      errors: '',
    });
  });

  test('tells that the stored policy was changed, and decides nothing by it', async () => {
    const text = thePolicy.text.replace('"version": 1', '"version": 2');
    const folder = await aLedger([theRecord, { ...thePolicy, text }]);
    const { code, out } = await run(folder, [theRecord.path, '--json']);

    expect(code).toBe(11);
    expect(JSON.parse(out)).toEqual({
      same: false,
      differences: [{ pointer: '/policy', recorded: record.policy, now: expect.stringMatching(/^sha256:/) }],
    });
  });

  test('decides by another policy if one is named', async () => {
    const folder = await aLedger([theRecord]);
    const { code, out } = await run(folder, [theRecord.path, '--policy', 'regulated']);

    expect(code).toBe(11);
    expect(out).toContain('/decision/policyDigest');
  });

  test('names the versions where they are not the same', async () => {
    const old = recordDecision(
      { policy, facts, decision: record.decision },
      { ...surroundings, engine: '0.0.9', timeZoneData: '2001a' },
    );
    const folder = await aLedger([recordFile(old), thePolicy]);
    const { code, out } = await run(folder, [recordFile(old).path]);

    expect(code).toBe(0);
    expect(out).toContain('recorded by change-gate 0.0.9 with time-zone data 2001a');
    expect(out).toContain(`decided again by change-gate ${here.engine} with time-zone data ${here.timeZoneData}`);
  });

  test('shows a hostile value as text', async () => {
    const title = '\u001B[31m::error::x\n\u202E';
    const decision = { ...record.decision, environment: title };
    const folder = await aLedger([{ path: 'record.json', text: JSON.stringify({ ...record, decision }) }, thePolicy]);
    const { out } = await run(folder, ['record.json']);

    // oxlint-disable-next-line no-control-regex -- what must not be there
    expect(out).not.toMatch(/[\u001B\u202E]/u);
    expect(out).not.toMatch(/^::error/m);
  });

  test.each([
    { what: 'no file', argv: [], says: 'no record was named' },
    {
      what: 'a file that is not there',
      argv: ['x.json'],
      says: 'the record `x.json` cannot be read: there is no such file',
    },
    { what: 'what is no JSON', argv: ['no.json'], says: 'no.json:1:1  this is not JSON' },
    { what: 'what is no record', argv: ['list.json'], says: 'this is no change record' },
    { what: 'a record that lacks a part', argv: ['part.json'], says: '`policy` is missing' },
    { what: 'a decision alone', argv: ['decision.json'], says: 'this is a decision without its facts' },
    { what: 'an outcome', argv: ['outcome.json'], says: 'there is nothing to decide again' },
    { what: 'a record without its policy', argv: ['record.json'], says: 'the policy of the record is not there' },
  ])('refuses $what', async ({ argv, says }) => {
    const { policy: _, ...part } = record;
    const folder = await aLedger([
      { path: 'no.json', text: 'x' },
      { path: 'list.json', text: '[]' },
      { path: 'part.json', text: JSON.stringify(part) },
      { path: 'decision.json', text: JSON.stringify(record.decision) },
      { path: 'outcome.json', text: recordFile(anOutcome()).text },
      { path: 'record.json', text: theRecord.text },
    ]);
    const { code, out, errors } = await run(folder, argv);

    expect({ code, out }).toEqual({ code: 2, out: '' });
    expect(errors).toContain(says);
  });

  test('refuses a policy that has the right digest and is none', async () => {
    const policyDigest = 'sha256:44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a';
    const folder = await aLedger([
      { path: 'record.json', text: JSON.stringify({ ...record, policy: policyDigest }) },
      { path: `policies/${policyDigest.slice(7)}.json`, text: '{}' },
    ]);

    const { code, errors } = await run(folder, ['record.json']);

    expect(code).toBe(2);
    expect(errors).toContain('lacks a part that this version of change-gate needs');
  });
});
