import {
  CreateTableCommand,
  DeleteItemCommand,
  type DeleteItemCommandInput,
  type DeleteItemCommandOutput,
  DeleteTableCommand,
  DescribeTableCommand,
  type DynamoDBClient,
  GetItemCommand,
  PutItemCommand,
  type PutItemCommandInput,
  type PutItemCommandOutput,
  QueryCommand,
  type QueryCommandInput,
  type QueryCommandOutput,
  type TableDescription,
  UpdateItemCommand,
  type UpdateItemCommandInput,
  type UpdateItemCommandOutput,
} from "@aws-sdk/client-dynamodb";
import type { DynamoDBStreamsClient } from "@aws-sdk/client-dynamodb-streams";
import { Differs } from "./differs.ts";
import type { SharedTable, TableShape } from "./tables.ts";
import { type Attributes, S } from "./values.ts";

/** Where probes are tried. */
export interface Place {
  readonly client: DynamoDBClient;
  readonly streams: DynamoDBStreamsClient;
  /** A client with another access key of the same account. */
  readonly otherClient: DynamoDBClient;
  /** The names of the tables that probes share. */
  readonly tables: Readonly<Record<SharedTable, string>>;
  /** Begins the names of the tables that probes make, and their tokens; at most 30 characters. */
  readonly prefix: string;
}

/** What a probe works with: a partition of the table `main` that is its own, and short ways to ask for one item of it. */
export interface Bench extends Place {
  /** The partition key that no other probe uses. */
  readonly partition: string;
  /** How long to wait for what may never happen, in milliseconds. */
  readonly patienceMs: number;
  /** The key of an item in the probe's partition. */
  key(sk?: string): Attributes;
  put(attributes?: Attributes, sk?: string, more?: Partial<PutItemCommandInput>): Promise<PutItemCommandOutput>;
  update(
    expression: string | undefined,
    values?: Attributes,
    more?: Partial<UpdateItemCommandInput>,
  ): Promise<UpdateItemCommandOutput>;
  delete(more?: Partial<DeleteItemCommandInput>): Promise<DeleteItemCommandOutput>;
  /** The attributes of the item besides its key, strongly consistent; undefined where there is none. */
  get(sk?: string): Promise<Attributes | undefined>;
  /** The probe's partition, or what `more` makes of that. */
  query(more?: Partial<QueryCommandInput>): Promise<QueryCommandOutput>;
  /** The sort keys of what a query of the probe's partition gives. */
  found(more?: Partial<QueryCommandInput>): Promise<readonly (string | undefined)[]>;
  /** Makes a table of the probe's own, waits until it is active, and gives its description. */
  createTable(input: TableShape): Promise<TableDescription & { readonly TableName: string }>;
  /** Waits, as long as there is patience, until the condition holds. */
  until(condition: () => Promise<boolean>, otherwise: string): Promise<void>;
  /** A name for a table that the probe makes itself. */
  tableName(): string;
}

export function benchFor(
  place: Place,
  id: string,
  patienceMs: number,
): Bench & { readonly clean: () => Promise<void> } {
  const { client } = place;
  const TableName = place.tables.main;
  const made = new Set<string>();
  let names = 0;
  const key = (sk = "a"): Attributes => ({ PK: S(id), SK: S(sk) });
  const tableName = (): string => {
    names += 1;
    return `${place.prefix}-${id}-${names}`;
  };
  const query: Bench["query"] = (more) => {
    const input = { KeyConditionExpression: "PK = :pk", ConsistentRead: more?.IndexName === undefined, ...more };
    const own = `${input.KeyConditionExpression} ${input.FilterExpression}`.includes(":pk") && { ":pk": S(id) };
    const ExpressionAttributeValues = { ...own, ...more?.ExpressionAttributeValues };
    return client.send(new QueryCommand({ TableName, ...input, ExpressionAttributeValues }));
  };
  return {
    ...place,
    partition: id,
    patienceMs,
    key,
    tableName,
    put: (attributes, sk, more) =>
      client.send(new PutItemCommand({ TableName, Item: { ...key(sk), ...attributes }, ...more })),
    update: (UpdateExpression, values, more) =>
      client.send(
        new UpdateItemCommand({
          TableName,
          Key: key(),
          UpdateExpression,
          ...(values !== undefined && { ExpressionAttributeValues: values }),
          ...more,
        }),
      ),
    delete: (more) => client.send(new DeleteItemCommand({ TableName, Key: key(), ...more })),
    get: async (sk) => {
      const { Item } = await client.send(new GetItemCommand({ TableName, Key: key(sk), ConsistentRead: true }));
      if (Item === undefined) return undefined;
      const { PK, SK, ...rest } = Item;
      return rest;
    },
    query,
    found: async (more) => ((await query(more)).Items ?? []).map(({ SK }) => SK?.S),
    createTable: async (input) => {
      const name = input.TableName ?? tableName();
      await client.send(new CreateTableCommand({ BillingMode: "PAY_PER_REQUEST", ...input, TableName: name }));
      made.add(name);
      return { ...(await activeTable(client, name)), TableName: name };
    },
    until: async (condition, otherwise) => {
      for (const end = Date.now() + patienceMs; Date.now() < end; ) {
        if (await condition()) return;
        await pause();
      }
      throw new Differs(otherwise);
    },
    clean: async () => {
      await Promise.all([...made].map((name) => deleteTable(client, name)));
    },
  };
}

/** Deletes a table that may be there, once nothing is being done to it. */
export async function deleteTable(client: DynamoDBClient, TableName: string): Promise<void> {
  for (const end = Date.now() + 60_000; ; await pause()) {
    const failure = await client.send(new DeleteTableCommand({ TableName })).then(
      () => undefined,
      (error: Error) => error,
    );
    if (failure === undefined || failure.name === "ResourceNotFoundException") return;
    if (failure.name !== "ResourceInUseException" || Date.now() > end) throw failure;
  }
}

/** Waits until the table and its indexes are active. */
export async function activeTable(client: DynamoDBClient, TableName: string): Promise<TableDescription> {
  for (const end = Date.now() + 60_000; Date.now() < end; ) {
    const { Table } = await client.send(new DescribeTableCommand({ TableName }));
    if (Table?.TableStatus === undefined) throw new Differs("a table has no status");
    const indexes = Table.GlobalSecondaryIndexes ?? [];
    if ([Table.TableStatus, ...indexes.map(({ IndexStatus }) => IndexStatus)].every((status) => status === "ACTIVE")) {
      return Table;
    }
    await pause();
  }
  throw new Differs("a table is not active after a minute");
}

function pause(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, 50));
}
