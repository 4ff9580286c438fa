import { defineEntity, defineTable } from "keywright";
import { expectTypeOf, test } from "vitest";
import * as z from "zod";
import type { OperationsByEntity } from "./operation/operation.ts";
import { policyFor } from "./policy-for.ts";

const table = defineTable({
  name: "Tasks",
  partitionKey: { id: "S" },
  indexes: { byStatus: { type: "global", partitionKey: { status: "S" }, projection: "ALL" } },
});
const Task = defineEntity({
  name: "Task",
  table,
  schema: z.object({ id: z.string(), status: z.string() }),
  indexes: { byStatus: {} },
});
const target = { account: "1", region: "eu-west-1" } as const;

test("operations are known by the names of entities, verbs and indexes", () => {
  policyFor({ entities: [Task], operations: { Task: ["get", "query:byStatus", "transact:update"] }, ...target });
  policyFor({ entities: [Task], operations: ["get", "query:byStatus"], ...target });
  // @ts-expect-error there is no such entity
  policyFor({ entities: [Task], operations: { Tusk: ["get"] }, ...target });
  // @ts-expect-error there is no such index
  policyFor({ entities: [Task], operations: { Task: ["query:byName"] }, ...target });
  // @ts-expect-error there is no such verb
  policyFor({ entities: [Task], operations: ["fetch"], ...target });
  expectTypeOf<keyof OperationsByEntity<[typeof Task]>>().toEqualTypeOf<"Task">();
});
