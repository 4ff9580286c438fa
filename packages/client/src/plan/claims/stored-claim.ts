import type { EntityModel, UniqueConstraint, WireItem } from "@keywright/schema";
import { own } from "../own.ts";
import { hasKey, isExpired, isOwn } from "../read/identity.ts";
import { sameValue } from "../same-value.ts";
import { tableKeyOf } from "../stored-key.ts";
import { type Claim, ownerOf } from "./claim.ts";
import { claimable } from "./claimable.ts";
import { valuesOfStored } from "./values.ts";

type Unique = NonNullable<EntityModel["unique"]>;

/** A claim of an entity, as it is stored. */
export interface StoredClaim {
  readonly item: WireItem;
  readonly key: WireItem;
  /** Its key as a text. */
  readonly id: string;
  /** The constraint as the key says it. */
  readonly name: string;
  /** `undefined` where the entity has no such constraint any more. */
  readonly constraint: UniqueConstraint | undefined;
  /** The key in the table of whose claim it is, if it can be one. */
  readonly owner: WireItem | undefined;
}

/**
 * Whether a stored item is a claim of an entity: what holds a value of its unique attributes.
 *
 * @example
 * isClaimOf(User.model, item); // true for an item whose key begins with "~unique#User#"
 */
export function isClaimOf({ unique }: EntityModel, item: WireItem): boolean {
  return unique !== undefined && idOf(unique, item) !== undefined;
}

/** A stored item as a claim; `undefined` where it is none of this entity. */
export function storedClaim(model: EntityModel, item: WireItem): StoredClaim | undefined {
  const { unique } = model;
  const id = unique && idOf(unique, item);
  if (unique === undefined || id === undefined) return undefined;
  const constraint = unique.constraints.find((each) => id.startsWith(literalOf(each)));
  const name = constraint?.name ?? id.split("#")[2] ?? "";
  return { item, key: claimKeyOf(unique, item), id, name, constraint, owner: ownerKey(model, item) };
}

/** The key of a stored claim. */
function claimKeyOf({ table: { partitionKey, sortKey } }: Unique, item: WireItem): WireItem {
  const names = sortKey ? [partitionKey.name, sortKey.name] : [partitionKey.name];
  return Object.fromEntries(
    names.flatMap((name) => {
      const value = own(item, name);
      return value === undefined ? [] : [[name, value]];
    }),
  );
}

/** The key in the table that a claim names, where an item of the entity can have it. */
export function ownerKey(model: EntityModel, claim: WireItem): WireItem | undefined {
  const owner = model.unique && ownerOf(model.unique, claim);
  if (owner === undefined || !model.key.every((template) => hasKey(template, owner, "own"))) return undefined;
  return tableKeyOf(model, owner);
}

/** Whether a claim is this item's, and expires when it does. */
export function isHeldBy(model: EntityModel, claim: WireItem, item: WireItem): boolean {
  const owner = ownerKey(model, claim);
  if (owner === undefined || !sameItem(owner, tableKeyOf(model, item))) return false;
  const name = expiryOf(model);
  if (name === undefined) return true;
  const expires = model.unique?.expiry !== undefined && model.timeToLive && own(item, model.timeToLive.storedName);
  return sameValue(own(claim, name), expires || undefined);
}

/** The attribute by which a claim expires, or would be deleted. */
export function expiryOf({ unique }: EntityModel): string | undefined {
  return unique?.expiry ?? unique?.table.timeToLive;
}

/** Whether two items are the same, by their keys in one table. */
export function sameItem(a: WireItem, b: WireItem): boolean {
  return Object.keys(a).every((name) => sameValue(own(a, name), own(b, name)));
}

/** Whether a stored item is one of the entity, is live, and has values of which this is the claim. */
export function hasValuesOf(
  model: EntityModel,
  item: WireItem | undefined,
  { constraint, id }: Pick<Claim, "constraint" | "id">,
  now: Date,
): item is WireItem {
  if (item === undefined || !isOwn(model, item) || isExpired(model, item, now)) return false;
  return claimable(model, valuesOfStored(model, item)).claims.get(constraint.name)?.id === id;
}

function idOf({ table: { partitionKey, sortKey }, constraints }: Unique, item: WireItem): string | undefined {
  const key = own(item, partitionKey.name);
  const [constraint] = constraints;
  if (constraint === undefined || key === undefined || !("S" in key)) return undefined;
  // Of every constraint the same: "~unique#User#".
  const prefix = literalOf(constraint).split("#", 2).join("#");
  if (!key.S.startsWith(`${prefix}#`)) return undefined;
  return sortKey === undefined || sameValue(own(item, sortKey.name), key) ? key.S : undefined;
}

function literalOf({ key: [template] }: UniqueConstraint): string {
  const [first] = template?.parts ?? [];
  return first?.kind === "literal" ? first.text : "";
}
