import { type AttributeValue, DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { marshall } from "@aws-sdk/util-dynamodb";
import type { ContenderKind } from "./contenders.ts";
import { keysOf } from "./keys.ts";
import type { Store } from "./store.ts";
import { type Task, tasks } from "./workload.ts";

/** A request as it would have gone to the network. */
export interface SentRequest {
  readonly target: string;
  readonly body: Record<string, unknown>;
}

export interface HttpRequest {
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | Uint8Array;
}

/** What is answered to a request, by what was asked for: `GetItem`. */
export type Answer = (operation: string, request: HttpRequest) => Uint8Array;

const headers = { "content-type": "application/x-amz-json-1.0", "x-amzn-requestid": "STUB" };
const tableName = "Bench";

/** A store whose clients are whole but for the network: a request handler that answers. */
export function stubbedStore(answer: Answer): Store {
  const config = {
    region: "eu-central-1",
    credentials: { accessKeyId: "stub", secretAccessKey: "stub" },
    requestHandler: {
      handle: async (request: HttpRequest) => {
        const operation = request.headers["x-amz-target"]?.replace("DynamoDB_20120810.", "") ?? "";
        return { response: { statusCode: 200, headers, body: answer(operation, request) } };
      },
    },
  };
  return { tableName, config, client: new DynamoDBClient(config) };
}

export function bodyOf({ body }: HttpRequest): Record<string, unknown> {
  return JSON.parse(typeof body === "string" ? body : new TextDecoder().decode(body)) as Record<string, unknown>;
}

/** The items as stored by a kind of contender. */
export function storedItems(
  { bookkeeping }: ContenderKind,
  of: readonly Task[] = tasks,
): readonly Record<string, AttributeValue>[] {
  return of.map((task) => ({ ...marshall({ ...task, ...keysOf(task) }), ...bookkeeping }));
}

/** Answers of one page each: the same bytes each time. */
export function preparedAnswers(kind: ContenderKind): Answer {
  const items = storedItems(kind);
  const [item] = items;
  const answers = {
    GetItem: { Item: item },
    PutItem: {},
    UpdateItem: { Attributes: item },
    TransactWriteItems: {},
    Query: { Items: items, Count: items.length, ScannedCount: items.length },
    BatchGetItem: { Responses: { [tableName]: items }, UnprocessedKeys: {} },
    BatchWriteItem: { UnprocessedItems: {} },
  };
  const encoder = new TextEncoder();
  const bytes = new Map(
    Object.entries(answers).map(([name, answer]) => [name, encoder.encode(JSON.stringify(answer))]),
  );
  return (operation) => {
    const found = bytes.get(operation);
    if (found === undefined) throw new Error(`The stub has no answer to ${operation}`);
    return found;
  };
}
