/** Places to fill, and who may fill them. */
export type Demand = { readonly count: number; readonly eligible: readonly string[] };

/**
 * Gives each demand people of its own, as many places filled as can be: a maximum bipartite matching by augmenting
 * paths (Kuhn 1955). The first demands and the first people come first. Somebody in two demands fills one of them, and
 * steps aside for one that nobody else can fill.
 */
export function matchPeople(demands: readonly Demand[]): readonly (readonly string[])[] {
  const places = demands.flatMap(({ count }, demand) => Array.from({ length: count }, () => demand));
  const placeOf = new Map<string, number>();
  for (const place of places.keys()) {
    assign(place, { places, demands, placeOf, asked: new Set() });
  }
  return demands.map(({ eligible }, demand) =>
    [...new Set(eligible)].filter((person) => places[placeOf.get(person) ?? -1] === demand),
  );
}

type Search = {
  readonly places: readonly number[];
  readonly demands: readonly Demand[];
  readonly placeOf: Map<string, number>;
  readonly asked: Set<string>;
};

function assign(place: number, search: Search): boolean {
  const { places, demands, placeOf, asked } = search;
  const eligible = demands[places[place] ?? -1]?.eligible ?? [];
  // People who are free come before those who would have to move, so that nobody moves in vain.
  const free = eligible.find((person) => !placeOf.has(person));
  if (free !== undefined) {
    placeOf.set(free, place);
    return true;
  }
  for (const person of eligible) {
    if (asked.has(person)) continue;
    asked.add(person);
    if (assign(placeOf.get(person) ?? -1, search)) {
      placeOf.set(person, place);
      return true;
    }
  }
  return false;
}
