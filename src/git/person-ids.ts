import type { Person } from './log.ts';
import { people } from './people.ts';

/** People by number, as they become known: two numbers may turn out to be one person's. */
export interface PersonIds {
  /** The number of a person, now. */
  readonly idOf: (person: Person) => number;
  /** The number by which the person of an earlier number goes now. */
  readonly current: (id: number) => number;
}

type Joining = (kept: number, gone: number) => void;

/** Numbers people; `joined` hears of two numbers that are one person's. */
export function personIds(joined: Joining): PersonIds {
  const everybody = people();
  const ids = new Map<string, number>();
  const keys: string[] = [];
  const idOfKey = new Map<string, number>();
  const above: number[] = [];
  const byName = new Map<string, number>();
  const byMail = new Map<string, number>();

  function current(id: number): number {
    let root = id;
    for (let up = above[root]; up !== undefined && up !== root; up = above[root]) root = up;
    above[id] = root;
    return root;
  }

  function join(one: number, other: number): void {
    const [kept, gone] = [current(one), current(other)];
    if (kept === gone) return;
    above[gone] = kept;
    joined(kept, gone);
  }

  function meet(person: Person): number {
    const key = everybody.meet(person);
    const id = idOfKey.get(key) ?? added(key);
    const [name, mail] = [person.name.trim().toLowerCase(), person.mail.trim().toLowerCase()];
    for (const other of [byName.get(name), byMail.get(mail)]) {
      if (other !== undefined && isSame(other, id)) join(other, id);
    }
    byName.set(name, id);
    byMail.set(mail, id);
    return id;
  }

  function added(key: string): number {
    const id = keys.push(key) - 1;
    idOfKey.set(key, id);
    above.push(id);
    return id;
  }

  function isSame(one: number, other: number): boolean {
    return everybody.identify(keys[one] ?? '') === everybody.identify(keys[other] ?? '');
  }

  return {
    current,
    idOf(person) {
      const pair = `${person.name}\0${person.mail}`;
      const id = ids.get(pair) ?? meet(person);
      ids.set(pair, id);
      return current(id);
    },
  };
}
