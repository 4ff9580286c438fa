import { didYouMean } from "../error/did-you-mean.ts";
import { isRecord, type Problems } from "../table/problems.ts";
import type { Managed } from "./managed.ts";

/**
 * Reads `storedAs`: names in the program -> names in the table, where they differ.
 *
 * @param namesOf gives the names in the schema
 */
export function readStoredAs(
  problems: Problems,
  value: unknown,
  namesOf: () => ReadonlySet<string>,
  managed: Managed,
): ReadonlyMap<string, string> {
  const storedAs = new Map<string, string>();
  if (value === undefined) return storedAs;
  if (!isRecord(value)) {
    problems.add("storedAs", `storedAs is an object of names in the program and in the table, such as { title: "t" }`);
    return storedAs;
  }
  const declared = namesOf();
  for (const [name, stored] of Object.entries(value)) {
    if (stored === undefined) continue;
    const path = `storedAs.${name}`;
    const own = declared.has(name) ? undefined : managed.attributes.find((attribute) => attribute.name === name);
    if (own?.managed === "version") {
      problems.add(path, `'${name}' is the version, and named as it is stored: give it that name where it is defined`);
    } else if (own === undefined && !declared.has(name)) {
      problems.add(path, `the schema has no attribute '${name}'${didYouMean(name, declared)}`);
    } else if (typeof stored !== "string" || stored === "" || stored === "__proto__") {
      problems.add(path, "the name in the table is a string that is not empty, and not '__proto__'");
    } else if (own === undefined && stored !== name) storedAs.set(name, stored);
  }
  return storedAs;
}
