import { describe, expect, test } from 'vitest';
import { approversOf } from '../../src/approval/person.ts';
import { aChange, anApproval, head } from '../builders.ts';

const namesOf = (facts: Parameters<typeof aChange>[0]) => approversOf(aChange(facts)).people.map(({ by }) => by);

describe('somebody who approved', () => {
  test('counts when the approval names the commit to be deployed', () => {
    expect(namesOf({ approvals: [anApproval('ada')] })).toEqual(['ada']);
  });

  test.each([
    { sha: head, counts: true },
    { sha: head.toUpperCase(), counts: true },
    { sha: head.slice(0, 13), counts: true },
    { sha: head.slice(0, 12), counts: true },
    { sha: head.slice(0, 11), counts: false },
    { sha: '', counts: false },
    { sha: '2'.repeat(40), counts: false },
    { sha: `${head}1`, counts: false },
  ])('naming `$sha`: counts is $counts', ({ sha, counts }) => {
    expect(namesOf({ approvals: [anApproval('ada', { sha })] })).toEqual(counts ? ['ada'] : []);
  });

  test.each([
    { who: 'is among the makers', facts: { makers: ['Ada'] } },
    { who: 'is a maker with an at sign', facts: { makers: ['@ada'] } },
    { who: 'is the author', facts: { change: { author: 'ADA' } } },
    { who: 'is one of the authors', facts: { change: { authors: ['mia', 'ada'] } } },
  ])('does not count if that person $who', ({ facts }) => {
    const { people, notCounted } = approversOf(aChange({ ...facts, approvals: [anApproval('ada')] }));

    expect(people).toEqual([]);
    expect(notCounted).toEqual(['ada made the change']);
  });

  test('does not count if it is a bot', () => {
    expect(approversOf(aChange({ approvals: [anApproval('merge-helper[bot]')] }))).toMatchObject({
      people: [],
      notCounted: ['merge-helper[bot] is a bot'],
    });
  });

  test('counts once, with the newest approval', () => {
    const approvals = [
      anApproval('ada', { at: '2026-11-24T09:00:00Z', permission: 'read' }),
      anApproval('ADA', { at: '2026-11-24T10:30:00+01:00', permission: 'admin' }),
    ];

    expect(approversOf(aChange({ approvals })).people).toEqual([approvals[1]]);
  });

  test('still counts after approving another commit too', () => {
    const later = anApproval('ada', { at: '2026-11-24T09:30:00Z', sha: '2'.repeat(40) });

    expect(namesOf({ approvals: [anApproval('ada'), later] })).toEqual(['ada']);
    expect(namesOf({ approvals: [later, anApproval('ada')] })).toEqual(['ada']);
  });

  test('comes in the order of time, whatever the order of the list', () => {
    const approvals = [anApproval('bob', { at: '2026-11-24T09:30:00Z' }), anApproval('cem'), anApproval('ada')];

    expect(namesOf({ approvals })).toEqual(['ada', 'cem', 'bob']);
  });

  test.each([
    { fact: 'approvals', facts: { approvals: { unknown: 'not readable' } } },
    { fact: 'makers', facts: { makers: { unknown: 'not readable' } } },
    { fact: 'head', facts: { head: { unknown: 'not readable' } } },
  ])('does not count while `$fact` is unknown', ({ fact, facts }) => {
    const { people, assumed } = approversOf(aChange({ approvals: [anApproval('ada')], ...facts }));

    expect(people).toEqual([]);
    expect(assumed).toEqual([{ fact, reason: 'not readable' }]);
  });

  test('is nobody, and nothing is assumed, when there are no approvals', () => {
    expect(approversOf(aChange({ makers: { unknown: 'not readable' } }))).toEqual({
      people: [],
      notCounted: [],
      assumed: [],
    });
  });
});
