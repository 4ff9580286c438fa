import { didYouMean } from "../error/did-you-mean.ts";
import { isRecord, type Problems } from "../table/problems.ts";

/** Reads `storedAs`: names in the program -> names in the table, where they differ. */
export function readStoredAs(
  problems: Problems,
  value: unknown,
  declared: ReadonlySet<string>,
  managed: ReadonlySet<string>,
): ReadonlyMap<string, string> {
  const storedAs = new Map<string, string>();
  if (value === undefined) return storedAs;
  if (!isRecord(value)) {
    problems.add("storedAs", `storedAs is an object of names in the program and in the table, such as { title: "t" }`);
    return storedAs;
  }
  for (const [name, stored] of Object.entries(value)) {
    if (stored === undefined) continue;
    const path = `storedAs.${name}`;
    if (managed.has(name) && !declared.has(name)) {
      problems.add(path, `'${name}' is managed, and named as it is stored: give it that name where it is defined`);
    } else if (!declared.has(name)) {
      problems.add(path, `the schema has no attribute '${name}'${didYouMean(name, declared)}`);
    } else if (typeof stored !== "string" || stored === "" || stored === "__proto__") {
      problems.add(path, "the name in the table is a string that is not empty, and not '__proto__'");
    } else if (stored !== name) storedAs.set(name, stored);
  }
  return storedAs;
}
