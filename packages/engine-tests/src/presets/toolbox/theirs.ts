import type { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { DynamoDBDocumentClient } from "@aws-sdk/lib-dynamodb";
import * as tb from "dynamodb-toolbox";
import type { Theirs, Values } from "../support.ts";

interface LooseAction {
  item(item: Values): LooseAction;
  key(key: Values): LooseAction;
  entities(entity: LooseBuilder): LooseAction;
  query(query: Values): LooseAction;
  send(): Promise<{ Item?: unknown; Items?: readonly unknown[] }>;
}

interface LooseBuilder {
  build(action: unknown): LooseAction;
}

interface Options {
  readonly entity: object;
  readonly table?: object;
}

const names = { partitionKey: { name: "PK", type: "string" }, sortKey: { name: "SK", type: "string" } } as const;

/** Toolbox on the table of the test. */
export function theirs({ entity, table: more = {} }: Options): (client: DynamoDBClient, table: string) => Theirs {
  return (client, name) => {
    const documentClient = DynamoDBDocumentClient.from(client, { marshallOptions: { removeUndefinedValues: true } });
    // A seam: types of Toolbox are those of one schema, and a list of models has one type.
    const options = { documentClient, name, ...names, ...more } as unknown as ConstructorParameters<typeof tb.Table>[0];
    const table = new tb.Table(options);
    const all = { name: "Task", table, ...entity } as unknown as ConstructorParameters<typeof tb.Entity>[0];
    const task = new tb.Entity(all) as unknown as LooseBuilder;
    const onTable = table as unknown as LooseBuilder;
    return {
      put: (item) => task.build(tb.PutItemCommand).item(item).send(),
      get: async (key) => (await task.build(tb.GetItemCommand).key(key).send()).Item,
      query: async (_, key) => (await onTable.build(tb.QueryCommand).entities(task).query(key).send()).Items ?? [],
      update: (key, changes) =>
        task
          .build(tb.UpdateItemCommand)
          .item({ ...key, ...changes })
          .send(),
    };
  };
}

export const keys = { partitionKey: { PK: "S" }, sortKey: { SK: "S" } } as const;
