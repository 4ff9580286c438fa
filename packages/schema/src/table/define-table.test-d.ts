import { describe, expectTypeOf, it } from "vitest";
import { defineTable } from "./define-table.ts";
import type { AnyTable, Table, TableIndex } from "./table.ts";

describe("the type of a table", () => {
  it("resolves its names", () => {
    const table = defineTable({
      name: "App",
      partitionKey: { PK: "S" },
      sortKey: { SK: "S" },
      indexes: {
        one: { type: "global", partitionKey: { GP: "S" }, sortKey: { GS: "N" }, projection: ["title"] },
        many: {
          type: "global",
          partitionKey: [{ a: "S" }, { b: "S" }],
          sortKey: [{ c: "S" }, { d: "N" }],
          projection: "ALL",
        },
        bare: { type: "global", partitionKey: { GP: "S" }, projection: "ALL" },
        near: { type: "local", sortKey: { LS: "S" }, projection: "KEYS_ONLY" },
      },
      stream: "NEW_IMAGE",
    });
    expectTypeOf(table).toEqualTypeOf<
      Table<
        "PK",
        "SK",
        {
          readonly one: TableIndex<["GP"], ["GS"], never, readonly ["title"]>;
          readonly many: TableIndex<["a", "b"], ["c", "d"], never, "ALL">;
          readonly bare: TableIndex<["GP"], [], never, "ALL">;
          readonly near: TableIndex<[], ["LS"], boolean, "KEYS_ONLY">;
        }
      >
    >();
    const any: AnyTable = table;
    void any;
  });

  it("has no sort key and no index where none is given", () => {
    const table = defineTable({ name: "App", partitionKey: { id: "N" } });
    expectTypeOf(table).toEqualTypeOf<Table<"id", never, Record<never, never>>>();
    const any: AnyTable = table;
    void any;
  });

  it("refuses mistakes", () => {
    // @ts-expect-error misspelled property
    defineTable({ name: "App", partitionKey: { PK: "S" }, sortkey: { SK: "S" } });
    // @ts-expect-error no such type
    defineTable({ name: "App", partitionKey: { PK: "T" } });
    // @ts-expect-error no such stream view
    defineTable({ name: "App", partitionKey: { PK: "S" }, stream: "ALL" });
    // @ts-expect-error a local index needs a sort key
    defineTable({ name: "App", partitionKey: { PK: "S" }, indexes: { near: { type: "local", projection: "ALL" } } });
    defineTable({
      name: "App",
      partitionKey: { PK: "S" },
      // @ts-expect-error misspelled property of an index
      indexes: { far: { type: "global", partitionKey: { a: "S" }, sortkey: { b: "S" }, projection: "ALL" } },
    });
    defineTable({
      name: "App",
      partitionKey: { PK: "S" },
      sortKey: { SK: "S" },
      // @ts-expect-error a local index has the partition key of its table
      indexes: { near: { type: "local", partitionKey: { a: "S" }, sortKey: { b: "S" }, projection: "ALL" } },
    });
  });
});
