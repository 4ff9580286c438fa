import type { Item } from "keywright";
import type { Task } from "./model.ts";

export type TaskItem = Item<typeof Task>;

/** The changes of one update: an enum, a part of both sort keys of the indexes, a text and a counter. */
export interface TaskChanges {
  readonly status: TaskItem["status"];
  readonly dueDate: string;
  readonly title: string;
  readonly addedPoints: number;
  readonly version: number;
}

export interface TaskPage {
  readonly items: readonly TaskItem[];
  readonly cursor: string | undefined;
}

/** One way to do the work that is measured. */
export interface Contender {
  readonly name: string;
  get(userId: string, taskId: string): Promise<TaskItem | undefined>;
  put(task: TaskItem): Promise<TaskItem>;
  update(userId: string, taskId: string, changes: TaskChanges): Promise<TaskItem>;
  query(userId: string, limit: number): Promise<TaskPage>;
}

export const tableName = "Bench";
const pageSize = 100;

/** Items as a program has them; each third one without its optional attributes. */
export const tasks: readonly TaskItem[] = Array.from({ length: pageSize }, (_, i) => task(i));

function task(i: number): TaskItem {
  const number = String(i).padStart(4, "0");
  const required = {
    userId: "user-7f3a",
    taskId: `task-${number}`,
    title: `Check the delivery of order ${number}`,
    status: (["OPEN", "IN_PROGRESS", "DONE"] as const)[i % 3] ?? "OPEN",
    dueDate: `2030-05-${String(1 + (i % 28)).padStart(2, "0")}`,
    priority: i % 10,
    points: i * 3,
    done: i % 3 === 2,
    checklist: ["call the warehouse", "compare the papers", "sign"].map((text, n) => ({ text, done: n < i % 3 })),
    attributes: { channel: "phone", region: "north", source: `import-${i % 5}` },
    version: 1 + i,
    createdAt: new Date(Date.UTC(2026, 0, 1, 8, i)),
    updatedAt: new Date(Date.UTC(2026, 1, 1, 8, i)),
  };
  if (i % 3 === 2) return required;
  return {
    ...required,
    description: "The customer called: two boxes are missing, and one was wet. ".repeat(3),
    assigneeId: `person-${i % 7}`,
    address: { street: "12 Harbour Road", city: "Antwerp", country: "BE" },
    labels: new Set(["delivery", "customer", `batch-${i % 4}`]),
    expiresAt: new Date(Date.UTC(2040, 0, 1, 0, 0, i)),
  };
}

const changes: TaskChanges = {
  status: "DONE",
  dueDate: "2030-06-01",
  title: "Check the delivery again",
  addedPoints: 5,
  version: 4,
};

const operations = ["get", "put", "update", "query"] as const;
export type OperationName = (typeof operations)[number];
export const operationNames: readonly OperationName[] = operations;

/** Calls one operation; `i` chooses the item. */
export function call(contender: Contender, operation: OperationName, i: number): Promise<unknown> {
  const item = tasks[i % tasks.length] as TaskItem;
  switch (operation) {
    case "get":
      return contender.get(item.userId, item.taskId);
    case "put":
      return contender.put(item);
    case "update":
      return contender.update(item.userId, item.taskId, changes);
    case "query":
      return contender.query(item.userId, pageSize);
    default:
      return operation satisfies never;
  }
}
