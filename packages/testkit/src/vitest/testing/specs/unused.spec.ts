import { defineTable } from "keywright";
import { dynamodbTest } from "../../index.ts";
import { tell } from "../tell.ts";

const taskTable = defineTable({ name: "TaskApp", partitionKey: { PK: "S" } });
const test = dynamodbTest({ model: [taskTable], seed: () => tell({ unexpected: "seed" }) });

test("uses no fixture", ({ task }) => {
  tell({ ran: task.name });
});
