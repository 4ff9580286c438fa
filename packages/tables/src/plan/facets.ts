import { createHash } from "node:crypto";
import { ANY, type TableState } from "./state.ts";

/** The state of a table in its smallest parts: path -> value as JSON. What is off is not in it. */
export type Facets = ReadonlyMap<string, string>;

/** `undefined` is a table that is absent. */
export function facetsOf(state: TableState | undefined): Facets {
  const facets = new Map<string, string>();
  const add = (path: string, value: unknown): void => {
    if (value === undefined) return;
    if (typeof value !== "object" || value === null || Array.isArray(value) || keys.has(path)) {
      facets.set(path, canonicalJson(value));
      return;
    }
    // An index, a replica is there, whatever it has of its own.
    if (/^(indexes|replicas|scaling)\/[^/]+$/.test(path)) facets.set(path, "{}");
    for (const [name, part] of Object.entries(value)) add(path === "" ? name : `${path}/${escaped(name)}`, part);
  };
  add("", state);
  return facets;
}

const keys: ReadonlySet<string> = new Set(["partitionKey", "sortKey"]);

function escaped(name: string): string {
  return name.replaceAll("~", "~0").replaceAll("/", "~1");
}

/** JSON in which the order of properties means nothing. */
export function canonicalJson(value: unknown): string {
  return JSON.stringify(value, (_name, part: unknown) =>
    typeof part === "object" && part !== null && !Array.isArray(part)
      ? Object.fromEntries(Object.entries(part).sort(([a], [b]) => (a < b ? -1 : 1)))
      : part,
  );
}

/** A short name of a state, which another state does not have. */
export function hashOf(state: TableState | undefined): string {
  return createHash("sha256")
    .update(state === undefined ? "absent" : canonicalJson(state))
    .digest("hex")
    .slice(0, 16);
}

/** One part of a table that a step changes, in JSON; `null`: off, or not there. */
export interface FacetChange {
  readonly facet: string;
  readonly from: string | null;
  readonly to: string | null;
}

export function changesBetween(before: TableState | undefined, after: TableState | undefined): FacetChange[] {
  const [from, to] = [facetsOf(before), facetsOf(after)];
  return [...new Set([...from.keys(), ...to.keys()])]
    .filter((facet) => from.get(facet) !== to.get(facet))
    .map((facet) => ({ facet, from: from.get(facet) ?? null, to: to.get(facet) ?? null }));
}

/** Whether a part of a table is as a plan expects it. */
export function isAsExpected(facet: string, found: string | null, expected: string | null): boolean {
  if (found === expected) return true;
  // It grows with the use.
  if (isWarm(facet)) return Number(found) >= Number(expected);
  if (found === null || expected === null) return false;
  if (expected === JSON.stringify(ANY)) return true;
  // A key is given by its id or its ARN, and described by its ARN.
  if (/(^|\/)encryptionKey$/.test(facet)) return found.endsWith(`/${expected.slice(1)}`);
  return false;
}

/** Whether the service changes this part by itself. */
export function changesByItself(facet: string): boolean {
  return isWarm(facet) || /(^|\/)capacity\/(read|write)$/.test(facet);
}

function isWarm(facet: string): boolean {
  return /(^|\/)warmThroughput(\/|$)/.test(facet);
}
