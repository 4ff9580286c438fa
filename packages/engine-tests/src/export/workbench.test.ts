import { readdirSync, readFileSync } from "node:fs";
import { createTableInput, fromNoSqlWorkbench, TableError, toNoSqlWorkbench } from "@keywright/tables";
import { type AnyEntity, defineTable } from "keywright";
import { describe, expect, test } from "vitest";
import * as source from "./golden/library.ts";

const read = (path: string | URL): unknown => JSON.parse(readFileSync(path, "utf8"));
const library = read(new URL("golden/library.json", import.meta.url));
const imported = fromNoSqlWorkbench(library);
const entities = Object.values(source).filter((part): part is typeof part & AnyEntity => "name" in part);

describe("a data model of NoSQL Workbench", () => {
  test("gives source that compiles, runs, and defines the same tables", async () => {
    await expect(imported.source).toMatchFileSnapshot("golden/library.ts");
    expect([source.library2Table, source.eventsLogTable].map((table) => createTableInput(table))).toEqual(
      imported.tables.map((table) => createTableInput(table)),
    );
    const key = (entity: AnyEntity): unknown => entity.model.key.map(({ text }) => text);
    expect(entities.map((entity) => [entity.name, key(entity)])).toEqual([
      ["Book", ["BOOK#{isbn}", "#META#"]],
      ["Loan of a book", ["BOOK#{isbn}", "LOAN#{due}#READER#{reader}"]],
      ["events-log", ["{device}", "{at}"]],
    ]);
    expect(imported.lost.map(({ path }) => path)).toEqual(["indexes.by-reader.projection", "entities.Anything"]);
  });

  test("comes back as it was", () => {
    const { model, lost } = toNoSqlWorkbench(imported.tables, [], { like: imported.model });
    expect(model).toEqual(library);
    expect(lost).toEqual([]);
  });

  test("comes back with what changed in the model, and with its sample items", () => {
    const table = defineTable({ name: "Library_2", partitionKey: { PK: "S" }, sortKey: { SK: "N" } });
    const { model } = toNoSqlWorkbench([table], [], { like: imported.model, date: new Date("2026-06-01T10:00:00Z") });
    const [before] = imported.model.DataModel;
    expect(model.ModelMetadata).toMatchObject({
      DateCreated: "Mar 03, 2026, 11:29 PM",
      DateLastModified: "Jun 01, 2026, 10:00 AM",
    });
    expect(model.DataModel).toEqual([
      {
        TableName: "Library_2",
        KeyAttributes: {
          PartitionKey: { AttributeName: "PK", AttributeType: "S" },
          SortKey: { AttributeName: "SK", AttributeType: "N" },
        },
        NonKeyAttributes: before?.NonKeyAttributes,
        TableFacets: before?.TableFacets,
        DataAccess: { MySql: {} },
        SampleDataFormats: { title: ["identifiers", "UUID"] },
        BillingMode: "PAY_PER_REQUEST",
      },
    ]);
  });

  test("takes the attributes of entities, and keeps what it knows of their facets", () => {
    const [table] = toNoSqlWorkbench([source.library2Table], entities, { like: imported.model }).model.DataModel;
    const [book, loan, anything] = table?.TableFacets ?? [];
    expect(book).toMatchObject({ KeyAttributeAlias: { PartitionKeyAlias: "isbn", SortKeyAlias: "META" } });
    expect(book?.TableData).toHaveLength(2);
    expect(book?.NonKeyAttributes).toContain("isbn");
    expect(loan?.NonKeyAttributes).toEqual(["isbn", "due", "reader", "reader-id", "lent"]);
    expect(anything?.FacetName).toBe("Anything");
    expect(table?.NonKeyAttributes).toContainEqual({ AttributeName: "ratings", AttributeType: "NS" });
  });

  test("is refused with every place that is wrong", () => {
    const wrong = {
      ModelName: "",
      DataModel: [
        {
          TableName: "T",
          KeyAttributes: { PartitionKey: { AttributeName: "a", AttributeType: "M" } },
          GlobalSecondaryIndexes: [{ IndexName: "i", Projection: { ProjectionType: "SOME" } }],
          TableFacets: {},
        },
      ],
    };
    let error: unknown;
    try {
      fromNoSqlWorkbench(wrong);
    } catch (caught) {
      error = caught;
    }
    expect(TableError.isInstance(error) && error.code).toBe("workbench-unreadable");
    for (const part of [
      "ModelName is no text",
      "DataModel[0].KeyAttributes.PartitionKey.AttributeType is none of S, N, B",
      "DataModel[0].TableFacets is no list",
      "DataModel[0].GlobalSecondaryIndexes[0].KeyAttributes is no object",
      "Projection.ProjectionType is none of ALL, KEYS_ONLY, INCLUDE",
    ]) {
      expect((error as Error).message).toContain(part);
    }
    expect(() => fromNoSqlWorkbench([])).toThrow("the document is no object");
  });
});

// Models of others: a folder of them, such as the schemas of AWS's own examples.
const folder = process.env.KEYWRIGHT_WORKBENCH;

test.skipIf(folder === undefined)(
  "models of others come back as they were (not run unless KEYWRIGHT_WORKBENCH names a folder of them)",
  () => {
    const files = readdirSync(folder ?? "").filter((name) => name.endsWith(".json"));
    expect(files).not.toEqual([]);
    for (const name of files) {
      const model = read(`${folder}/${name}`);
      const found = fromNoSqlWorkbench(model);
      expect(toNoSqlWorkbench(found.tables, [], { like: found.model }).model).toEqual(model);
    }
  },
);
