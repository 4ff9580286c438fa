import type { Shape } from "../shape/shape.ts";
import { storedTypes } from "../shape/stored-type.ts";
import type { IndexModel, TableModel } from "../table/model.ts";
import { primaryKeyAttributes } from "../table/model.ts";
import type { Problems } from "../table/problems.ts";
import type { KeyScope } from "./keys.ts";
import type { Managed } from "./managed.ts";
import type { EntityModel } from "./model.ts";

/** Finds the attribute by which items expire, and reports what would keep it from working. */
export function readTimeToLive(
  { problems, table, byStoredName, isRefused }: KeyScope,
  managed: Managed,
): EntityModel["timeToLive"] {
  const storedName = table.timeToLive;
  if (storedName === undefined) return undefined;
  for (const { path, what } of managed.names.filter((entry) => entry.storedName === storedName)) {
    problems.add(
      path,
      `'${storedName}' is the time-to-live attribute of table '${table.name}', and cannot be ${what}: choose another name`,
    );
  }
  const attribute = byStoredName.get(storedName);
  if (!attribute || attribute.managed) return undefined;
  const path = `schema.${attribute.name}`;
  if (isRefused?.(attribute.name)) return undefined;
  const types = [...storedTypes(attribute.shape)];
  if (types.length !== 1 || types[0] !== "N") {
    problems.add(
      path,
      `items of table '${table.name}' expire by this attribute, which must be a number (N) and is stored as ${types.join(", ")}: write epochSeconds(), or epochSeconds().optional() for items that stay`,
    );
  } else if (attribute.shapes.some(isMilliseconds)) {
    problems.add(
      path,
      `items of table '${table.name}' expire by this attribute, which counts seconds: write epochSeconds()`,
    );
  }
  return Object.freeze({ attribute: attribute.name, storedName });
}

function isMilliseconds(shape: Shape): boolean {
  if (shape.kind === "codec" && shape.helper === "epochMilliseconds") return true;
  return "inner" in shape && isMilliseconds(shape.inner);
}

/** Reports indexes whose queries could not tell which items have expired. */
export function checkTimeToLiveProjected(
  problems: Problems,
  table: TableModel,
  used: readonly IndexModel[],
  storedName: string,
): void {
  for (const { name, projection, partitionKeys, sortKeys } of used) {
    if (projection === "ALL" || (Array.isArray(projection) && projection.includes(storedName))) continue;
    const keys = [...partitionKeys, ...sortKeys, ...primaryKeyAttributes(table)];
    if (keys.some((key) => key.name === storedName)) continue;
    problems.add(
      `indexes.${name}`,
      `the index does not project '${storedName}', so its queries would show expired items: add it to the projection of the index, or write ttlFilter: false to treat expired items like others everywhere`,
    );
  }
}
