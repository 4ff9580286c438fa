import type { AnyTable } from "keywright";
import { type Connection, type ConnectionValues, connection } from "../connection/connect.ts";
import type { Context } from "../context/context.ts";
import { loadModel } from "../model/load-model.ts";
import { type Model, tablesNamed } from "../model/model.ts";
import { type OtherClients, otherClients } from "./clients.ts";

interface TableValues extends ConnectionValues {
  readonly model?: readonly string[];
}

/** Tables of a model, and clients of where they are. */
export interface ConnectedTables extends Connection {
  readonly model: Model;
  readonly tables: readonly AnyTable[];
  readonly others: OtherClients;
}

/** Does the work of a command with the tables that it names, or all of the model. */
export async function withTables<T>(
  values: TableValues,
  names: readonly string[],
  context: Context,
  work: (connected: ConnectedTables) => Promise<T>,
): Promise<T> {
  const model = await loadModel(values.model, context);
  const tables = tablesNamed(model, names);
  const connected = await connection(values, model, context);
  try {
    const others = await otherClients(connected.settings, connected.local);
    try {
      return await work({ ...connected, model, tables, others });
    } finally {
      others.destroy();
    }
  } finally {
    connected.client.destroy();
  }
}
