import type {
  DeleteItemCommandInput,
  PutItemCommandInput,
  TransactWriteItem,
  UpdateItemCommandInput,
} from "@aws-sdk/client-dynamodb";
import type { WireItem } from "@keywright/schema";
import type { WriteDescription } from "../../operation/description.ts";

type ConditionCheck = NonNullable<TransactWriteItem["ConditionCheck"]>;

/** One request, or one action of a transaction. */
export type WriteRequest =
  | { readonly type: "Put"; readonly input: PutItemCommandInput }
  | { readonly type: "Update"; readonly input: UpdateItemCommandInput }
  | { readonly type: "Delete"; readonly input: DeleteItemCommandInput }
  | { readonly type: "ConditionCheck"; readonly input: ConditionCheck };

/** What a false condition means. */
export type Failure =
  /** It was this write itself that changed the item: an earlier attempt had succeeded. */
  | { readonly kind: "succeeded"; readonly result: unknown }
  /** Another operation does what this one cannot. */
  | { readonly kind: "instead"; readonly description: WriteDescription }
  | { readonly kind: "error"; readonly error: Error };

/** One action and what its answers mean. */
export type WriteAction = WriteRequest & {
  /** The result, from the attributes that `ReturnValues` asked for. */
  result(attributes: WireItem | undefined): unknown;
  /** What a false condition means, from the item that was stored then. */
  failure(stored: WireItem | undefined): Failure;
};

/** The actions of one write, which happen together or not at all. */
export interface WritePlan {
  readonly kind: "write";
  readonly actions: readonly WriteAction[];
}
