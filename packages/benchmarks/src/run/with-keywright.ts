import type { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { connect, increment } from "keywright";
import { Task } from "./model.ts";
import type { Contender } from "./workload.ts";

/** The work done with Keywright, on a client as a user would make it. */
export function withKeywright(client: DynamoDBClient, clock: () => Date): Contender {
  const db = connect(client, { clock });
  return {
    name: "Keywright",
    get: (userId, taskId) => db.send(Task.get({ userId, taskId })),
    put: (task) => db.send(Task.put(task)),
    update: (userId, taskId, { status, dueDate, title, addedPoints, version }) =>
      db.send(
        Task.update(
          { userId, taskId },
          { status, dueDate, title, points: increment(addedPoints) },
          { expected: version },
        ),
      ),
    query: (userId, limit) => db.send(Task.query({ userId }, { limit })),
  };
}
