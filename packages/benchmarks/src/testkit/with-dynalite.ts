import { once } from "node:events";
import type { AddressInfo } from "node:net";
import { setTimeout as delay, setImmediate as nextTurn } from "node:timers/promises";
import {
  CreateTableCommand,
  DeleteTableCommand,
  DescribeTableCommand,
  DynamoDBClient,
  ResourceNotFoundException,
} from "@aws-sdk/client-dynamodb";
import { createTableInput } from "@keywright/tables";
import dynalite from "dynalite";
import type { Contender } from "./contender.ts";
import { taskTable } from "./model.ts";

interface Pauses {
  /** Milliseconds after a table was made. */
  readonly made: number;
  /** Milliseconds after a table was deleted. */
  readonly deleted: number;
}

const pausesOf = {
  none: { made: 0, deleted: 0 },
  "vitest-dynamodb-lite": { made: 5, deleted: 5 },
  "jest-dynalite": { made: 10, deleted: 100 },
} satisfies Record<string, Pauses>;

/**
 * The setup of jest-dynalite and vitest-dynamodb-lite: dynalite in the process of the tests, without delays of its own, one
 * client, and before and after each test the table made and deleted. Both wait until that is done by asking, and then pause.
 */
export const withDynalite = (whose: keyof typeof pausesOf): Contender => ({
  name: whose === "none" ? "dynalite" : `dynalite, as ${whose}`,
  transactions: false,
  start: async () => {
    const server = dynalite({ createTableMs: 0, deleteTableMs: 0, updateTableMs: 0 });
    server.listen(0, "127.0.0.1");
    await once(server, "listening");
    const { port } = server.address() as AddressInfo;
    const client = new DynamoDBClient({
      endpoint: `http://127.0.0.1:${port}`,
      region: "us-east-1",
      credentials: { accessKeyId: "local", secretAccessKey: "local" },
    });
    const input = createTableInput(taskTable);
    const { TableName } = input;
    const close = async (): Promise<void> => {
      await client.send(new DeleteTableCommand({ TableName }));
      while ((await statusOf(client, TableName)) !== undefined) await nextTurn();
      await pause(pausesOf[whose].deleted);
    };
    return {
      open: async () => {
        await client.send(new CreateTableCommand(input));
        while ((await statusOf(client, TableName)) !== "ACTIVE") await nextTurn();
        await pause(pausesOf[whose].made);
        return { client, tableName: TableName ?? "", close };
      },
      stop: async () => {
        client.destroy();
        server.close();
        await once(server, "close");
      },
    };
  },
});

async function pause(milliseconds: number): Promise<void> {
  if (milliseconds > 0) await delay(milliseconds);
}

async function statusOf(client: DynamoDBClient, TableName: string | undefined): Promise<string | undefined> {
  try {
    return (await client.send(new DescribeTableCommand({ TableName }))).Table?.TableStatus;
  } catch (error) {
    if (error instanceof ResourceNotFoundException) return undefined;
    throw error;
  }
}
