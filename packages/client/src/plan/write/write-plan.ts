import type {
  DeleteItemCommandInput,
  PutItemCommandInput,
  TransactWriteItem,
  UpdateItemCommandInput,
} from "@aws-sdk/client-dynamodb";
import type { UpdateAction } from "@keywright/expressions";
import type { UniqueConstraint, WireItem } from "@keywright/schema";
import { type CapacityInput, capacityInput, type PlanContext } from "../context.ts";

type ConditionCheck = NonNullable<TransactWriteItem["ConditionCheck"]>;

/** One request, or one action of a transaction. */
export type WriteRequest =
  | { readonly type: "Put"; readonly key: WireItem; readonly input: PutItemCommandInput }
  /** `changes` is what the update expression says. */
  | { readonly type: "Update"; readonly input: UpdateItemCommandInput; readonly changes: readonly UpdateAction[] }
  | { readonly type: "Delete"; readonly input: DeleteItemCommandInput }
  | { readonly type: "ConditionCheck"; readonly input: ConditionCheck };

/** What a false condition means. */
export type Failure =
  /** Nothing is left to do: it was this write itself that changed the item, or what it wants is so already. */
  | { readonly kind: "succeeded"; readonly result: unknown }
  /** Another plan does what the one with this action cannot; `error` is for those who cannot send another one. */
  | { readonly kind: "instead"; readonly error: Error; plan(context: PlanContext): WritePlan }
  | { readonly kind: "error"; readonly error: Error };

/** One action and what its answers mean. */
export type WriteAction = WriteRequest & {
  /** The constraint, where it is no item that is written but the claim of its unique attributes. */
  readonly claim?: UniqueConstraint;
  /** Whether carrying it out twice is like once: of what bears a write mark, as it recognises itself. */
  readonly repeatable: boolean;
  /** The result, from the attributes that `ReturnValues` asked for. */
  result(attributes: WireItem | undefined): unknown;
  /** What a false condition means, from the item that was stored then. */
  failure(stored: WireItem | undefined): Failure;
};

/** A whole item that is written. */
export type PutAction = Extract<WriteAction, { readonly type: "Put" }>;

/** The key in the table of what an action is on. */
export function keyOfAction(action: WriteAction): WireItem {
  return action.type === "Put" ? action.key : (action.input.Key as WireItem);
}

/** The actions of one write, which happen together or not at all. */
export interface WritePlan {
  readonly kind: "write";
  readonly actions: readonly WriteAction[];
  /** Whether it is a transaction, which is carried out once however often it is sent, also where it is one action. */
  readonly transaction: boolean;
  /** What a transaction of them asks for; actions that are requests of their own ask themselves. */
  readonly capacity: CapacityInput;
  /** The result, from the attributes that `ReturnValues` asked for where the plan is one request. */
  result(attributes: WireItem | undefined): unknown;
}

/** The actions of several writes, in one list. */
export function actionsOf(plans: readonly WritePlan[]): readonly WriteAction[] {
  const all: WriteAction[] = [];
  for (const { actions } of plans) for (const action of actions) all.push(action);
  return all;
}

/** The plan of a write that is one action. */
export function singleWrite(action: WriteAction, context: PlanContext, exactlyOnce = false): WritePlan {
  // There is no request of its own for a check.
  const transaction = exactlyOnce || action.type === "ConditionCheck";
  return { kind: "write", actions: [action], transaction, capacity: capacityInput(context), result: action.result };
}
