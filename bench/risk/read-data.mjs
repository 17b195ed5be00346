// Past changes with what was known of them and how they went: from a folder of change outcome data, or mined from clones.
import { createReadStream, existsSync, readdirSync } from 'node:fs';
import { basename, join } from 'node:path';
import { createInterface } from 'node:readline';
import { createGunzip } from 'node:zlib';
import { sizeFacts } from '../../src/change/derive.ts';
import { kindOf } from '../../src/change/kind.ts';
import { safeFacts } from '../../src/change/safe.ts';
import { unknownFacts } from '../../src/change/unknown-facts.ts';
import { openMine } from '../../src/git/mine.ts';
import { daysToFail, startOutcomes } from '../../src/history/outcomes.ts';
import { startSeenBefore } from './seen-before.mjs';

/** Every repository that the arguments name: `{ name, changes: [{ facts, failed, friday, hasTests }] }`. */
export async function readRepositories(paths) {
  const repositories = [];
  for (const path of paths) repositories.push(...(await readPath(path)));
  return repositories;
}

async function readPath(path) {
  const folder = existsSync(join(path, 'train')) ? join(path, 'train') : path;
  const names = readdirSync(folder).filter((name) => name.endsWith('.csv.gz'));
  if (names.length === 0) return [await mined(path)];
  const repositories = [];
  for (const name of names.sort()) repositories.push(await recorded(folder, name.slice(0, -'.csv.gz'.length)));
  return repositories;
}

async function recorded(folder, name) {
  const files = new Map();
  const seenBefore = startSeenBefore();
  for await (const line of linesOf(join(folder, `${name}.files.jsonl.gz`))) {
    const change = JSON.parse(line);
    files.set(change.sha, { list: change.files, nf: change.nf, before: seenBefore(change) });
  }
  const changes = [];
  let head = null;
  for await (const line of linesOf(join(folder, `${name}.csv.gz`))) {
    const cells = line.split(',');
    if (head === null) head = cells;
    else {
      const row = Object.fromEntries(head.map((key, index) => [key, cells[index]]));
      if (row.in_eval === '1') changes.push(changeOf(row, files.get(row.sha)));
    }
  }
  return { name, changes };
}

async function* linesOf(path) {
  const lines = createInterface({ input: createReadStream(path).pipe(createGunzip()), crlfDelay: Infinity });
  for await (const line of lines) if (line !== '') yield line;
}

const number = (cell, otherwise = 0) => (cell === '' || cell === undefined ? otherwise : Number(cell));

function changeOf(row, known) {
  const files = (known?.list ?? []).map(([path, added, deleted, previousPath]) => ({
    path,
    ...(previousPath && { previousPath }),
    status: previousPath ? 'renamed' : 'modified',
    added: added ?? 0,
    deleted: deleted ?? 0,
    kind: kindOf(path),
  }));
  const isWhole = known !== undefined && known.nf === files.length;
  const isBot = row.is_bot === '1' || row.is_dependabot === '1';
  return {
    failed: row.failed === '1',
    candidates: candidatesOf(row),
    facts: {
      ...unknownFacts('not in the data'),
      ...safeFacts,
      evaluatedAt: row.date,
      environment: 'production',
      files,
      change: {
        ...safeFacts.change,
        ...(isWhole ? sizeFacts(files) : sizesOf(row)),
        commits: Math.max(1, number(row.ncommits, 1)),
        isReland: row.is_reland === '1',
        isRevert: row.is_revert === '1',
        isBot,
        author: isBot ? botOf(row) : 'somebody',
      },
      author: {
        changesBefore: number(row.exp),
        changesHere: number(row.sexp_mean),
        changesLast7d: number(row.author_changes_7d),
        isNewHere: number(row.own) < 1e-9,
        ...(known?.before.author ?? { ownership: 0 }),
      },
      area: {
        developers: number(row.ndev),
        daysSinceLastChange: number(row.age),
        revertsLast180d: number(row.prior_reverts),
        repositoryRevertsLast14d: number(row.repo_reverts_14d),
        ...(known?.before.area ?? { changesLast24h: 0 }),
      },
    },
  };
}

/** The data do not name bots, and are older than coding agents: what changes anything but dependencies repeats another task. */
function botOf(row) {
  return row.is_dependabot === '1' || row.deps_only === '1' ? 'dependabot[bot]' : 'github-actions[bot]';
}

function sizesOf(row) {
  const [linesAdded, linesDeleted] = [number(row.la_code), number(row.ld_code)];
  return {
    filesChanged: number(row.nf),
    codeFilesChanged: number(row.nf_code),
    linesAdded,
    linesDeleted,
    linesChanged: linesAdded + linesDeleted,
    directories: number(row.nd),
    subsystems: number(row.ns2),
    entropy: Math.min(1, Math.max(0, number(row.entropy_n))),
  };
}

/** What was looked at and has no place among the facts, or no points: name and whether it holds. */
function candidatesOf(row) {
  return {
    'on a Friday': row.is_friday === '1',
    'at the weekend': row.weekend === '1',
    'outside office hours': row.off_hours === '1',
    'tests changed too': row.touches_test === '1',
    'code without tests': row.touches_test !== '1' && number(row.nf_code) > 0,
    'CI or CD files': row.cicd === '1',
    'payment paths': row.pay === '1',
    'interface paths': row.api === '1',
    'feature flags': row.flagcfg === '1',
    'title says refactor': row.refactor === '1',
    'title says breaking': row.breaking === '1',
    'message speaks of testing': row.mentions_testing === '1',
    'more than 20 changes in 24 hours': number(row.changes_24h) > 20,
    'author made 10 or more changes in 7 days': number(row.author_changes_7d) >= 10,
    'author was reverted before (5 or more times)': number(row.author_reverts) >= 5,
    '3 or more fixes on the files in 180 days': number(row.prior_fixes) >= 3,
    'author changed less than half of the files before': number(row.own) < 0.5,
    'spread evenly (entropy above 0.8)': number(row.entropy_n) > 0.8 && number(row.nf) > 3,
    'larger files (500 lines or more)': number(row.lt) >= 500,
    'deletes more than it adds': number(row.ld_code) > number(row.la_code),
  };
}

async function mined(path) {
  const mine = await openMine({
    repository: path,
    head: null,
    limit: null,
    since: null,
    environment: 'production',
    services: null,
  });
  const outcomes = startOutcomes();
  const all = [];
  for await (const change of mine.changes()) {
    outcomes.add(change);
    const { facts, title, isRevert, committedAt } = change;
    all.push({ facts, title, isRevert, committedAt, candidates: {} });
  }
  const youngest = mine.newest - daysToFail * 86_400;
  const changes = all
    .map((change, index) => ({ ...change, failed: outcomes.failedBy(index) !== null }))
    .filter(
      ({ isRevert, title, committedAt }) =>
        !isRevert && !/\btemp(orary|orarily)\b/i.test(title) && committedAt <= youngest,
    );
  return { name: basename(path.replace(/\/repo\/?$|\.git\/?$/, '')), changes };
}
