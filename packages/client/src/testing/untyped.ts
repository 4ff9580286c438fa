import type {
  DeleteItemCommandInput,
  GetItemCommandInput,
  PutItemCommandInput,
  QueryCommandInput,
  TransactWriteItemsCommandInput,
  UpdateItemCommandInput,
} from "@aws-sdk/client-dynamodb";
import type { Ref } from "@keywright/expressions";
import type { AnyEntity } from "../definition/entity.ts";
import type { Operation } from "../operation/operation.ts";

/** Any request's input. */
type Input = Partial<
  GetItemCommandInput &
    Omit<QueryCommandInput, "Select"> &
    PutItemCommandInput &
    UpdateItemCommandInput &
    DeleteItemCommandInput &
    TransactWriteItemsCommandInput
>;

type Name = "title" | "name" | "color" | "owner" | "message" | "status" | "userId" | "taskId" | "id";
type References = { readonly [N in Name]: Ref<string, string, string> };

interface Options {
  readonly where?: (references: References) => unknown;
  readonly [option: string]: unknown;
}

type Verb = (input?: unknown, options?: Options) => Operation<unknown, Input>;

/** An entity as a program without types sees it. */
export interface UntypedEntity extends AnyEntity {
  readonly get: Verb;
  readonly query: Verb;
  readonly first: Verb;
  readonly count: Verb;
  readonly scan: (options?: Options) => Operation<unknown, Input>;
  readonly create: Verb;
  readonly put: Verb;
  readonly update: (key?: unknown, changes?: unknown, options?: Options) => Operation<unknown, Input>;
  readonly upsert: Verb;
  readonly delete: Verb;
  readonly check: Verb;
  readonly move: (item?: unknown, changes?: unknown, options?: Options) => Operation<unknown, Input>;
  readonly indexes: {
    readonly [name in "byStatus" | "byOwner" | "byUpdated" | "byDay" | "byCard" | "wide"]: {
      readonly query: Verb;
      readonly hydrate: Verb;
      readonly first: Verb;
      readonly count: Verb;
      readonly scan: (options?: Options) => Operation<unknown, Input>;
    };
  };
}

/** A seam for tests of what the compiler refuses, and programs without types do all the same. */
export function untyped(entity: AnyEntity): UntypedEntity {
  return entity as UntypedEntity;
}
