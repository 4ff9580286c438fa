import { seedOf } from "@keywright/testkit";
import { dynamodbTest } from "@keywright/testkit/vitest";
import { Task, taskTable } from "./model.ts";

/** A test with a table of its own, in which one task is. */
export const test = dynamodbTest({
  model: [taskTable],
  retryDelays: "none", // the SDK tries again at once, as often as always
  seed: seedOf(Task, [{ userId: "ada", taskId: "t1", title: "Write the report" }]),
});
