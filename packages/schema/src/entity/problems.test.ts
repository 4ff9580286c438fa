import { describe, expect, it } from "vitest";
import * as z from "zod";
import { epochMilliseconds, epochSeconds } from "../shape/helper/date.ts";
import { byStatus, key, makeTable, problemsOf, shape, task, untyped } from "./test-support.ts";

describe("the problems of a definition", () => {
  it("reports everything at once, in the words of the definition", () => {
    const problems = problemsOf({
      name: "",
      table: makeTable(),
      schema: z.object({ ...shape, dueDate: z.date(), version: z.int(), expiresAt: z.string() }),
      key: { PK: "USER#{userid}", SK: "TASK#{dueDate}", GSIPK: "X" },
      indexes: { byStats: {}, byStatus: { GSI1PK: "STATUS#{status" } },
      version: "version",
      timestamp: {},
      storedAs: { titel: "t" },
    });
    expect(problems.map((problem) => problem.slice(0, problem.indexOf(":")))).toEqual([
      "name",
      "timestamp",
      "schema.dueDate",
      "storedAs.titel",
      "version",
      "key.GSIPK",
      "indexes.byStats",
      "key.PK",
      "indexes.byStatus.GSI1PK",
      "indexes.byStatus.GSI1SK",
      "schema.expiresAt",
    ]);
  });

  it("names the entity and numbers the problems", () => {
    expect(() => untyped(task({ keys: {}, unique: ["title"] }))).toThrow(
      /^entity 'Task' has 2 problems:\n {2}1\. keys: there is no property 'keys' here; did you mean 'key'\?\n {2}2\. unique: /,
    );
  });

  it.each<[string, Record<string, unknown>, string]>([
    [
      "no definition of a table",
      { table: { name: "TaskApp" } },
      "table: an entity lives in a table: write table: defineTable(",
    ],
    ["no schema", { schema: undefined }, "schema: an entity has a zod schema"],
    ["no zod", { schema: { parse() {} } }, "schema: This is not a schema of zod 4"],
    ["a root that is a string", { schema: z.string() }, "schema: an item is a map of attributes, and this is not"],
    ["a plain union as root", { schema: z.union([z.object(shape), z.object({ a: z.string() })]) }, "schema: "],
    [
      "what DynamoDB cannot hold",
      { schema: z.object({ ...shape, seen: z.map(z.string(), z.string()) }) },
      "schema.seen: DynamoDB has no Map",
    ],
    [
      "a misspelled attribute",
      { key: { ...key, SK: "TASK#{taskid}" } },
      "key.SK: the schema has no attribute 'taskid'; did you mean 'taskId'?",
    ],
    ["a misspelled property", { index: {} }, "index: there is no property 'index' here; did you mean 'indexes'?"],
    [
      "a key that is no object",
      { key: "USER#{userId}" },
      `key: write an object of key attributes and templates, such as { PK: "USER#{userId}" }`,
    ],
    ["a template that is no string", { key: { ...key, PK: 5 } }, "key.PK: a template is a string"],
    ["a missing key attribute", { key: { PK: "USER#{userId}" } }, "key.SK: the key attribute 'SK' has no template"],
    [
      "an unknown key attribute",
      { key: { ...key, Sk: "X" } },
      "key.Sk: 'Sk' is no key attribute of table 'TaskApp'; did you mean 'SK'?",
    ],
    [
      "an unknown index",
      { indexes: { byState: {} } },
      "indexes.byState: table 'TaskApp' has no index 'byState'; did you mean 'byStatus'?",
    ],
    [
      "indexes that are a list",
      { indexes: ["byStatus"] },
      "indexes: indexes are an object of index names and templates",
    ],
    [
      "an unknown key attribute of an index",
      { indexes: { byStatus: { ...byStatus, GSI2PK: "X" } } },
      "indexes.byStatus.GSI2PK: 'GSI2PK' is no key attribute of index 'byStatus'; did you mean 'GSI1PK'?",
    ],
    [
      "a missing key attribute of an index",
      { indexes: { byStatus: { GSI1PK: "X" } } },
      "indexes.byStatus.GSI1SK: the key attribute 'GSI1SK' has no template",
    ],
    [
      "two templates for one key attribute",
      { indexes: { inverted: { SK: "{taskId}" } } },
      `indexes.inverted.SK: 'SK' has one value in an item, and key.SK makes it of another template ("TASK#{taskId}")`,
    ],
    [
      "an attribute that is no schema of zod 4",
      { schema: z.object({ ...shape, note: { _def: { typeName: "ZodString" } } as never }) },
      "schema.note: This is not a schema of zod 4",
    ],
    [
      "one in an option of a union",
      { schema: z.object({ ...shape, note: z.union([z.object({ a: {} as never }), z.set(z.string())]) }) },
      "schema.note.a: This is not a schema of zod 4",
    ],
    [
      "one in something that zod asks it of",
      { schema: z.object({ ...shape, note: z.nonoptional({} as never) }) },
      "schema.note: This is not a schema of zod 4",
    ],
    [
      "an optional attribute in the primary key",
      { schema: z.object({ ...shape, taskId: z.string().optional() }) },
      "key.SK: 'taskId' is optional",
    ],
    [
      "an attribute that a codec may leave out",
      {
        schema: z.object({
          ...shape,
          taskId: z.codec(z.string().optional(), z.string(), { decode: (s) => s ?? "", encode: (s) => s }),
        }),
      },
      "key.SK: 'taskId' is optional",
    ],
    [
      "a nullable attribute in an index key",
      { schema: z.object({ ...shape, dueDate: z.iso.date().nullable() }), indexes: { byStatus } },
      "indexes.byStatus.GSI1SK: 'dueDate' may be null",
    ],
    [
      "the wrong key type",
      { schema: z.object({ ...shape, team: z.string(), points: z.string() }), indexes: { byPoints: {} } },
      `indexes.byPoints.points: 'points' is stored as S, and 'points' is a key attribute of type "N"`,
    ],
    [
      "a number without width",
      { schema: z.object({ ...shape, rank: z.int() }), key: { ...key, SK: "R#{rank}" } },
      "key.SK: the number 'rank' needs a width",
    ],
    ["a template with an open brace", { key: { ...key, SK: "TASK#{taskId" } }, "key.SK: a '{' is not closed"],
    [
      "a template beside an attribute of that name",
      { schema: z.object({ ...shape, SK: z.string() }) },
      `key.SK: 'SK' is stored as 'SK', and an item has one value there: write SK: "{SK}"`,
    ],
    [
      "a managed timestamp that a template replaces",
      { timestamps: { updatedAt: "updatedAt" }, indexes: { byUpdated: { updatedAt: "U#{title}" } } },
      `indexes.byUpdated.updatedAt: 'updatedAt' is stored as 'updatedAt'`,
    ],
    [
      "a version in the primary key",
      { version: "v", key: { ...key, SK: "V#{v:8}" } },
      "key.SK: 'v' changes with every write",
    ],
    [
      "two attributes stored under one name",
      { storedAs: { title: "status" } },
      "storedAs.title: 'status' would be stored as 'status', and so is 'title'",
    ],
    [
      "two attributes renamed to one",
      { storedAs: { title: "t", dueDate: "t" } },
      "storedAs.dueDate: 'dueDate' would be stored as 't', and so is 'title'",
    ],
    [
      "an attribute stored under a key's name",
      { storedAs: { title: "PK" } },
      `key.PK: 'title' is stored as 'PK', and an item has one value there: write PK: "{title}"`,
    ],
    [
      "an unknown name in storedAs",
      { storedAs: { titel: "t" } },
      "storedAs.titel: the schema has no attribute 'titel'; did you mean 'title'?",
    ],
    ["an empty stored name", { storedAs: { title: "" } }, "storedAs.title: the name in the table is a string"],
    ["storedAs that is no object", { storedAs: "t" }, "storedAs: storedAs is an object"],
    [
      "a renamed version",
      { version: "version", storedAs: { version: "v" } },
      "storedAs.version: 'version' is the version, and named as it is stored",
    ],
    [
      "a managed name that is too long",
      { version: "v".repeat(65_536) },
      "version: the name of an attribute has at most 65535 bytes",
    ],
    [
      "a name that is too long",
      { storedAs: { title: "t".repeat(65_536) } },
      "storedAs.title: the name of an attribute has at most 65535 bytes",
    ],
    [
      "a declared version",
      { schema: z.object({ ...shape, version: z.int() }), version: "version" },
      "version: 'version' is the version, which this library writes: take it out of the schema",
    ],
    [
      "a version in the place of another attribute",
      { version: "t", storedAs: { title: "t" } },
      "version: 't' is the version, and 'title' is stored under this name",
    ],
    [
      "a version that the program could not tell apart",
      { version: "title", storedAs: { title: "t" } },
      "version: 'title' is the version, which this library writes: take it out",
    ],
    [
      "one name for two timestamps",
      { timestamps: { createdAt: "at", updatedAt: "at" } },
      "timestamps.updatedAt: 'at' is the timestamp updatedAt, and the timestamp createdAt has the same name",
    ],
    ["a version that is no name", { version: true }, `version: this names an attribute, such as version: "version"`],
    ["timestamps that are no object", { timestamps: true }, "timestamps: write timestamps: { createdAt:"],
    [
      "an unknown format of timestamps",
      { timestamps: { createdAt: "c", format: "iso" } },
      "timestamps.format: the formats of timestamps are 'isoDateTime', 'epochMilliseconds' and 'epochSeconds'",
    ],
    [
      "a timestamp stored under the name of an attribute",
      { timestamps: { createdAt: "created" }, storedAs: { created: "title" } },
      "timestamps.createdAt: 'title' is the timestamp createdAt, which this library writes",
    ],
    [
      "a timestamp with an empty stored name",
      { timestamps: { createdAt: "created" }, storedAs: { created: "" } },
      "storedAs.created: the name in the table is a string",
    ],
    [
      "a second type attribute without value",
      { typeAttribute: [{ name: "_type", value: "Task" }, { name: "_version" }] },
      "typeAttribute[1].value: this is a constant string",
    ],
    [
      "an unknown timestamp",
      { timestamps: { created: "createdAt" } },
      "timestamps.created: there is no property 'created' here; did you mean 'createdAt'?",
    ],
    ["a write mark without version", { writeMark: "_m" }, "writeMark: only versioned entities have a write mark"],
    [
      "a write mark in the place of an attribute",
      { version: "v", writeMark: "title" },
      "writeMark: 'title' is the write mark, which this library writes",
    ],
    [
      "a write mark in the place of a key",
      { version: "v", writeMark: "SK" },
      "writeMark: 'SK' is a key attribute of table 'TaskApp', and cannot be the write mark",
    ],
    [
      "a type attribute in the place of an attribute",
      { typeAttribute: { name: "status", value: "Task" } },
      "typeAttribute.name: 'status' is the type attribute, which this library writes",
    ],
    [
      "a type attribute in the place of a key",
      { typeAttribute: { name: "PK", value: "Task" } },
      "typeAttribute.name: 'PK' is a key attribute of table 'TaskApp', and cannot be the type attribute",
    ],
    [
      "a type attribute in the place of a number key",
      { typeAttribute: { name: "points", value: "Task" } },
      "typeAttribute.name: 'points' is a key attribute",
    ],
    [
      "a type attribute without value",
      { typeAttribute: { name: "_type" } },
      "typeAttribute.value: this is a constant string",
    ],
    [
      "a type attribute that is no object",
      { typeAttribute: "_type" },
      `typeAttribute: write typeAttribute: { name: "_type", value: "Task" }`,
    ],
    [
      "an attribute of another type than an index that is not used has",
      { schema: z.object({ ...shape, points: z.string() }) },
      `schema.points: 'points' is a key attribute of type "N" in an index of table 'TaskApp'`,
    ],
    [
      "a timestamp of another type than an index that is not used has",
      { timestamps: { createdAt: "points" } },
      `timestamps.createdAt: 'points' is a key attribute of type "N"`,
    ],
    [
      "a time to live that is no number",
      { schema: z.object({ ...shape, expiresAt: z.iso.datetime() }) },
      "schema.expiresAt: items of table 'TaskApp' expire by this attribute, which must be a number (N) and is stored as S: write epochSeconds()",
    ],
    [
      "a time to live in milliseconds",
      { schema: z.object({ ...shape, expiresAt: epochMilliseconds().optional() }) },
      "schema.expiresAt: items of table 'TaskApp' expire by this attribute, which counts seconds",
    ],
    [
      "a managed time to live",
      { version: "expiresAt" },
      "version: 'expiresAt' is the time-to-live attribute of table 'TaskApp', and cannot be the version",
    ],
    [
      "an index without time to live",
      {
        schema: z.object({ ...shape, team: z.string(), points: z.int(), expiresAt: epochSeconds() }),
        indexes: { byPoints: {} },
      },
      "indexes.byPoints: the index does not project 'expiresAt', so its queries would show expired items: add it to the projection of the index, or write ttlFilter: false",
    ],
    ["a ttlFilter that is no boolean", { ttlFilter: "no" }, "ttlFilter: write ttlFilter: false"],
  ])("refuses %s", (_name, changes, expected) => {
    const problems = problemsOf(task(changes));
    expect(problems).toHaveLength(1);
    expect(problems[0]).toContain(expected);
  });

  it.each<[string, Record<string, unknown>]>([
    [
      "an index without time to live, with ttlFilter: false",
      {
        schema: z.object({ ...shape, team: z.string(), points: z.int(), expiresAt: epochSeconds() }),
        indexes: { byPoints: {} },
        ttlFilter: false,
      },
    ],
    [
      "an index that does not project a time to live the schema lacks",
      { schema: z.object({ ...shape, team: z.string(), points: z.int() }), indexes: { byPoints: {} } },
    ],
    ["a plain number as time to live", { schema: z.object({ ...shape, expiresAt: z.int().optional() }) }],
    [
      "a type attribute that a constant template repeats",
      { typeAttribute: { name: "GSI1PK", value: "TASK" }, indexes: { byStatus: { ...byStatus, GSI1PK: "TASK" } } },
    ],
    ["an attribute that sits in an index which is not used", { schema: z.object({ ...shape, team: z.string() }) }],
    ["the same template written twice", { indexes: { inverted: { SK: key.SK } } }],
    [
      "properties that are undefined",
      { indexes: undefined, unique: undefined, version: undefined, timestamps: undefined },
    ],
    [
      "a creation time in the primary key",
      { timestamps: { createdAt: "createdAt" }, key: { ...key, SK: "T#{createdAt}" } },
    ],
    [
      "attribute names that objects have",
      { schema: z.object({ ...shape, constructor: z.string(), hasOwnProperty: z.string() }) },
    ],
  ])("takes %s", (_name, changes) => {
    expect(problemsOf(task(changes))).toEqual([]);
  });
});
