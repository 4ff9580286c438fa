import type { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { Table } from "dynamodb-onetable";
import type { Theirs, Values } from "../support.ts";

interface LooseModel {
  create(item: Values, options: Values): Promise<unknown>;
  get(key: Values): Promise<Values | undefined>;
  find(key: Values, options: Values): Promise<readonly Values[]>;
  update(item: Values, options: Values): Promise<unknown>;
}

interface Options {
  readonly indexes: object;
  readonly fields: object;
  readonly params?: object;
}

/** OneTable on the table of the test. */
export function theirs({ indexes, fields, params = {} }: Options): (client: DynamoDBClient, table: string) => Theirs {
  return (client, name) => {
    const schema = { format: "onetable:1.1.0", version: "0.0.1", indexes, models: { User: fields }, params };
    // A seam: types of OneTable are those of one schema, and a list of models has one type.
    const options = { client, name, schema, partial: false } as unknown as ConstructorParameters<typeof Table>[0];
    const model = new Table(options).getModel("User") as unknown as LooseModel;
    return {
      put: (item) => model.create(item, { exists: null }),
      get: (key) => model.get(key),
      query: (index, key) => model.find(key, index === "primary" ? {} : { index }),
      update: (key, changes) => model.update({ ...key, ...changes }, { exists: true }),
    };
  };
}

export const primary = { hash: "pk", sort: "sk" } as const;
export const keys = { partitionKey: { pk: "S" }, sortKey: { sk: "S" } } as const;
export const gs1 = {
  type: "global",
  partitionKey: { gs1pk: "S" },
  sortKey: { gs1sk: "S" },
  projection: "ALL",
} as const;
export const gs1Keys = { hash: "gs1pk", sort: "gs1sk", project: "all" } as const;
