import type { AnyTable, EntityModel, WireItem } from "keywright";
import { constraintOf } from "../factory/created.ts";
import { keyText } from "../stored/check-item.ts";
import { invalid } from "../stored/invalid.ts";
import type { PlacedItem } from "../stored/read-items.ts";
import { type DataOptions, deleteBatch, nameIn, pagesOf, type Store } from "../stored/store.ts";
import { writeItems } from "../stored/write-items.ts";

/** An item of a seed with what holds the values of its unique attributes. */
export interface Claiming extends PlacedItem {
  readonly model: EntityModel;
  readonly claims: readonly WireItem[];
}

/** The claims of a seed in one table. */
interface Claimed {
  readonly table: AnyTable;
  readonly claims: readonly PlacedItem[];
  /** Claims of items that the seed replaces, which these do not need any more. */
  readonly left: readonly WireItem[];
}

/**
 * Compares the claims of a seed with each other and with those that are stored.
 *
 * @throws {TestkitError} `seed-invalid` where two items have the same values, or one has those of an item that stays
 */
export async function claimsOf(store: Store, items: readonly Claiming[], now: Date): Promise<readonly Claimed[]> {
  const models = new Map(items.map(({ model }) => [`${model.table.name} ${model.name}`, model]));
  const tables = new Map<string, AnyTable>();
  for (const { unique } of models.values()) if (unique) tables.set(unique.table.name, tableOf(unique.table));
  const replaced = new Set(items.map(({ model, item }) => placeOf(model, item)));
  const claimed: Claimed[] = [];
  for (const [name, table] of tables) {
    const of = items.filter(({ model }) => model.unique?.table.name === name);
    const wanted = wantedClaims(table, of);
    const left: WireItem[] = [];
    for await (const page of pagesOf(store, nameIn(store, name), undefined)) {
      for (const stored of page) {
        const model = of.find((each) => constraintOf(each.model, stored))?.model;
        if (model === undefined) continue;
        const want = wanted.get(keyText(table, stored));
        const isReplaced = replaced.has(placeOf(model, ownerOf(model, stored)));
        if (isReplaced && !want) left.push(stored);
        if (want && !isReplaced && !isExpired(model, stored, now)) {
          throw invalid(want.place, `the item has ${valuesOf(model, stored)} of an item that is in the table already`);
        }
      }
    }
    claimed.push({ table, claims: [...wanted.values()], left });
  }
  return claimed;
}

/** Writes the claims of a seed, and deletes those that are left over. */
export async function writeClaims(
  store: Store,
  { table, claims, left }: Claimed,
  { signal }: DataOptions,
): Promise<void> {
  const keys = left.map((claim) => keyOf(table, claim));
  await deleteBatch(store, nameIn(store, table.model.name), keys);
  await writeItems(store, table, claims, signal ? { signal } : {});
}

function wantedClaims(table: AnyTable, items: readonly Claiming[]): ReadonlyMap<string, PlacedItem> {
  const wanted = new Map<string, PlacedItem>();
  for (const { model, claims, place } of items) {
    for (const claim of claims) {
      const key = keyText(table, claim);
      const earlier = wanted.get(key);
      if (earlier) throw invalid(place, `the item has ${valuesOf(model, claim)} of the one at ${earlier.place}`);
      wanted.set(key, { item: claim, place });
    }
  }
  return wanted;
}

function valuesOf(model: EntityModel, claim: WireItem): string {
  const constraint = constraintOf(model, claim);
  return `the same ${constraint?.attributes.join(" and ") ?? "values"} (unique.${constraint?.name ?? "?"})`;
}

/** The table and the key of an item, as a text. */
function placeOf({ table }: EntityModel, item: WireItem): string {
  return `${table.name} ${keyText(tableOf(table), item)}`;
}

function tableOf(model: EntityModel["table"]): AnyTable {
  return { model, "~entities": new Map() };
}

function ownerOf({ unique }: EntityModel, claim: WireItem): WireItem {
  const owner = unique && claim[unique.owner];
  return owner && "M" in owner ? owner.M : {};
}

function isExpired({ unique }: EntityModel, claim: WireItem, now: Date): boolean {
  const expires = unique?.expiry === undefined ? undefined : claim[unique.expiry];
  return expires !== undefined && "N" in expires && Number(expires.N) <= Math.floor(now.getTime() / 1000);
}

function keyOf({ model: { partitionKey, sortKey } }: AnyTable, item: WireItem): WireItem {
  const names = sortKey ? [partitionKey.name, sortKey.name] : [partitionKey.name];
  return Object.fromEntries(names.flatMap((name) => (item[name] ? [[name, item[name]]] : [])));
}
