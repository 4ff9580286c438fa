import { changesByItself, type Facets, facetsOf, isAsExpected } from "../plan/facets.ts";
import type { TableState } from "../plan/state.ts";
import type { TablePlan } from "../plan/table-plan.ts";

/** How far a table is on the way of a plan, or how it has left it. */
export type Position =
  | { readonly next: number }
  /** Parts that are neither as they were, nor as a step makes them. */
  | { readonly strayed: readonly string[] };

/**
 * How many steps of a plan are done, told by the table alone: a plan that was interrupted, or is applied twice at once, goes
 * on where the table is. Of two positions that look the same the later one counts.
 */
export function positionOf(
  plan: TablePlan,
  state: TableState | undefined,
  /** Settings that could not be read now. */
  unread: readonly string[] = [],
): Position {
  const ignored = [...plan.ignored, ...unread];
  const found = facetsOf(state);
  const before = facetsOf(plan.found);
  const touched = new Set(plan.steps.flatMap(({ changes }) => changes.map(({ facet }) => facet)));
  const others = [...new Set([...before.keys(), ...found.keys()])].filter(
    (facet) => before.get(facet) !== found.get(facet) && !isFree(plan, touched, facet) && !isIgnored(ignored, facet),
  );
  let least = state === undefined && plan.found !== undefined ? ["the table"] : undefined;
  if (least === undefined) {
    for (let next = plan.steps.length; next >= 0; next--) {
      const expected = facetsAt(plan, before, next);
      const strayed = [...touched].filter(
        (facet) =>
          !isIgnored(ignored, facet) && !isAsExpected(facet, found.get(facet) ?? null, expected.get(facet) ?? null),
      );
      if (strayed.length === 0 && others.length === 0) return { next };
      if (least === undefined || strayed.length < least.length) least = strayed;
    }
  }
  const strayed = [...others, ...(least ?? [])];
  // An index that has come or gone is one difference.
  return { strayed: strayed.filter((facet) => !strayed.some((other) => facet.startsWith(`${other}/`))) };
}

/** What the parts that are touched are like after so many steps. */
function facetsAt(plan: TablePlan, before: Facets, steps: number): ReadonlyMap<string, string | null> {
  const facets = new Map<string, string | null>(before);
  for (const { changes } of plan.steps.slice(0, steps)) for (const { facet, to } of changes) facets.set(facet, to);
  return facets;
}

/** Whether a part may be otherwise than it was when the plan was made. */
function isFree(plan: TablePlan, touched: ReadonlySet<string>, facet: string): boolean {
  // Of a table that the plan makes, only what it asks for is known.
  if (touched.has(facet) || plan.found === undefined) return true;
  if (changesByItself(facet)) return true;
  // Described as that of the table where the service tells nothing of it.
  if (/^replicas\/[^/]+\/tableClass$/.test(facet)) return true;
  // What the service adds to an index or a replica that the plan makes.
  return ["indexes", "replicas"].some((kind) => {
    const [root, name] = facet.split("/");
    return root === kind && touched.has(`${root}/${name}`);
  });
}

function isIgnored(ignored: readonly string[], facet: string): boolean {
  return ignored.some((part) => isPartOf(part, facet));
}

/** Whether a setting, as descriptions and plans name it, has this part. */
function isPartOf(setting: string, facet: string): boolean {
  if (setting === "contributorInsights") return /^(indexes\/[^/]+\/)?contributorInsights$/.test(facet);
  const path = setting === "autoScaling" ? "scaling" : setting.startsWith("replicas.") ? replicaPath(setting) : setting;
  return facet === path || facet.startsWith(`${path}/`);
}

/** `replicas.us-east-1.tags` */
function replicaPath(setting: string): string {
  return setting.replaceAll(".", "/");
}

/** The settings that are not read, without which nobody can tell where the table is on the way of the plan. */
export function neededSettings(plan: TablePlan, unread: readonly string[]): readonly string[] {
  const needed = [
    ...facetsOf(plan.found).keys(),
    // What a table was created with is not asked for again.
    ...plan.steps.flatMap(({ request, changes }) =>
      request.name === "CreateTable" ? [] : changes.map(({ facet }) => facet),
    ),
  ];
  return unread.filter((setting) => needed.some((facet) => isPartOf(setting, facet)));
}
