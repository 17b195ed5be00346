/** Places to fill, and who may fill them. */
export type Demand = { readonly count: number; readonly eligible: readonly string[] };

/** A demand with the people who fill it. */
export type Filled<D extends Demand> = { readonly demand: D; readonly people: readonly string[] };

/**
 * Gives each demand people of its own, as many places filled as can be: a maximum bipartite matching by augmenting
 * paths (Kuhn 1955). The first demands and the first people come first. Somebody in two demands fills one of them, and
 * steps aside for one that nobody else can fill.
 */
export function matchPeople<D extends Demand>(demands: readonly D[]): readonly Filled<D>[] {
  const demandOf = new Map<string, D>();
  // Whoever was asked in vain is not asked again until somebody has moved: many rules with many places stay quick.
  let asked = new Set<string>();
  for (const demand of demands) {
    for (let place = 0; place < demand.count; place += 1) {
      if (!assign(demand, { demandOf, asked })) break;
      asked = new Set();
    }
  }
  return demands.map((demand) => ({
    demand,
    people: [...new Set(demand.eligible)].filter((person) => demandOf.get(person) === demand),
  }));
}

type Search<D> = { readonly demandOf: Map<string, D>; readonly asked: Set<string> };

function assign<D extends Demand>(demand: D, search: Search<D>): boolean {
  const { demandOf, asked } = search;
  // People who are free come before those who would have to move, so that nobody moves in vain.
  const free = demand.eligible.find((person) => !demandOf.has(person));
  if (free !== undefined) {
    demandOf.set(free, demand);
    return true;
  }
  for (const person of demand.eligible) {
    const other = demandOf.get(person);
    if (other === undefined || asked.has(person)) continue;
    asked.add(person);
    if (assign(other, search)) {
      demandOf.set(person, demand);
      return true;
    }
  }
  return false;
}
