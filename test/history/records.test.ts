import { describe, expect, test } from 'vitest';
import { recordFile } from '../../src/decision/record-file.ts';
import { readRecordFile } from '../../src/history/records.ts';
import { aDecision, anOutcome } from '../decision/a-record.ts';

describe('a file of the ledger', () => {
  test('with a record is that record', async () => {
    const records = [(await aDecision()).record, anOutcome()];

    expect(records.map((record) => readRecordFile(recordFile(record)))).toEqual(
      records.map((record) => ({ kind: 'record', record })),
    );
  });

  test.each(['README.md', 'policies/abc.json', '2026/11/notes.json'])('at %s is of somebody else', (path) => {
    expect(readRecordFile({ path, text: '{}' })).toEqual({ kind: 'foreign' });
  });

  test.each([
    { text: '', problem: /^the document: found `null`/ },
    { text: '{', problem: /^the document: found `null`/ },
    { text: '{}', problem: /is missing$/ },
  ])('named like a record, with the text `$text`, is broken', ({ text, problem }) => {
    const { path } = recordFile(anOutcome());

    expect(readRecordFile({ path, text })).toEqual({ kind: 'broken', path, problem: expect.stringMatching(problem) });
  });

  test('that was changed after it was written is broken', () => {
    const { path, text } = recordFile(anOutcome({ outcome: 'failure' }));

    expect(readRecordFile({ path, text: text.replace('"failure"', '"success"') })).toEqual({
      kind: 'broken',
      path,
      problem: 'its id does not fit what it says',
    });
  });

  test('that was put in the place of another is broken', async () => {
    const { record } = await aDecision();
    const { path } = recordFile(record);

    expect(readRecordFile({ path, text: recordFile(anOutcome()).text })).toMatchObject({ kind: 'broken' });
  });
});
