import { batchGet, batchWrite, connect, type Database, increment, transact } from "keywright";
import { TaskEntity } from "./keywright-model.ts";
import type { Store } from "./store.ts";
import type { Contender, Task, TaskKey } from "./workload.ts";

// The others ask for no capacity, and ratios are of the same requests.
const optionsOf = ({ tableName }: Store) => ({ tables: { Bench: tableName }, capacity: "none" as const });

/** A client of the user's, used as it is. */
export function onClient(store: Store): Contender {
  return work(connect(store.client, optionsOf(store)));
}

/** A client that Keywright makes from a configuration. */
export function onSdk(store: Store): Contender {
  return work(connect(store.config, optionsOf(store)));
}

/** The SDK's configuration without its middleware. */
export function onDirect(store: Store): Contender {
  return work(connect(store.config, { ...optionsOf(store), transport: "direct" }));
}

const keyOf = ({ userId, taskId }: TaskKey): TaskKey => ({ userId, taskId });

function work(db: Database): Contender {
  return {
    get: (key) => db.send(TaskEntity.get(keyOf(key))),
    put: (task) => db.send(TaskEntity.put(task)),
    update: (key, { status, dueDate, title, addedPoints }) =>
      db.send(TaskEntity.update(keyOf(key), { status, dueDate, title, points: increment(addedPoints) })),
    transact: (tasks) => db.send(transact(tasks.map((task) => TaskEntity.put(task)))),
    query: async (userId, limit) => (await db.send(TaskEntity.query({ userId }, { limit }))).items,
    queryAll: async (userId) => {
      const found: Task[] = [];
      for await (const task of db.items(TaskEntity.query({ userId }))) found.push(task);
      return found;
    },
    stream: (userId) => db.items(TaskEntity.query({ userId })),
    batchGet: (keys) => db.send(batchGet(keys.map((key) => TaskEntity.get(keyOf(key))))),
    batchWrite: (tasks) => db.send(batchWrite(tasks.map((task) => TaskEntity.put(task)))),
  };
}
