import { evaluateUpdate } from "@keywright/expressions";
import { type EntityModel, itemSize, type WireItem } from "@keywright/schema";
import type { WriteDescription } from "../../operation/description.ts";
import type { ExplainedCapacity, ExplainOptions } from "../../operation/explanation.ts";
import { isExpired } from "../read/identity.ts";
import type { WriteAction, WritePlan } from "../write/write-plan.ts";
import { entryUnits, heldNames, keyNames } from "./index-entry.ts";
import { storedItem } from "./stored-item.ts";
import { assumedItemSize, writeUnits } from "./units.ts";
import { broughtBytes, touchedNames } from "./update-bounds.ts";

/** What is stored before an action: the item or none, as is known or assumed; or one of which the size alone is given. */
type Before = { readonly item: WireItem | undefined; readonly assumed?: boolean } | { readonly bytes: number };

/** One action's charges. */
interface Charge {
  readonly table: number;
  readonly indexes: ReadonlyMap<string, number>;
  readonly failed: number;
}

/** Estimates what a write consumes. */
export function writeCapacity(
  description: WriteDescription,
  plan: WritePlan,
  options: ExplainOptions,
  now: Date,
): ExplainedCapacity {
  const { model } = description;
  const basis: string[] = [];
  const factor = plan.transaction ? 2 : 1;
  let exact = true;
  let table = 0;
  let failed = 0;
  const indexes: Record<string, number> = {};
  for (const action of plan.actions) {
    const before = action.claim ? claimBefore(action, basis) : beforeOf(description, action, options, now, basis);
    const { table: within } = (action.claim && model.unique) || model;
    const charge = "bytes" in before ? sized(within, action, before.bytes) : known(within, action, before.item, basis);
    exact &&= !("bytes" in before) && before.assumed !== true && charge.exact;
    table += charge.table * factor;
    failed += charge.failed * factor;
    for (const [name, units] of charge.indexes) indexes[name] = (indexes[name] ?? 0) + units;
  }
  if (!exact) basis.push("charges of indexes are an upper estimate where the item before or after is not known");
  if (plan.transaction) basis.push("a transaction is charged double on the table, and once on indexes");
  const conditional = plan.actions.some(({ input }) => input.ConditionExpression !== undefined);
  const write = table + Object.values(indexes).reduce((sum, units) => sum + units, 0);
  return { read: 0, write, table, indexes, ...(conditional ? { whenConditionFails: failed } : {}), exact, basis };
}

/** A claim of unique attributes is new, or the one that is given free. */
function claimBefore(action: WriteAction, basis: string[]): Before {
  const { name } = action.claim ?? {};
  if (action.type === "Put") {
    basis.push(`a claim of unique.${name}, which nobody has`);
    return { item: undefined };
  }
  basis.push(`the claim of unique.${name} that is given free, of up to 1,024 bytes`);
  return { bytes: 1024 };
}

function beforeOf(
  description: WriteDescription,
  action: WriteAction,
  { item, itemSize: bytes }: ExplainOptions,
  now: Date,
  basis: string[],
): Before {
  const { model, verb } = description;
  if (action.type === "Put" && (verb === "create" || verb === "move")) {
    const wire = verb === "create" && item ? storedItem(model, item, now) : undefined;
    if (wire && isExpired(model, wire, now)) {
      basis.push(`the expired item that is replaced, of ${itemSize(wire)} bytes`);
      return { item: wire };
    }
    basis.push("nothing is stored under the key of the new item");
    return { item: undefined };
  }
  const stored = item === undefined && verb === "move" ? description.item : item;
  if (stored === null) {
    basis.push("no item is stored before");
    return { item: undefined };
  }
  if (stored !== undefined) {
    const wire = storedItem(model, stored, now);
    const missing = managedMissing(model, stored);
    const filled = missing.length === 0 ? "" : `, with ${missing.join(" and ")} as of a new item: it was given without`;
    basis.push(`the stored item, of ${itemSize(wire)} bytes${filled}`);
    return { item: wire, assumed: missing.length > 0 };
  }
  if (bytes !== undefined) {
    basis.push(`a stored item of ${bytes} bytes, as given`);
    return { bytes };
  }
  if (action.type === "Put") {
    basis.push(
      "as if no item were stored before: replacing a larger one, or one with other index keys, costs more; pass `item`",
    );
    return { item: undefined, assumed: true };
  }
  basis.push(`a stored item of ${assumedItemSize} bytes, which is assumed: pass \`item\` or \`itemSize\``);
  return { bytes: assumedItemSize };
}

/** Managed attributes that an item was given without. */
function managedMissing({ attributes }: EntityModel, item: object): readonly string[] {
  return [...attributes.values()]
    .filter(({ name, managed }) => managed !== undefined && !Object.hasOwn(item, name))
    .map(({ name }) => name);
}

/** The charges where both images of the item are known. */
function known(
  table: EntityModel["table"],
  action: WriteAction,
  before: WireItem | undefined,
  basis: string[],
): Charge & { readonly exact: boolean } {
  const after = action.type === "ConditionCheck" ? before : afterOf(action, before);
  if (after === "unknown") {
    const bytes = before === undefined ? 0 : itemSize(before);
    basis.push("DynamoDB would refuse the update for what is stored: as if all of its values were added to the item");
    return { ...charge(table, action, bytes), exact: false };
  }
  const failed = writeUnits(before ? itemSize(before) : 0);
  const indexes = new Map<string, number>();
  for (const index of table.indexes.values()) {
    const units = entryUnits(table, index, before, after);
    if (units > 0) indexes.set(index.name, units);
  }
  const size = Math.max(before ? itemSize(before) : 0, after ? itemSize(after) : 0);
  if (action.type === "Put" && after) basis.push(`the item that is written, of ${itemSize(after)} bytes`);
  return { table: writeUnits(size), indexes, failed, exact: true };
}

function afterOf(
  action: Exclude<WriteAction, { type: "ConditionCheck" }>,
  before: WireItem | undefined,
): WireItem | undefined | "unknown" {
  if (action.type === "Delete") return undefined;
  if (action.type === "Put") return action.input.Item as WireItem;
  return evaluateUpdate(action.changes, before ?? (action.input.Key as WireItem)) ?? "unknown";
}

/** The charges where of the stored item the size alone is known. */
function sized(table: EntityModel["table"], action: WriteAction, bytes: number): Charge & { readonly exact: boolean } {
  return { ...charge(table, action, bytes), exact: false };
}

function charge(table: EntityModel["table"], action: WriteAction, bytes: number): Charge {
  const failed = writeUnits(bytes);
  const indexes = new Map<string, number>();
  if (action.type === "ConditionCheck") return { table: failed, indexes, failed };
  const brought = action.type === "Update" ? bytes + broughtBytes(action.changes) : bytes;
  const after = action.type === "Put" ? itemSize(action.input.Item as WireItem) : brought;
  const size = writeUnits(Math.max(bytes, after));
  const touched = action.type === "Update" ? touchedNames(action.changes) : undefined;
  for (const index of table.indexes.values()) {
    const keys = keyNames(index);
    // Deleting takes one entry away; a change of an index key takes one away and adds one.
    const moved = touched ? keys.some((name) => touched.has(name)) : action.type === "Put";
    const held = index.projection === "ALL" || heldNames(table, index).some((name) => touched?.has(name) ?? true);
    if (held) indexes.set(index.name, moved ? failed + size : size);
  }
  return { table: size, indexes, failed };
}
