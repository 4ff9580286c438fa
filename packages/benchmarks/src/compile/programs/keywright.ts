import { numbersOf, type Program } from "./program.ts";
import { itemText, schemaText } from "./schema.ts";

/** The operations that every program performs on each entity. */
export const operationNames = ["get", "create", "put", "update", "query", "index query"] as const;
export type OperationName = (typeof operationNames)[number];

/** As many entities, each in a module of its own with operations on it; all six by default. */
export function keywrightProgram(entities: number, operations: readonly OperationName[] = operationNames): Program {
  const modules = numbersOf(entities).map((i) => [`entity-${i}.ts`, entityModule(i, operations)] as const);
  return new Map([["table.ts", tableModule], ...modules]);
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

/** The definition of an entity, as an expression. */
export function definitionText(i: number): string {
  return `defineEntity({
  name: "Entity${i}",
  table,
  schema: ${schemaText(i)},
  key: { PK: "OWNER#{ownerId}", SK: "ENTITY${i}#{id${i}}" },
  indexes: {
    byStatus: { GSI1PK: "STATUS${i}#{status}", GSI1SK: "DUE#{dueDate}#ID#{id${i}}" },
    byAssignee: { GSI2PK: "ASSIGNEE${i}#{assigneeId}", GSI2SK: "DUE#{dueDate}#P#{priority${i}:2}#ID#{id${i}}" },
  },
  version: "version",
  timestamps: { createdAt: "createdAt", updatedAt: "updatedAt" },
})`;
}

function entityModule(i: number, operations: readonly OperationName[]): string {
  const calls = operations.map((name) => `  ${callText(name, i)}\n`).join("");
  return `import { defineEntity, type Item, increment, lt } from "keywright";
import * as z from "zod";
import { db, table } from "./table.ts";
export const Entity = ${definitionText(i)};
export type Entity = Item<typeof Entity>;
export async function use(current: Entity): Promise<number> {
  let sum = current.points${i};
${calls}  return sum;
}
`;
}

function callText(name: OperationName, i: number): string {
  const key = `{ ownerId: "o", id${i}: "i" }`;
  switch (name) {
    case "get":
      return `const found = await db.send(Entity.get(${key})); sum += found?.points${i} ?? 0;`;
    case "create":
      return `const created = await db.send(Entity.create({ ${itemText(i)} })); sum += created.points${i};`;
    case "put":
      return `const put = await db.send(Entity.put({ ...current, title${i}: "new" }, { expected: current })); sum += put.points${i};`;
    case "update":
      return `const updated = await db.send(
    Entity.update(${key}, { status: "DONE", points${i}: increment(1) }, { where: (t) => lt(t.priority${i}, 5) }),
  ); sum += updated.points${i};`;
    case "query":
      return `const page = await db.send(Entity.query({ ownerId: "o" }, { limit: 20 })); sum += page.items[0]?.points${i} ?? 0;`;
    case "index query":
      return `const due = await db.send(
    Entity.indexes.byStatus.query({ status: "DONE", dueDate: { between: ["2030-05-01", "2030-05-31"] } }),
  ); sum += due.items[0]?.points${i} ?? 0;`;
  }
}
