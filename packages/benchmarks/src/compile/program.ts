/** A program to compile: texts of files by their names. */
export type Program = ReadonlyMap<string, string>;

export type ProgramKind = "zod" | "keywright";

/** Marks a line of a program that the compiler must refuse. */
export const mistakeMark = "// mistake";

/** A program with as many entities, or with their zod schemas alone, each in a module of its own. */
export function programOf(kind: ProgramKind, entities: number): Program {
  const numbers = Array.from({ length: entities }, (_, i) => i);
  if (kind === "zod") return new Map(numbers.map((i) => [`entity-${i}.ts`, zodModule(i)]));
  const modules = numbers.map((i) => [`entity-${i}.ts`, entityModule(i)] as const);
  return new Map([["table.ts", tableModule], ...modules]);
}

/** The program of one entity, with a module that uses it wrongly in every line that is marked. */
export function programWithMistakes(): Program {
  return new Map([...programOf("keywright", 1), ["mistakes.ts", mistakesModule]]);
}

// Names differ from entity to entity, so that the compiler cannot take one's types for another's.
function schemaText(i: number): string {
  return `z.object({
  ownerId: z.string(),
  id${i}: z.string(),
  title${i}: z.string().min(1),
  description${i}: z.string().optional(),
  status: z.enum(["OPEN${i}", "IN_PROGRESS", "DONE"]).default("OPEN${i}"),
  dueDate: z.iso.date(),
  priority${i}: z.int().min(0).max(9),
  points${i}: z.int().min(0).default(0),
  done${i}: z.boolean(),
  assigneeId: z.string(),
  address${i}: z.object({ street: z.string(), city: z.string(), country: z.string().length(2) }).optional(),
  labels${i}: z.set(z.string()).optional(),
  lines${i}: z.array(z.object({ sku: z.string(), count: z.int() })),
  notes${i}: z.record(z.string(), z.string()),
  weight${i}: z.number().nullable(),
})`;
}

function zodModule(i: number): string {
  return `import * as z from "zod";
export const schema = ${schemaText(i)};
export type Output = z.output<typeof schema>;
export type Input = z.input<typeof schema>;
export const read = (item: Output): number => item.title${i}.length + item.points${i};
export const write = (item: Input): string => item.title${i};
`;
}

const tableModule = `import { connect, defineTable } from "keywright";
export const table = defineTable({
  name: "Types",
  partitionKey: { PK: "S" },
  sortKey: { SK: "S" },
  indexes: {
    byStatus: { type: "global", partitionKey: { GSI1PK: "S" }, sortKey: { GSI1SK: "S" }, projection: "ALL" },
    byAssignee: { type: "global", partitionKey: { GSI2PK: "S" }, sortKey: { GSI2SK: "S" }, projection: "ALL" },
  },
});
export const db = connect({ region: "eu-central-1" });
`;

function itemText(i: number): string {
  return `ownerId: "o", id${i}: "i", title${i}: "t", dueDate: "2030-05-01", priority${i}: 1, done${i}: false,
    assigneeId: "a", lines${i}: [{ sku: "s", count: 1 }], notes${i}: { a: "b" }, weight${i}: null`;
}

function entityModule(i: number): string {
  return `import { defineEntity, eq, increment } from "keywright";
import * as z from "zod";
import { db, table } from "./table.ts";
export const Entity = defineEntity({
  name: "Entity${i}",
  table,
  schema: ${schemaText(i)},
  key: { PK: "OWNER#{ownerId}", SK: "ENTITY${i}#{id${i}}" },
  indexes: {
    byStatus: { GSI1PK: "STATUS${i}#{status}", GSI1SK: "DUE#{dueDate}#ID#{id${i}}" },
    byAssignee: { GSI2PK: "ASSIGNEE${i}#{assigneeId}", GSI2SK: "DUE#{dueDate}#ID#{id${i}}" },
  },
  version: "version",
  timestamps: { createdAt: "createdAt", updatedAt: "updatedAt" },
});
export async function use(): Promise<number> {
  const found = await db.send(Entity.get({ ownerId: "o", id${i}: "i" }));
  const created = await db.send(Entity.create({ ${itemText(i)} }));
  const put = await db.send(Entity.put({ ...created, title${i}: "new" }, { expected: created }));
  const updated = await db.send(
    Entity.update({ ownerId: "o", id${i}: "i" }, { status: "DONE", points${i}: increment(1) }, { expected: put }),
  );
  const page = await db.send(Entity.query({ ownerId: "o" }, { limit: 20, where: (t) => eq(t.done${i}, false) }));
  const due = await db.send(
    Entity.indexes.byStatus.query({ status: "DONE", dueDate: { between: ["2030-05-01", "2030-05-31"] } }),
  );
  const items = [found, created, updated, ...page.items, ...due.items];
  return items.reduce((sum, item) => sum + (item?.points${i} ?? 0), put.title${i}.length);
}
`;
}

const key = '{ ownerId: "o", id0: "i" }';
const item = itemText(0).replaceAll(/\s+/g, " ");
// Each mistake stands beside the same call without it, so that nothing but the mistake can be what is refused.
const mistakesModule = `import { eq, increment } from "keywright";
import { Entity } from "./entity-0.ts";
import { db } from "./table.ts";
export const operations = [
  Entity.get(${key}),
  Entity.get({ ownerId: "o" }), ${mistakeMark}
  Entity.create({ ${item}, description0: "d" }),
  Entity.create({ ${item}, descripton0: "d" }), ${mistakeMark}
  Entity.put({ ${item}, version: 1, status: "DONE" }),
  Entity.put({ ${item}, version: 1, status: "LATE" }), ${mistakeMark}
  Entity.update(${key}, { points0: increment(1) }),
  Entity.update(${key}, { title0: increment(1) }), ${mistakeMark}
  Entity.query({ ownerId: "o" }, { where: (t) => eq(t.done0, true) }),
  Entity.query({ ownerId: "o" }, { where: (t) => eq(t.done0, "no") }), ${mistakeMark}
  Entity.indexes.byStatus.query({ status: "DONE", dueDate: "2030-05-01" }),
  Entity.indexes.byStatus.query({ dueDate: "2030-05-01" }), ${mistakeMark}
];
export async function read(): Promise<string | number | undefined> {
  const item = await db.send(Entity.get(${key}, { select: ["title0"] }));
  if (item?.title0 !== undefined) return item.title0;
  return item?.points0; ${mistakeMark}
}
`;
