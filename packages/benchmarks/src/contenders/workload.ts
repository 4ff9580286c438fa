import { type Status, statuses } from "./statuses.ts";

/** A task: fifteen attributes of the kinds that every library has. */
export interface Task {
  readonly userId: string;
  readonly taskId: string;
  readonly title: string;
  readonly description?: string | undefined;
  readonly status: Status;
  readonly dueDate: string;
  readonly priority: number;
  readonly points: number;
  readonly done: boolean;
  readonly assigneeId: string;
  readonly address?: { readonly street: string; readonly city: string; readonly country: string } | undefined;
  readonly labels: readonly string[];
  readonly checklist: readonly { readonly text: string; readonly done: boolean }[];
  readonly attributes: Readonly<Record<string, string>>;
  readonly createdAt: string;
}

export interface TaskKey {
  readonly userId: string;
  readonly taskId: string;
}

/** The changes of one update: an enum and a date, which are parts of an index key, a text and a counter. */
export interface TaskChanges {
  readonly status: Status;
  readonly dueDate: string;
  readonly title: string;
  readonly addedPoints: number;
}

/** One way to do the work that is measured. What is read has the attributes of a task when it is printed as JSON. */
export interface Contender {
  get(key: TaskKey): Promise<unknown>;
  put(task: Task): Promise<unknown>;
  /** Of an item that exists; gives it as it is afterwards. */
  update(key: TaskKey, changes: TaskChanges): Promise<unknown>;
  /** Puts several in one transaction. */
  transact(tasks: readonly Task[]): Promise<unknown>;
  /** One page. */
  query(userId: string, limit: number): Promise<readonly unknown[]>;
  /** All pages. */
  queryAll(userId: string): Promise<readonly unknown[]>;
  /** All pages, item by item, where a library can do that without holding them all. */
  stream?(userId: string): AsyncIterable<unknown>;
  batchGet(keys: readonly TaskKey[]): Promise<readonly unknown[]>;
  batchWrite(tasks: readonly Task[]): Promise<unknown>;
}

export const userId = "user-7f3a";
const pageSize = 100;
const transactionSize = 10;
const batchWriteSize = 25;

/** Items as a program has them; each third one without its optional attributes. */
export const tasks: readonly Task[] = Array.from({ length: pageSize }, (_, i) => taskOf(i));

export function taskOf(i: number): Task {
  const number = String(i).padStart(6, "0");
  const required = {
    userId,
    taskId: `task-${number}`,
    title: `Check the delivery of order ${number}`,
    status: statuses[i % 3] ?? "OPEN",
    dueDate: `2030-05-${String(1 + (i % 28)).padStart(2, "0")}`,
    priority: i % 10,
    points: i * 3,
    done: i % 3 === 2,
    assigneeId: `person-${i % 7}`,
    labels: ["delivery", "customer", `batch-${i % 4}`],
    checklist: ["call the warehouse", "compare the papers", "sign"].map((text, n) => ({ text, done: n < i % 3 })),
    attributes: { channel: "phone", region: "north", source: `import-${i % 5}` },
    createdAt: new Date(Date.UTC(2026, 0, 1, 8, i)).toISOString(),
  };
  if (i % 3 === 2) return required;
  return {
    ...required,
    description: "The customer called: two boxes are missing, and one was wet. ".repeat(3),
    address: { street: "12 Harbour Road", city: "Antwerp", country: "BE" },
  };
}

const changes: TaskChanges = {
  status: "DONE",
  dueDate: "2030-06-01",
  title: "Check the delivery again",
  addedPoints: 5,
};

/** What is measured, by its name in reports. */
export const workloads = {
  get: (contender, i) => contender.get(nth(i)),
  put: (contender, i) => contender.put(nth(i)),
  update: (contender, i) => contender.update(nth(i), changes),
  "transact of 10": (contender) => contender.transact(tasks.slice(0, transactionSize)),
  "query of 100": (contender) => contender.query(userId, pageSize),
  "batch get of 100": (contender) => contender.batchGet(tasks),
  "batch write of 25": (contender) => contender.batchWrite(tasks.slice(0, batchWriteSize)),
} satisfies Record<string, (contender: Contender, i: number) => Promise<unknown>>;

export type WorkloadName = keyof typeof workloads;
export const workloadNames = Object.keys(workloads) as readonly WorkloadName[];

function nth(i: number): Task {
  return tasks[i % tasks.length] as Task;
}
