import { dynamodbTest } from "../../index.ts";
import { taskTable } from "../tables.ts";
import { tell } from "../tell.ts";

const test = dynamodbTest({ model: [taskTable], seed: () => tell({ unexpected: "seed" }) });

test("uses no fixture", ({ task }) => {
  tell({ ran: task.name });
});
