// What a user's program exports must be nameable in its declaration files, so nearly everything here is exported.
import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { connect, eq, repository } from "keywright";
import { Task } from "./model.js";

export const client = new DynamoDBClient({ region: "eu-central-1" });
export const db = connect(client);
export const tasks = repository(db, Task);

export const get = Task.get({ userId: "u1", taskId: "t1" }, { consistent: true });
export const update = Task.update(
  { userId: "u1", taskId: "t1" },
  { title: "new" },
  { where: (t) => eq(t.title, "old") },
);
export const query = Task.indexes.byStatus.query({
  status: "OPEN",
  dueDate: { between: ["2026-05-01", "2026-05-31"] },
});

export function titleOf(task: Task): string {
  const title: string = task.title;
  return title;
}

export async function rename(title: string): Promise<Task> {
  return await tasks.update({ userId: "u1", taskId: "t1" }, { title });
}

// If the published types had collapsed into `any`, these would compile, and the unused directives would be errors.
// @ts-expect-error there is no attribute `owner`
export const wrongKey = () => Task.get({ owner: "u1", taskId: "t1" });
// @ts-expect-error a title is a string
export const wrongValue = () => Task.update({ userId: "u1", taskId: "t1" }, { title: 1 });
// @ts-expect-error a client, or its configuration, is needed
export const wrongClient = () => connect("http://127.0.0.1:8000");

const { TableName, Key } = get.toRequest();
const expected = { TableName: "TaskApp", Key: { PK: { S: "USER#u1" }, SK: { S: "TASK#t1" } } };
if (JSON.stringify({ TableName, Key }) !== JSON.stringify(expected)) {
  throw new Error(`The request is not the expected one: ${JSON.stringify({ TableName, Key })}`);
}
