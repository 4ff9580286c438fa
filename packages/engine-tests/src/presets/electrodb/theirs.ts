import type { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { Entity, type Schema } from "electrodb";
import type { Theirs, Values } from "../support.ts";

interface LooseElectro {
  put(item: Values): { go(): Promise<unknown> };
  get(key: Values): { go(): Promise<{ data: unknown }> };
  update(key: Values): { set(changes: Values): { go(): Promise<unknown> } };
  readonly query: { readonly [name: string]: (key: Values) => { go(): Promise<{ data: readonly unknown[] }> } };
}

type ElectroModel = Schema<string, string, string>;
export const model = { service: "TaskApp", entity: "Task", version: "1" } as const;

/** ElectroDB on the table of the test. */
export function theirs(attributes: object, indexes: object): (client: DynamoDBClient, table: string) => Theirs {
  return (client, table) => {
    // A seam: types of ElectroDB are those of one model, and a list of models has one type.
    const definition = { model, attributes, indexes } as unknown as ElectroModel;
    const entity = new Entity(definition, { client, table }) as unknown as LooseElectro;
    return {
      put: (item) => entity.put(item).go(),
      get: async (key) => (await entity.get(key).go()).data,
      query: async (name, key) => (await entity.query[name]?.(key).go())?.data ?? [],
      update: (key, changes) => entity.update(key).set(changes).go(),
    };
  };
}

export const keys = { partitionKey: { pk: "S" }, sortKey: { sk: "S" } } as const;
export const text = { type: "string" } as const;
