import type {
  BatchGetItemCommandInput,
  BatchGetItemCommandOutput,
  BatchWriteItemCommandInput,
  BatchWriteItemCommandOutput,
  DeleteItemCommandInput,
  DeleteItemCommandOutput,
  GetItemCommandInput,
  GetItemCommandOutput,
  PutItemCommandInput,
  PutItemCommandOutput,
  QueryCommandInput,
  QueryCommandOutput,
  ScanCommandInput,
  ScanCommandOutput,
  TransactGetItemsCommandInput,
  TransactGetItemsCommandOutput,
  TransactWriteItemsCommandInput,
  TransactWriteItemsCommandOutput,
  UpdateItemCommandInput,
  UpdateItemCommandOutput,
} from "@aws-sdk/client-dynamodb";
import type { Attempts } from "./attempts.ts";

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

/** What sends requests. There are several: through a client of the user's, through one of ours, and past the SDK's middleware. */
export interface Transport {
  /** The client of the SDK whose connections and settings it uses. */
  readonly client: object;
  /**
   * Sends one request, retries included, and gives the answer in the SDK's shape. Of a write, `attempts` follows how it
   * goes.
   */
  send<N extends RequestName>(
    name: N,
    input: Requests[N]["input"],
    signal: AbortSignal | undefined,
    attempts: Attempts | undefined,
  ): Promise<Requests[N]["output"]>;
}
