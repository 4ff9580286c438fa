import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { marshall } from "@aws-sdk/util-dynamodb";
import { storedTask } from "./by-hand.ts";
import { tableName, tasks } from "./workload.ts";

/** A request as it would have gone to the network. */
export interface SentRequest {
  readonly target: string;
  readonly body: Record<string, unknown>;
}

export interface StubbedClient {
  readonly client: DynamoDBClient;
  /** Starts to collect requests, and gives what was collected by the end of `work`. */
  record(work: () => Promise<unknown>): Promise<readonly SentRequest[]>;
}

interface HttpRequest {
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | Uint8Array;
}

const headers = { "content-type": "application/x-amz-json-1.0", "x-amzn-requestid": "STUB" };

/** A client of the SDK that is whole but for the network: what would be sent is answered with prepared bytes. */
export function stubbedClient(): StubbedClient {
  const answers = preparedAnswers();
  let sent: SentRequest[] | undefined;
  const client = new DynamoDBClient({
    region: "eu-central-1",
    credentials: { accessKeyId: "stub", secretAccessKey: "stub" },
    requestHandler: {
      handle: async ({ headers: { "x-amz-target": target = "" }, body }: HttpRequest) => {
        const answer = answers.get(target);
        if (answer === undefined) throw new Error(`The stub has no answer to ${target}`);
        sent?.push({ target, body: JSON.parse(textOf(body)) as Record<string, unknown> });
        return { response: { statusCode: 200, headers, body: answer } };
      },
    },
  });
  return {
    client,
    async record(work) {
      const requests: SentRequest[] = [];
      sent = requests;
      try {
        await work();
      } finally {
        sent = undefined;
      }
      return requests;
    },
  };
}

function textOf(body: string | Uint8Array): string {
  return typeof body === "string" ? body : new TextDecoder().decode(body);
}

function preparedAnswers(): ReadonlyMap<string, Uint8Array> {
  const items = tasks.map((task) => marshall(storedTask(task, "AbCdEfGhIjKl")));
  const [item] = items;
  const last = items.at(-1);
  const capacity = (units: number) => ({ ConsumedCapacity: { TableName: tableName, CapacityUnits: units } });
  const answers = {
    GetItem: { Item: item, ...capacity(0.5) },
    PutItem: capacity(3),
    UpdateItem: { Attributes: item, ...capacity(3) },
    Query: {
      Items: items,
      Count: items.length,
      ScannedCount: items.length,
      LastEvaluatedKey: { PK: last?.PK, SK: last?.SK },
      ...capacity(12),
    },
  };
  const encoder = new TextEncoder();
  return new Map(
    Object.entries(answers).map(([name, answer]) => [
      `DynamoDB_20120810.${name}`,
      encoder.encode(JSON.stringify(answer)),
    ]),
  );
}
