import { type DynamoDBOperation, operationOf } from "./operation.ts";

/** A JSON object, as it goes over the wire: binary values are base64 text. */
export interface JsonObject {
  readonly [name: string]: JsonValue | undefined;
}

export type JsonValue = string | number | boolean | null | readonly JsonValue[] | JsonObject;

/** One HTTP request to DynamoDB. What a program sends once may take several: the SDK tries again after some errors. */
export interface Attempt {
  readonly operation: DynamoDBOperation;
  /** The request's body. Table names in it are those of the service. */
  readonly input: JsonObject;
  /** The tables of the request by their names in the model. In PartiQL they are found where they are in double quotes. */
  readonly tableNames: readonly string[];
  /** The same for all attempts of one request. */
  readonly invocation: string;
  /** 1 for the first. */
  readonly attempt: number;
}

interface Parts {
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: unknown;
}

/** Reads a request of the SDK; `undefined` where it is not one to DynamoDB, but for credentials, for instance. */
export function readAttempt({ headers, body }: Parts, modelName: (table: string) => string): Attempt | undefined {
  const operation = operationOf(headers["x-amz-target"]);
  if (operation === undefined) return undefined;
  let input: JsonObject | undefined;
  let tableNames: readonly string[] | undefined;
  return {
    operation,
    // Parsed when somebody asks.
    get input() {
      input ??= JSON.parse(textOf(body)) as JsonObject;
      return input;
    },
    get tableNames() {
      tableNames ??= [...new Set(tablesIn(this.input).map(modelName))];
      return tableNames;
    },
    invocation: headers["amz-sdk-invocation-id"] ?? "",
    attempt: Number(/attempt=(\d+)/.exec(headers["amz-sdk-request"] ?? "")?.[1] ?? 1),
  };
}

function textOf(body: unknown): string {
  if (typeof body === "string") return body;
  // Test runners give each test file classes of its own, which `instanceof` does not see through.
  if (ArrayBuffer.isView(body)) return Buffer.from(body.buffer, body.byteOffset, body.byteLength).toString();
  return "{}";
}

/** The tables of a request, by their names in the service, in its order. */
export function tablesIn(input: JsonObject): readonly string[] {
  if (typeof input.TableName === "string") return [nameIn(input.TableName)];
  if (isObject(input.RequestItems)) return Object.keys(input.RequestItems).map(nameIn);
  const ofActions = actionsOf(input).flatMap((action) => {
    const inner = Object.values(action).find(isObject);
    return typeof inner?.TableName === "string" ? [nameIn(inner.TableName)] : [];
  });
  return [...ofActions, ...statementsIn(input).flatMap(tablesOfStatement)];
}

// A table can be named by its ARN, too.
function nameIn(table: string): string {
  return table.slice(table.lastIndexOf("/") + 1);
}

function statementsIn({ Statement, Statements, TransactStatements }: JsonObject): readonly string[] {
  const listed = [Statements, TransactStatements].flatMap((list) => (Array.isArray(list) ? list.filter(isObject) : []));
  return [Statement, ...listed.map((entry) => entry.Statement)].filter((text) => typeof text === "string");
}

function tablesOfStatement(statement: string): readonly string[] {
  return [...statement.matchAll(/\b(?:from|into|update)\s+"([^"]+)"/gi)].map(([, table = ""]) => nameIn(table));
}

/** The actions of a transaction. */
export function actionsOf({ TransactItems }: JsonObject): readonly JsonObject[] {
  return Array.isArray(TransactItems) ? TransactItems.filter(isObject) : [];
}

export function isObject(value: JsonValue | undefined): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
