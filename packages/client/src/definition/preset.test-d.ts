import { defineTable, electrodb, onetable, toolbox } from "@keywright/schema";
import { describe, expectTypeOf, it } from "vitest";
import * as z from "zod";
import { defineEntity } from "./define-entity.ts";
import type { Item } from "./entity.ts";

const table = defineTable({
  name: "App",
  partitionKey: { pk: "S" },
  sortKey: { sk: "S" },
  indexes: { gsi1: { type: "global", partitionKey: { gsi1pk: "S" }, sortKey: { gsi1sk: "S" }, projection: "ALL" } },
});
const schema = z.object({ userId: z.string(), taskId: z.string(), status: z.string(), due: z.iso.date() });
const model = { service: "app", entity: "task", version: "1" } as const;

describe("an entity made with a preset", () => {
  const Task = defineEntity({
    name: "Task",
    table,
    schema,
    ...electrodb({
      model,
      indexes: {
        tasks: { pk: { field: "pk", composite: ["userId"] }, sk: { field: "sk", composite: ["taskId"] } },
        byStatus: {
          index: "gsi1",
          pk: { field: "gsi1pk", composite: ["status"] },
          sk: { field: "gsi1sk", composite: ["due", "taskId"] },
        },
      },
    }),
  });

  it("knows its keys", () => {
    Task.get({ userId: "u", taskId: "t" });
    // @ts-expect-error the key has two attributes
    Task.get({ userId: "u" });
    Task.query({ userId: "u", taskId: { beginsWith: "t" } });
    Task.indexes.gsi1.query({ status: "OPEN", due: { gte: "2026-05-01" } });
    // @ts-expect-error `due` comes before `taskId`
    Task.indexes.gsi1.query({ status: "OPEN", taskId: "t" });
    // @ts-expect-error the attribute of the partition key is missing
    Task.indexes.gsi1.query({ due: "2026-05-01" });
  });

  it("takes nothing from keys that are in another case", () => {
    const keysOnly = defineTable({
      name: "Keys",
      partitionKey: { pk: "S" },
      sortKey: { sk: "S" },
      indexes: {
        gsi1: { type: "global", partitionKey: { gsi1pk: "S" }, sortKey: { gsi1sk: "S" }, projection: "KEYS_ONLY" },
      },
    });
    const Note = defineEntity({
      name: "Note",
      table: keysOnly,
      schema,
      ...electrodb({
        model,
        indexes: {
          notes: {
            pk: { field: "pk", composite: ["userId"] },
            sk: { field: "sk", composite: ["taskId"], casing: "none" },
          },
          byStatus: {
            index: "gsi1",
            pk: { field: "gsi1pk", composite: ["status"] },
            sk: { field: "gsi1sk", composite: ["due"], casing: "none" },
          },
        },
      }),
    });
    const read = Note.indexes.gsi1.query({ status: "OPEN" });
    expectTypeOf<keyof NonNullable<(typeof read)["~result"]>["items"][number]>().toEqualTypeOf<
      "taskId" | "due" | "~partial"
    >();
    Note.indexes.gsi1.query({ status: "OPEN" }, { select: ["due"] });
    // @ts-expect-error keys have the status in lower case
    Note.indexes.gsi1.query({ status: "OPEN" }, { select: ["status"] });
  });

  it("refuses attributes that the schema lacks", () => {
    // @ts-expect-error the schema has no attribute 'user'
    defineEntity({
      name: "Wrong",
      table,
      schema,
      ...electrodb({
        model,
        indexes: { tasks: { pk: { field: "pk", composite: ["user"] }, sk: { field: "sk", composite: [] } } },
      }),
    });
  });

  it("refuses keys that the table lacks, and needs those that it has", () => {
    // @ts-expect-error 'PK' is no key attribute
    defineEntity({
      name: "Wrong",
      table,
      schema,
      ...electrodb({
        model,
        indexes: { tasks: { pk: { field: "PK", composite: ["userId"] }, sk: { field: "sk", composite: [] } } },
      }),
    });
    // @ts-expect-error 'sk' has no template
    defineEntity({
      name: "Wrong",
      table,
      schema,
      ...onetable({ model: "Task", indexes: { primary: { hash: "pk" } }, fields: { pk: { value: "${userId}" } } }),
    });
  });

  it("has the timestamps of the other library", () => {
    const Note = defineEntity({
      name: "Note",
      table,
      schema,
      key: { pk: "USER#{userId}", sk: "NOTE#{taskId}" },
      ...toolbox({ entity: "Note" }),
    });
    expectTypeOf<Pick<Item<typeof Note>, "created" | "modified">>().toEqualTypeOf<{
      readonly created: Date;
      readonly modified: Date;
    }>();
  });
});
