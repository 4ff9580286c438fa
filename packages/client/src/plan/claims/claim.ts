import { ComparisonNode, createPrinter, ExistsNode, LiteralNode, LogicalNode, PathNode } from "@keywright/expressions";
import {
  type AttributeValue,
  type EntityModel,
  renderKey,
  type UniqueConstraint,
  type WireItem,
} from "@keywright/schema";
import type { ItemKey } from "../../error/entity-error.ts";
import { UniqueConstraintError } from "../../error/unique-constraint-error.ts";
import { conditionInput } from "../condition-input.ts";
import { capacityInput, epochSecondsOf, type PlanContext } from "../context.ts";
import { own } from "../own.ts";
import { rawKey } from "../read/decode.ts";
import type { WriteAction } from "../write/write-plan.ts";
import type { ClaimedValues } from "./values.ts";

type UniqueModel = NonNullable<EntityModel["unique"]>;

/** The values of an item for one constraint, as the key of the item that claims them. */
export interface Claim {
  readonly constraint: UniqueConstraint;
  readonly key: WireItem;
  /** The same as a text. */
  readonly id: string;
}

/** The claims of an item with these values: none for a constraint of which it lacks an attribute. */
export function claimsOf(model: EntityModel, values: ClaimedValues | undefined): ReadonlyMap<string, Claim> {
  const claims = new Map<string, Claim>();
  for (const constraint of values ? (model.unique?.constraints ?? []) : []) {
    const key: Record<string, AttributeValue> = {};
    for (const template of constraint.key) {
      const value = renderKey(template, (name) => values?.get(name), model.name);
      if (value !== undefined) key[template.keyAttribute.name] = value;
    }
    const text = Object.values(key)[0];
    if (text !== undefined && "S" in text) claims.set(constraint.name, { constraint, key, id: text.S });
  }
  return claims;
}

/** Whose claim it is, for errors, and by the keys in the table that count as the same item. */
export interface Claimant {
  readonly model: EntityModel;
  readonly key: ItemKey;
  readonly verb: string;
  readonly owner: WireItem;
  /** Where the item lay before, if it moves. */
  readonly formerOwner?: WireItem | undefined;
}

/** Claims values for an item: nobody may have them, nor have had them until they expired. */
export function takeClaim(
  { constraint, key }: Claim,
  claimant: Claimant,
  expiry: AttributeValue | undefined,
  context: PlanContext,
): WriteAction {
  const { model, owner, formerOwner } = claimant;
  const unique = model.unique as UniqueModel;
  const printer = createPrinter(model.name);
  const now = LiteralNode({ N: String(epochSecondsOf(context.now)) });
  const free = LogicalNode("OR", [
    ...isOf(unique, key, owner),
    ...(formerOwner ? [ComparisonNode("=", PathNode([unique.owner]), LiteralNode({ M: formerOwner }))] : []),
    ...(unique.expiry === undefined ? [] : [ComparisonNode("<=", PathNode([unique.expiry]), now)]),
  ]);
  const item = {
    ...key,
    [unique.owner]: { M: owner },
    ...(unique.expiry !== undefined && expiry !== undefined ? { [unique.expiry]: expiry } : {}),
  };
  return {
    type: "Put",
    claim: constraint,
    key,
    repeatable: true,
    input: {
      TableName: context.tableName(unique.table.name),
      Item: item,
      ...conditionInput(printer, [free]),
      ...printer.finish(),
      ...capacityInput(context),
    },
    result: () => undefined,
    failure: (stored) => ({ kind: "error", error: held(constraint, claimant, stored) }),
  };
}

/** Gives a claim of an item free. Where another one has it meanwhile, `spare` plans the write without this. */
export function leaveClaim(
  { constraint, key }: Claim,
  claimant: Claimant,
  context: PlanContext,
  spare: Extract<ReturnType<WriteAction["failure"]>, { readonly kind: "instead" }>["plan"],
): WriteAction {
  const { model, owner, formerOwner } = claimant;
  const unique = model.unique as UniqueModel;
  const printer = createPrinter(model.name);
  return {
    type: "Delete",
    claim: constraint,
    repeatable: true,
    input: {
      TableName: context.tableName(unique.table.name),
      Key: key,
      ...conditionInput(printer, [LogicalNode("OR", isOf(unique, key, formerOwner ?? owner))]),
      ...printer.finish(),
      ...capacityInput(context),
    },
    result: () => undefined,
    failure: (stored) => ({ kind: "instead", error: held(constraint, claimant, stored), plan: spare }),
  };
}

/** Another item has the claim. */
function held(
  { name, attributes }: UniqueConstraint,
  { model, key, verb }: Claimant,
  stored: WireItem | undefined,
): UniqueConstraintError {
  const owner = stored && model.unique && ownerOf(model.unique, stored);
  // In the order of the table's keys: DynamoDB gives the entries of a map in any.
  const holder = owner && rawKey(model, owner);
  return new UniqueConstraintError({ entity: model.name, key, verb, constraint: name, attributes, holder });
}

/** Nobody has the claim, or this item. */
function isOf(unique: UniqueModel, key: WireItem, owner: WireItem) {
  const [name = ""] = Object.keys(key);
  return [
    ExistsNode(PathNode([name]), true),
    ComparisonNode("=", PathNode([unique.owner]), LiteralNode({ M: owner })),
  ] as const;
}

/** The key in the table of the item that a stored claim is of. */
export function ownerOf({ owner }: UniqueModel, claim: WireItem): WireItem | undefined {
  const found = own(claim, owner);
  return found !== undefined && "M" in found ? found.M : undefined;
}
