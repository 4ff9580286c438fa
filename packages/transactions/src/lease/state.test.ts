import { defineEntity } from "@keywright/client";
import { defineTable, leaseState } from "@keywright/schema";
import { expect, test } from "vitest";
import * as z from "zod";

const table = defineTable({ name: "Jobs", partitionKey: { PK: "S" } });

test("an entity with a lease is one like others", () => {
  const Job = defineEntity({
    name: "Job",
    table,
    schema: z.object({ job: z.string(), lease: leaseState() }),
    key: { PK: "JOB#{job}" },
  });
  expect(Job.create({ job: "a", lease: { token: 1, duration: 100 } }).toRequest().Item).toEqual({
    PK: { S: "JOB#a" },
    job: { S: "a" },
    lease: { M: { token: { N: "1" }, duration: { N: "100" } } },
  });
  expect(() =>
    defineEntity({
      name: "Other",
      table,
      schema: z.object({ id: z.string(), lease: leaseState() }),
      key: { PK: "JOB#{id}" },
    }),
  ).toThrow(/Job/);
});
