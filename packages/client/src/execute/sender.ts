import {
  BatchGetItemCommand,
  type BatchGetItemCommandInput,
  type BatchGetItemCommandOutput,
  BatchWriteItemCommand,
  type BatchWriteItemCommandInput,
  type BatchWriteItemCommandOutput,
  DeleteItemCommand,
  type DeleteItemCommandInput,
  type DeleteItemCommandOutput,
  GetItemCommand,
  type GetItemCommandInput,
  type GetItemCommandOutput,
  PutItemCommand,
  type PutItemCommandInput,
  type PutItemCommandOutput,
  QueryCommand,
  type QueryCommandInput,
  type QueryCommandOutput,
  ScanCommand,
  type ScanCommandInput,
  type ScanCommandOutput,
  TransactGetItemsCommand,
  type TransactGetItemsCommandInput,
  type TransactGetItemsCommandOutput,
  TransactWriteItemsCommand,
  type TransactWriteItemsCommandInput,
  type TransactWriteItemsCommandOutput,
  UpdateItemCommand,
  type UpdateItemCommandInput,
  type UpdateItemCommandOutput,
} from "@aws-sdk/client-dynamodb";
import { type Attempts, type Command, finalError, followAttempts } from "./attempts.ts";
import { skipUnreadLogs } from "./skip-unread-logs.ts";

/** The requests that this library makes, by DynamoDB's names. */
export interface Requests {
  readonly GetItem: { readonly input: GetItemCommandInput; readonly output: GetItemCommandOutput };
  readonly Query: { readonly input: QueryCommandInput; readonly output: QueryCommandOutput };
  readonly Scan: { readonly input: ScanCommandInput; readonly output: ScanCommandOutput };
  readonly BatchGetItem: { readonly input: BatchGetItemCommandInput; readonly output: BatchGetItemCommandOutput };
  readonly BatchWriteItem: { readonly input: BatchWriteItemCommandInput; readonly output: BatchWriteItemCommandOutput };
  readonly PutItem: { readonly input: PutItemCommandInput; readonly output: PutItemCommandOutput };
  readonly UpdateItem: { readonly input: UpdateItemCommandInput; readonly output: UpdateItemCommandOutput };
  readonly DeleteItem: { readonly input: DeleteItemCommandInput; readonly output: DeleteItemCommandOutput };
  readonly TransactGetItems: {
    readonly input: TransactGetItemsCommandInput;
    readonly output: TransactGetItemsCommandOutput;
  };
  readonly TransactWriteItems: {
    readonly input: TransactWriteItemsCommandInput;
    readonly output: TransactWriteItemsCommandOutput;
  };
}

export type RequestName = keyof Requests;

/**
 * The one method of the SDK's clients that this library calls. A `DynamoDBClient` and a `DynamoDBDocumentClient` both have
 * it; with either, commands in the wire form are sent, and nothing is installed on the client.
 */
export interface CommandClient {
  send(command: never, options?: { readonly abortSignal?: AbortSignal }): Promise<unknown>;
}

const commands: { readonly [N in RequestName]: new (input: never) => object } = {
  GetItem: GetItemCommand,
  Query: QueryCommand,
  Scan: ScanCommand,
  BatchGetItem: BatchGetItemCommand,
  BatchWriteItem: BatchWriteItemCommand,
  PutItem: PutItemCommand,
  UpdateItem: UpdateItemCommand,
  DeleteItem: DeleteItemCommand,
  TransactGetItems: TransactGetItemsCommand,
  TransactWriteItems: TransactWriteItemsCommand,
};

/** Sends one request through the SDK: its retries, signing and errors. Of a write, `attempts` follows how it goes. */
export async function sendCommand<N extends RequestName>(
  client: CommandClient,
  name: N,
  input: Requests[N]["input"],
  signal: AbortSignal | undefined,
  attempts: Attempts | undefined,
): Promise<Requests[N]["output"]> {
  const made = new commands[name](input as never) as Command;
  skipUnreadLogs(made);
  if (attempts) followAttempts(made, attempts, signal);
  // The SDK types `send` by its own command classes, one overload each; the table above is what ties names to commands.
  const command = made as never;
  try {
    // With options, even empty ones, the SDK would pass over a client's `cacheMiddleware`.
    const output = await (signal === undefined ? client.send(command) : client.send(command, { abortSignal: signal }));
    return output as Requests[N]["output"];
  } catch (error) {
    throw attempts ? finalError(attempts, error) : error;
  }
}
