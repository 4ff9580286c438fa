import { describe, expectTypeOf, it } from "vitest";
import { defineTable } from "./define-table.ts";
import type { TableModel } from "./model.ts";
import type { TableSettings } from "./settings.ts";

const base = { name: "App", partitionKey: { PK: "S" }, sortKey: { SK: "S" } } as const;
const indexes = {
  far: { type: "global", partitionKey: { GP: "S" }, projection: "ALL" },
  near: { type: "local", sortKey: { LS: "S" }, projection: "ALL" },
} as const;

describe("settings of a table", () => {
  it("are held by the model", () => {
    expectTypeOf<TableModel["settings"]>().toEqualTypeOf<TableSettings | undefined>();
  });

  it("take every property", () => {
    defineTable({
      ...base,
      indexes,
      globalTable: "eventual",
      stream: "NEW_AND_OLD_IMAGES",
      settings: {
        billing: { mode: "provisioned", read: 5, write: { min: 5, max: 50, target: 60 } },
        warmThroughput: { readUnits: 12_000, writeUnits: 4_000 },
        tableClass: "infrequent-access",
        kinesis: { streamArn: "arn:aws:kinesis:eu-west-1:123456789012:stream/changes", precision: "microsecond" },
        pointInTimeRecovery: { days: 7 },
        deletionProtection: true,
        encryption: { key: "alias/app" },
        tags: { team: "store" },
        contributorInsights: "throttled",
        resourcePolicy: {
          Version: "2012-10-17",
          Statement: [
            { Effect: "Allow", Principal: { AWS: "123456789012" }, Action: "dynamodb:GetItem", Resource: "*" },
          ],
        },
        replicas: { "us-east-1": { read: { min: 1, max: 9 }, indexes: { far: { read: 3 } } } },
        indexes: { far: { read: 5, write: { min: 5, max: 10 }, contributorInsights: true } },
      },
    });
  });

  it("name global indexes of the table", () => {
    defineTable({ ...base, indexes, settings: { indexes: { far: { maxReadUnits: 5 } } } });
    // @ts-expect-error a local index has no settings of its own
    defineTable({ ...base, indexes, settings: { indexes: { near: { maxReadUnits: 5 } } } });
    // @ts-expect-error there is no such index
    defineTable({ ...base, indexes, settings: { indexes: { fra: { maxReadUnits: 5 } } } });
    // @ts-expect-error there is no index at all
    defineTable({ ...base, settings: { indexes: { far: { maxReadUnits: 5 } } } });
    // @ts-expect-error there is no such index, in a replica either
    defineTable({ ...base, indexes, settings: { replicas: { "us-east-1": { indexes: { near: {} } } } } });
  });

  it("go with the way of billing", () => {
    const provisioned = { mode: "provisioned", read: 1, write: 1 } as const;
    // @ts-expect-error an on-demand table has no provisioned units
    defineTable({ ...base, indexes, settings: { indexes: { far: { read: 5 } } } });
    // @ts-expect-error a provisioned table has no limits of requests
    defineTable({ ...base, indexes, settings: { billing: provisioned, indexes: { far: { maxReadUnits: 5 } } } });
    // @ts-expect-error the same in a replica
    defineTable({ ...base, settings: { replicas: { "us-east-1": { read: 5 } } } });
    // @ts-expect-error provisioned capacity has figures
    defineTable({ ...base, settings: { billing: { mode: "provisioned", read: 1 } } });
    // @ts-expect-error on-demand capacity has none
    defineTable({ ...base, settings: { billing: { mode: "on-demand", read: 1 } } });
  });

  it("refuse misspelled properties", () => {
    // @ts-expect-error misspelled
    defineTable({ ...base, settings: { deletionProtecton: true } });
    // @ts-expect-error no such class
    defineTable({ ...base, settings: { tableClass: "rare" } });
  });
});
