import type { AttributeValue } from "@aws-sdk/client-dynamodb";
import { documentClient } from "./document-client.ts";
import { withDynamoose } from "./dynamoose.ts";
import { electrodb } from "./electrodb.ts";
import { onClient, onDirect, onSdk } from "./keywright.ts";
import { onetable } from "./onetable.ts";
import { rawClient } from "./raw-client.ts";
import type { Store } from "./store.ts";
import { toolbox } from "./toolbox.ts";
import type { Contender } from "./workload.ts";

export interface ContenderKind {
  readonly make: (store: Store) => Contender;
  /** Attributes that a library keeps beside those of the item, and looks for when it reads. */
  readonly bookkeeping?: Readonly<Record<string, AttributeValue>>;
  /** What its requests say beside what is asked of all, and cannot be made to leave out. */
  readonly adds?: {
    /** Clauses of expressions, placeholders replaced: sets attributes that the key is made of to what they are. */
    readonly clauses?: RegExp;
    /** Leaves out to give the stored item where a condition fails. */
    readonly tells?: "nothing of the stored item";
  };
}

const tells = "nothing of the stored item";

const kinds = {
  DocumentClient: { make: documentClient },
  "raw client": { make: rawClient },
  ElectroDB: {
    make: electrodb,
    bookkeeping: { __edb_e__: { S: "Task" }, __edb_v__: { S: "1" } },
    adds: { clauses: /^(userId|taskId|__edb_e__|__edb_v__) = |^attribute_exists\(SK\)$/, tells },
  },
  "DynamoDB-Toolbox": { make: toolbox, adds: { clauses: /^(userId|taskId) = /, tells } },
  Dynamoose: { make: withDynamoose, adds: { tells } },
  OneTable: {
    make: onetable,
    bookkeeping: { _type: { S: "Task" } },
    adds: { clauses: /^(userId|taskId|GSI2SK) = |^attribute_exists\(SK\)$/, tells },
  },
  "Keywright, client": { make: onClient },
  "Keywright, sdk": { make: onSdk },
  "Keywright, direct": { make: onDirect },
} satisfies Record<string, ContenderKind>;

export type ContenderName = keyof typeof kinds;
export const contenderKinds: Readonly<Record<ContenderName, ContenderKind>> = kinds;
/** What all others are compared with. */
export const baseline: ContenderName = "DocumentClient";
