import { type EngineName, startDynamoDB, startEngine } from "@keywright/testkit";
import type { Contender } from "./contender.ts";
import { taskTable } from "./model.ts";

/** One engine, and for each test a table with a name of its own. */
export function withTestkit(engineName: EngineName): Contender {
  return {
    name: `testkit, ${engineName}`,
    transactions: true,
    start: async () => {
      const engine = await startEngine({ engine: engineName });
      return {
        open: async () => {
          const { client, tableNames, stop } = await startDynamoDB({ engine, tables: [taskTable] });
          return { client, tableName: tableNames.TaskApp ?? "", close: stop };
        },
        stop: () => engine.stop(),
      };
    },
  };
}
