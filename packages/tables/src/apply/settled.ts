import type { TableDescription } from "../describe/table-description.ts";
import { assertUsable } from "../describe/wait-for-table.ts";
import { TableError } from "../error/table-error.ts";

/**
 * What the service is still doing to a table; nothing where the next change may come.
 *
 * @throws {TableError} `table-unusable`, also where a replica could not be made.
 */
export function unsettled(
  found: TableDescription | undefined,
): { readonly status: string; readonly index?: string } | undefined {
  if (found === undefined) return undefined;
  assertUsable(found);
  if (found.status !== "ACTIVE") return { status: found.status };
  for (const { name, status, backfilling } of found.indexes.values()) {
    if (backfilling) return { index: name, status: `${status}, backfilling` };
    if (status !== "ACTIVE") return { index: name, status };
  }
  for (const [region, { status, reason }] of found.replicas) {
    if (status === "CREATING" || status === "UPDATING" || status === "DELETING") {
      return { status: `${status} in ${region}` };
    }
    if (status !== "ACTIVE") {
      throw new TableError({
        code: "table-unusable",
        table: found.name,
        message: `The replica of the table '${found.name}' in ${region} is ${status}, which waiting does not change${reason === undefined ? "" : `: ${reason}`}. Restore or delete it first.`,
      });
    }
  }
  const { witness } = found;
  if (witness?.status !== undefined && witness.status !== "ACTIVE") {
    return { status: `${witness.status} in ${witness.region}` };
  }
  const [changing] = found.changing;
  return changing === undefined ? undefined : { status: `${changing.status} of ${changing.setting}` };
}
