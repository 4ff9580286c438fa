import type { PolicyWarning } from "../document/policy.ts";
import type { Within } from "../operation/needs.ts";
import { type Grant, placeId } from "./grant.ts";

/** An action on a place, with what limits it: what all grants of it need together. */
export interface Combined {
  readonly action: string;
  readonly table: string;
  readonly index?: string;
  readonly within?: Within;
  readonly keys?: { readonly key: string; readonly patterns: readonly string[] };
  readonly attributes?: readonly string[];
  readonly whole: boolean;
}

/**
 * Puts together what IAM does not tell apart. What is allowed outside of transactions is allowed in them: a transaction has the
 * keys of all its actions of one kind in one request, so they stand in one statement.
 */
export function combine(grants: readonly Grant[], warn: (warning: PolicyWarning) => void): readonly Combined[] {
  const places = new Map<string, Grant[]>();
  for (const grant of grants) {
    // The tenant may stand in another attribute of the partition key for each entity: those are conditions apart.
    const id = `${grant.action} ${placeId(grant)} ${grant.keys?.key ?? ""}`;
    places.set(id, [...(places.get(id) ?? []), grant]);
  }
  return [...places.values()].flatMap((all) => {
    const plain = all.filter(({ within }) => within === undefined);
    const inside = all.filter(({ within }) => within !== undefined);
    const alone = plain.length === 0 ? [] : [one(plain, undefined, warn)];
    const [first] = inside;
    if (first === undefined) return alone;
    const both = one(all, first.within, warn);
    const [outside] = alone;
    return outside !== undefined && isWithin(both, outside) ? alone : [...alone, both];
  });
}

function one(grants: readonly Grant[], within: Within | undefined, warn: (warning: PolicyWarning) => void): Combined {
  const [first] = grants;
  if (first === undefined) throw new Error("there is nothing to combine");
  const { action, table, index } = first;
  const keys = keysOf(grants);
  const attributes = attributesOf(grants, warn);
  return {
    action,
    table: table.name,
    ...(index !== undefined && { index }),
    ...(within && { within }),
    ...(keys && { keys }),
    ...(attributes && { attributes }),
    whole: grants.some(({ whole }) => whole),
  };
}

function keysOf(grants: readonly Grant[]): Combined["keys"] {
  const conditions = grants.flatMap(({ keys }) => keys ?? []);
  const [first] = conditions;
  // All are of the same attribute. One without a condition makes those of the others void.
  if (first === undefined || conditions.length < grants.length) return undefined;
  const patterns = [...new Set(conditions.flatMap((condition) => condition.patterns))].sort();
  return patterns.includes("*") ? undefined : { key: first.key, patterns };
}

/** Attributes can be limited where all entities are that send the same requests to the same table. */
function attributesOf(grants: readonly Grant[], warn: (warning: PolicyWarning) => void): readonly string[] | undefined {
  const limited = grants.filter(({ attributes }) => attributes !== undefined);
  if (limited.length === 0) return undefined;
  const free = grants.find(({ attributes }) => attributes === undefined);
  if (free !== undefined) {
    const names = [...new Set(limited.map(({ model }) => model.name))].join(", ");
    warn({
      code: "attributes_shared",
      message: `The attributes of ${names} are not limited for ${free.action} on '${free.table.name}': ${free.model.name} is in the same table without a limit, and IAM does not tell their requests apart. Limit those of ${free.model.name} too, or give them to another principal`,
    });
    return undefined;
  }
  return [...new Set(limited.flatMap(({ attributes }) => attributes ?? []))].sort();
}

function isWithin(inner: Combined, outer: Combined): boolean {
  const has = (some: readonly string[] | undefined, all: readonly string[] | undefined): boolean =>
    all === undefined || (some?.every((each) => all.includes(each)) ?? false);
  return has(inner.keys?.patterns, outer.keys?.patterns) && has(inner.attributes, outer.attributes);
}
