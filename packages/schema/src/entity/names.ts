import type { Problems } from "../table/problems.ts";
import { utf8Length } from "../wire/size.ts";
import type { Managed } from "./managed.ts";
import type { AttributeModel } from "./model.ts";

const mostNameBytes = 65_535;

/**
 * Reports names of managed attributes that the schema has, too, and attributes that share one name in the table.
 *
 * @param areRenamed whether any attribute of the schema has another name in the table
 */
export function checkNames(
  problems: Problems,
  schemaNames: ReadonlyMap<string, AttributeModel>,
  areRenamed: boolean,
  managed: Managed,
): void {
  schemaNames.forEach(({ name, storedName }) => {
    // A UTF-16 unit has at most three bytes.
    if (storedName.length * 3 > mostNameBytes) checkLength(problems, pathOf(name, storedName), storedName);
  });
  if (areRenamed || managed.names.length > 0) checkTaken(problems, schemaNames, areRenamed, managed);
}

function checkTaken(
  problems: Problems,
  schemaNames: ReadonlyMap<string, AttributeModel>,
  areRenamed: boolean,
  managed: Managed,
): void {
  const owners = areRenamed ? checkOwners(problems, schemaNames) : undefined;
  const ownerOf = (storedName: string): string | undefined =>
    owners ? owners.get(storedName) : schemaNames.get(storedName)?.name;
  const taken = new Map<string, string>();
  for (const { name, storedName, path, what, visible } of managed.names) {
    checkLength(problems, path, storedName);
    const owner = ownerOf(storedName);
    const other = taken.get(storedName);
    if (owner === storedName || (visible && schemaNames.has(name))) {
      problems.add(
        path,
        `'${owner === storedName ? storedName : name}' is ${what}, which this library writes: take it out of the schema, or choose another name`,
      );
    } else if (owner !== undefined) {
      problems.add(path, `'${storedName}' is ${what}, and '${owner}' is stored under this name: choose another name`);
    } else if (other !== undefined) {
      problems.add(path, `'${storedName}' is ${what}, and ${other} has the same name: choose another name`);
    }
    taken.set(storedName, what);
  }
}

/** Which attribute is stored under a name. */
function checkOwners(
  problems: Problems,
  schemaNames: ReadonlyMap<string, AttributeModel>,
): ReadonlyMap<string, string> {
  const owners = new Map<string, string>();
  for (const { name, storedName } of schemaNames.values()) {
    const owner = owners.get(storedName);
    if (owner !== undefined) {
      problems.add(
        storedName === name ? `storedAs.${owner}` : pathOf(name, storedName),
        `'${name}' would be stored as '${storedName}', and so is '${owner}': store one of them under another name`,
      );
    } else owners.set(storedName, name);
  }
  return owners;
}

function checkLength(problems: Problems, path: string, storedName: string): void {
  if (utf8Length(storedName) <= mostNameBytes) return;
  problems.add(path, `the name of an attribute has at most ${mostNameBytes} bytes in the table: choose a shorter one`);
}

function pathOf(name: string, storedName: string): string {
  return storedName === name ? `schema.${name}` : `storedAs.${name}`;
}
