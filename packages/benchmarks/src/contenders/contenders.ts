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
  /** Clauses of expressions, placeholders replaced, that a library adds: the key's attributes, set to what they are. */
  readonly adds?: RegExp;
  /** Whether a library cannot ask for the stored item where a condition fails. */
  readonly failsSilently?: boolean;
}

const kinds = {
  DocumentClient: { make: documentClient },
  "raw client": { make: rawClient },
  ElectroDB: {
    make: electrodb,
    bookkeeping: { __edb_e__: { S: "Task" }, __edb_v__: { S: "1" } },
    adds: /^(userId|taskId|__edb_e__|__edb_v__) = |^attribute_exists\(SK\)$/,
    failsSilently: true,
  },
  "DynamoDB-Toolbox": { make: toolbox, adds: /^(userId|taskId) = /, failsSilently: true },
  Dynamoose: { make: withDynamoose, failsSilently: true },
  OneTable: {
    make: onetable,
    bookkeeping: { _type: { S: "Task" } },
    adds: /^(userId|taskId|GSI2SK) = |^attribute_exists\(SK\)$/,
    failsSilently: true,
  },
  "Keywright, client": { make: onClient },
  "Keywright, sdk": { make: onSdk },
  "Keywright, direct": { make: onDirect },
} satisfies Record<string, ContenderKind>;

export type ContenderName = keyof typeof kinds;
export const contenderKinds: Readonly<Record<ContenderName, ContenderKind>> = kinds;
/** What all others are compared with. */
export const baseline: ContenderName = "DocumentClient";

/** The contenders of these names. */
export function kindsOf(names: readonly string[]): ReadonlyMap<string, ContenderKind> {
  return new Map(Object.entries(contenderKinds).filter(([name]) => names.includes(name)));
}
