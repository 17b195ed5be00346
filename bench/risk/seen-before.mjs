// What the lists of files of earlier changes tell of a change, as the product tells it of a clone.
import { isCodeFile } from '../../src/change/derive.ts';
import { kindOf } from '../../src/change/kind.ts';
import { startPast } from '../../src/git/past.ts';

/** Gives, change by change from the oldest on, the facts that the rows of the data lack. */
export function startSeenBefore() {
  const past = startPast();
  return ({ date, author: hash, files }) => {
    const committedAt = Math.floor(Date.parse(date) / 1_000);
    const person = { name: hash, mail: `${hash}@data` };
    const { author, area } = past.facts({ ...namesOf(files), writers: [person], asOf: committedAt });
    const changes = files.map(([path, , , previous]) => ({ path, previous: previous ?? null }));
    past.add({ committedAt, isRevert: false, person, changes });
    return {
      author: { ownership: author.ownership },
      area: { changesLast24h: area.changesLast24h },
    };
  };
}

function namesOf(files) {
  const code = files.filter(([path]) => isCodeFile({ path, kind: kindOf(path) }));
  return { files: files.map(namesIn), codeFiles: (code.length === 0 ? files : code).map(namesIn) };
}

function namesIn([path, , , previous]) {
  return previous ? [path, previous] : [path];
}
