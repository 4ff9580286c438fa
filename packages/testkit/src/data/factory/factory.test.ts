import fc from "fast-check";
import {
  bytes,
  type Decimal,
  decimal,
  defineEntity,
  defineTable,
  epochMilliseconds,
  epochSeconds,
  isoDateTime,
  type SchemaLike,
  url,
  type WireItem,
} from "keywright";
import { describe, expect, test } from "vitest";
import * as z from "zod";
import { factory } from "./factory.ts";
import type { Overrides } from "./types.ts";

const taskTable = defineTable({
  name: "TaskApp",
  partitionKey: { PK: "S" },
  sortKey: { SK: "S" },
  indexes: {
    byStatus: { type: "global", partitionKey: { GSI1PK: "S" }, sortKey: { GSI1SK: "S" }, projection: "ALL" },
  },
  timeToLive: "expiresAt",
});
const Task = defineEntity({
  name: "Task",
  table: taskTable,
  schema: z.object({
    userId: z.string(),
    taskId: z.string(),
    title: z.string().min(1),
    status: z.enum(["OPEN", "DONE"]).default("OPEN"),
    dueDate: z.iso.date(),
    points: z.int().optional(),
    tags: z.set(z.string()).optional(),
    lines: z.array(z.object({ sku: z.string(), count: z.number().min(1).max(9).default(1) })),
    expiresAt: epochSeconds().optional(),
  }),
  key: { PK: "USER#{userId}", SK: "TASK#{taskId}" },
  indexes: { byStatus: { GSI1PK: "STATUS#{status}", GSI1SK: "DUE#{dueDate}#{userId}#{taskId}" } },
  version: "version",
  timestamps: { createdAt: "createdAt", updatedAt: "updatedAt" },
});

/** An entity with an attribute `value` of a schema. */
function entityWith(value: SchemaLike) {
  return defineEntity({
    name: "Thing",
    table: defineTable({ name: "Things", partitionKey: { id: "S" } }),
    schema: z.object({ id: z.string(), value: value as z.ZodType }),
  });
}

function valuesOf(value: SchemaLike, count = 30): unknown[] {
  return factory(entityWith(value))
    .buildMany(count)
    .map((input) => input.value);
}

describe("the same seed", () => {
  test("gives the same items, and another gives others", () => {
    const [a, b, c] = [1, 1, "other"].map((seed) => factory(Task, { seed }).buildMany(20));
    expect(a).toEqual(b);
    expect(a).not.toEqual(c);
    expect(factory(Task).buildMany(20)).toEqual(factory(Task).buildMany(20));
  });

  test("more items, overrides or attributes do not change what the others are", () => {
    const [first, second] = factory(Task, { seed: 3 }).buildMany(2);
    const tasks = factory(Task, { seed: 3 });
    expect(tasks.build({ title: "Mine" })).toEqual({ ...first, title: "Mine" });
    expect(tasks.build()).toEqual(second);
    const narrow = z.object({ id: z.string(), a: z.string() });
    const define = (schema: z.ZodObject) =>
      defineEntity({ name: "Thing", table: defineTable({ name: "Things", partitionKey: { id: "S" } }), schema });
    const before = factory(define(narrow)).build();
    expect(factory(define(narrow.extend({ b: z.number() }))).build()).toMatchObject(before);
  });
});

describe("keys", () => {
  test("differ, also between calls", () => {
    const tasks = factory(Task);
    const made = [...tasks.buildMany(500), tasks.build(), tasks.build({ userId: "u1" })];
    expect(new Set(made.map(({ userId, taskId }) => `${userId} ${taskId}`)).size).toBe(502);
  });

  test("have no delimiter, whatever the text is", () => {
    fc.assert(
      fc.property(fc.integer(), (seed) => {
        const { userId, taskId } = factory(Task, { seed, edges: 1 }).build();
        expect(userId === "" || taskId === "" || userId.includes("#")).toBe(false);
      }),
    );
  });

  test("of few values run out", () => {
    const Day = defineEntity({
      name: "Day",
      table: defineTable({ name: "Days", partitionKey: { day: "S" } }),
      schema: z.object({ day: z.enum(["MON", "TUE", "WED"]) }),
    });
    const days = factory(Day);
    expect(
      days
        .buildMany(3)
        .map(({ day }) => day)
        .sort(),
    ).toEqual(["MON", "TUE", "WED"]);
    expect(() => days.build()).toThrow(/^Day: after 3 items no other key was found .* made of day/);
    expect(days.build({ day: "MON" })).toEqual({ day: "MON" });
  });

  test("that overrides make all the same are refused, and a function makes them differ", () => {
    const key = { userId: "u1", taskId: "t1" };
    expect(() => factory(Task).buildMany(2, key)).toThrow(expect.objectContaining({ code: "factory-keys" }));
    const made = factory(Task).buildMany(2, (i) => ({ ...key, taskId: `t${i}` }));
    expect(made.map(({ taskId }) => taskId)).toEqual(["t0", "t1"]);
  });

  test("fit the width of a number and the case of a text, and may be binary or numbers", () => {
    const table = defineTable({ name: "Typed", partitionKey: { hash: "B" }, sortKey: { at: "N" } });
    const schema = z.object({ hash: bytes(), at: z.number() });
    const Typed = defineEntity({ name: "Typed", table, schema });
    expect(factory(Typed).buildMany(50)).toHaveLength(50);
    const Padded = defineEntity({
      name: "Padded",
      table: defineTable({ name: "Padded", partitionKey: { PK: "S" } }),
      schema: z.object({ n: z.int(), email: z.string() }),
      key: { PK: "{n:2}/{email:lower}" },
    });
    for (const { n } of factory(Padded, { edges: 0.5 }).buildMany(50)) expect(n >= 0 && n < 100).toBe(true);
  });
});

describe("values", () => {
  test.each<[string, SchemaLike]>([
    ["email", z.email()],
    ["url", z.url()],
    ["uuid", z.uuid()],
    ["uuid 7", z.uuidv7()],
    ["guid", z.guid()],
    ["nanoid", z.nanoid()],
    ["cuid2", z.cuid2()],
    ["ulid", z.ulid()],
    ["xid", z.xid()],
    ["ksuid", z.ksuid()],
    ["emoji", z.emoji()],
    ["date", z.iso.date()],
    ["time", z.iso.time({ precision: 2 })],
    ["date-time", z.iso.datetime()],
    ["date-time with offset", z.iso.datetime({ offset: true, precision: 0 })],
    ["local date-time", z.iso.datetime({ local: true, precision: -1 })],
    ["duration", z.iso.duration()],
    ["ipv4", z.ipv4()],
    ["ipv6", z.ipv6()],
    ["cidr", z.cidrv4()],
    ["cidr 6", z.cidrv6()],
    ["mac", z.mac()],
    ["base64", z.base64()],
    ["base64url", z.base64url()],
    ["phone", z.e164()],
    ["jwt", z.jwt()],
    ["hostname", z.hostname()],
    ["hex", z.hex()],
    ["hash", z.hash("sha256")],
    ["lower case", z.string().lowercase().min(3)],
    ["upper case", z.string().uppercase().min(3)],
    ["trimmed", z.string().trim().toUpperCase()],
    ["affixes", z.string().startsWith("a-").endsWith("-z").includes("mid").max(12)],
    ["a pattern", z.string().regex(/^[A-Z]{2}\d{4}(-[a-f]+)?$/)],
    [
      "a pattern and lengths",
      z
        .string()
        .regex(/^[a-z]+$/)
        .min(12)
        .max(14),
    ],
    [
      "two patterns",
      z
        .string()
        .regex(/^[a-z0-9]+$/)
        .regex(/\d/),
    ],
    ["template literal", z.templateLiteral(["v", z.int(), ".", z.enum(["a", "b"])])],
    ["length", z.string().length(40)],
    ["long text", z.string().min(3000)],
    ["int32", z.int32()],
    ["uint32", z.uint32()],
    ["float32", z.float32()],
    ["int64", z.int64()],
    ["narrow range", z.number().gt(0.5).lt(0.6)],
    ["exclusive integers", z.int().gt(3).lt(5)],
    ["negative", z.number().negative()],
    ["multiples", z.int().multipleOf(6).multipleOf(4).min(1)],
    ["cents", z.number().multipleOf(0.01).min(0)],
    ["big multiples", z.bigint().multipleOf(7n).min(-3n)],
    ["decimal", decimal()],
    ["literal", z.literal(["a", 1, true, null])],
    ["list bounds", z.array(z.boolean()).min(7).max(8)],
    ["set bounds", z.set(z.string()).min(4).max(5)],
    ["set of few", z.set(z.enum(["a", "b", "c"])).min(3)],
    ["set of bytes", z.set(bytes()).min(2)],
    ["record", z.record(z.string().regex(/^[a-z]{3}$/), z.number())],
    ["record of an enum", z.record(z.enum(["de", "en"]), z.string())],
    ["partial record", z.partialRecord(z.enum(["de", "en"]), z.string())],
    ["tuple", z.tuple([z.string(), z.number()], z.boolean())],
    ["nested defaults", z.object({ a: z.object({ b: z.number().default(3) }).optional(), c: z.null() })],
    ["union", z.union([z.number(), z.object({ a: z.string() }), z.array(z.string())])],
    [
      "tagged union",
      z.discriminatedUnion("t", [z.object({ t: z.literal("a") }), z.object({ t: z.literal("b"), n: z.int() })]),
    ],
    ["bytes", bytes()],
    ["dates", z.object({ a: epochSeconds(), b: epochMilliseconds(), c: isoDateTime(), d: url() })],
    ["stringbool", z.stringbool()],
    ["number in text", z.codec(z.string(), z.number(), { decode: Number, encode: String })],
    [
      "Date in text",
      z.codec(z.iso.date(), z.date(), { decode: (s) => new Date(s), encode: (d) => d.toISOString().slice(0, 10) }),
    ],
    [
      "JSON in text",
      z.codec(z.string(), z.object({ a: z.string() }), {
        decode: (s) => JSON.parse(s),
        encode: (o) => JSON.stringify(o),
      }),
    ],
    ["pipe", z.string().max(30).pipe(z.string().min(9))],
    ["readonly", z.array(z.string()).readonly()],
    ["anything", z.unknown()],
    ["JSON", z.json()],
    ["loose object", z.looseObject({ a: z.string() })],
    ["refined", z.int().refine((n) => n % 7 === 0)],
    ["refined object", z.object({ from: z.int().max(9), to: z.int().max(9) }).refine(({ from, to }) => from <= to)],
  ])("of a schema are valid: %s", (_what, schema) => {
    for (const edges of [0, 1]) {
      const Thing = entityWith(schema);
      for (const input of factory(Thing, { edges }).buildMany(30)) {
        const { Item } = Thing.create(input).toRequest();
        expect(Thing.model.codec.decode(Item as WireItem, { mode: "strict" })).toBeDefined();
      }
    }
  });

  test("differ, and are as plain as the schema allows", () => {
    expect(new Set(valuesOf(z.string())).size).toBeGreaterThan(20);
    expect(new Set(valuesOf(z.boolean()))).toEqual(new Set([true, false]));
    expect(new Set(valuesOf(z.enum(["a", "b", "c"])))).toEqual(new Set(["a", "b", "c"]));
    for (const text of valuesOf(z.string())) expect(text).toMatch(/^[a-z ]{3,40}$/);
    for (const day of valuesOf(z.iso.date())) expect(day).toMatch(/^202\d-/);
    for (const amount of valuesOf(decimal())) expect((amount as Decimal).value).toMatch(/^\d{1,4}([.]\d{1,2})?$/);
    expect(valuesOf(z.string().optional())).toContain(undefined);
    expect(valuesOf(z.string().nullable(), 60)).toContain(null);
  });

  test("of schemas that contain themselves end", () => {
    const tree = z.object({
      name: z.string(),
      get children() {
        return z.array(tree).min(1).optional();
      },
      get both(): z.ZodType {
        return z.union([z.object({ left: z.lazy(() => tree), right: z.lazy(() => tree) }), z.number()]);
      },
    });
    for (const value of valuesOf(tree)) expect(JSON.stringify(value).length).toBeLessThan(10_000);
  });

  test("do not let an item expire, unless they are given", () => {
    const expiry = factory(Task)
      .buildMany(50)
      .flatMap(({ expiresAt }) => expiresAt ?? []);
    expect(expiry.length).toBeGreaterThan(10);
    for (const at of expiry) expect(at.getTime()).toBeGreaterThan(Date.UTC(2099, 0));
    const expiresAt = new Date("2026-05-01T00:00:00Z");
    expect(factory(Task).build({ expiresAt }).expiresAt).toBe(expiresAt);
  });
});

describe("overrides", () => {
  test("are taken as they are; undefined leaves out", () => {
    const tags = new Set(["a"]);
    const task = factory(Task).build({ status: "DONE", tags, points: undefined });
    expect(task).toMatchObject({ status: "DONE" });
    expect(task.tags).toBe(tags);
    expect(Object.keys(task)).not.toContain("points");
    for (const { points } of factory(Task).buildMany(20, { points: undefined })) expect(points).toBeUndefined();
  });

  test.each<[string, object, RegExp]>([
    [
      "an unknown attribute",
      { titel: "x" },
      /^Task.titel as an override: the schema has no such attribute; it has 'userId'/,
    ],
    ["a managed attribute", { version: 3 }, /^Task.version as an override: Keywright writes this attribute itself/],
    ["another type", { title: 1 }, /^Task.title as an override: Invalid input: expected string/],
    ["a value that a check refuses", { title: "" }, /^Task.title as an override: Too small/],
    ["nothing where something must be", { title: undefined }, /^Task.title as an override: the schema requires/],
    ["a delimiter in a key", { userId: "a#b" }, /^Task.userId as an override: contains '#'/],
    ["an empty key", { lines: [{ count: 0 }] }, /^Task.lines as an override: /],
  ])("that cannot be are refused: %s", (_what, overrides, message) => {
    expect(() => factory(Task).build(overrides as Overrides<typeof Task>)).toThrow(message);
    expect(() => factory(Task).edgeCases(overrides as Overrides<typeof Task>)).toThrow(message);
  });

  test("choose the variant of a union", () => {
    const Payment = defineEntity({
      name: "Payment",
      table: taskTable,
      schema: z.discriminatedUnion("kind", [
        z.object({ kind: z.literal("card"), id: z.string(), last4: z.string().length(4) }),
        z.object({ kind: z.literal("cash"), id: z.string(), currency: z.string().default("EUR") }),
      ]),
      key: { PK: "PAYMENT#{id}", SK: "PAYMENT" },
    });
    const payments = factory(Payment);
    expect(new Set(payments.buildMany(20).map(({ kind }) => kind))).toEqual(new Set(["card", "cash"]));
    for (const made of payments.buildMany(10, { kind: "card" }))
      expect(made).toMatchObject({ last4: expect.any(String) });
    for (const { kind } of payments.buildMany(10, { currency: "USD" })) expect(kind).toBe("cash");
    expect(() => payments.build({ last4: "1234", currency: "USD" })).toThrow(
      /no variant of the entity has 'last4', 'currency'/,
    );
  });

  test("do not compile where they are wrong", () => {
    const tasks = factory(Task);
    tasks.build({ status: "DONE", lines: [{ sku: "a" }] });
    const wrong = [
      // @ts-expect-error unknown attribute
      () => tasks.build({ titel: "x" }),
      // @ts-expect-error another type
      () => tasks.build({ title: 1 }),
      // @ts-expect-error not one of its values
      () => tasks.buildMany(1, { status: "CLOSED" }),
      // @ts-expect-error required
      () => tasks.build({ title: undefined }),
      // @ts-expect-error managed
      () => tasks.build({ version: 1 }),
      // @ts-expect-error unknown attribute below
      () => tasks.build({ lines: [{ sku: "a", cuont: 2 }] }),
      // @ts-expect-error unknown attribute, made by a function
      () => tasks.buildMany(1, () => ({ titel: "x" })),
      // @ts-expect-error no such attribute
      () => factory(Task, { generate: { titel: () => "x" } }),
      // @ts-expect-error another type
      () => factory(Task, { generate: { title: () => 1 } }).build(),
      // @ts-expect-error managed
      () => factory(Task, { generate: { version: () => 1 } }),
    ];
    for (const attempt of wrong)
      expect(attempt).toThrow(expect.objectContaining({ code: expect.stringMatching(/^factory-/) }));
    const title: string = tasks.build().title;
    expect(title).not.toBe("");
  });
});

describe("checks that random values do not meet", () => {
  const Card = defineEntity({
    name: "Card",
    table: defineTable({ name: "Cards", partitionKey: { id: "S" } }),
    schema: z.object({
      id: z.string(),
      owner: z.object({ iban: z.string().refine((text): boolean => text === "DE1", "is no IBAN") }),
    }),
  });

  test("fail with the attribute, the reason and what to write", () => {
    expect(() => factory(Card).build()).toThrow(
      expect.objectContaining({
        code: "factory-no-value",
        message: expect.stringMatching(
          /^Card\.owner\.iban: none of 200 random values is valid; the last was refused: is no IBAN\nGive one: build\(\{ owner: \.\.\. \}\), or factory\(Card, \{ generate: \{ owner: \(random\) => \.\.\. \} \}\)/,
        ),
      }),
    );
    expect(factory(Card).build({ owner: { iban: "DE1" } }).owner).toEqual({ iban: "DE1" });
  });

  test("are met by generators, which draw from the seed", () => {
    const generate = { owner: () => ({ iban: "DE1" }), id: (random: { id(): string }) => `card-${random.id()}` };
    const made = factory(Card, { generate }).buildMany(3);
    expect(made.every(({ id, owner }) => id.startsWith("card-") && owner.iban === "DE1")).toBe(true);
    expect(new Set(made.map(({ id }) => id)).size).toBe(3);
    expect(factory(Card, { generate }).buildMany(3)).toEqual(made);
  });

  test("of the whole item are met by trying, or fail", () => {
    const period = z.object({ id: z.string(), from: z.int(), to: z.int(), note: z.string().optional() });
    const define = (schema: typeof period) =>
      defineEntity({ name: "Period", table: defineTable({ name: "Periods", partitionKey: { id: "S" } }), schema });
    const ordered = define(period.refine(({ from, to }) => from < to, { message: "ends first", path: ["to"] }));
    for (const { from, to } of factory(ordered).buildMany(50)) expect(from).toBeLessThan(to);
    for (const { from } of factory(ordered).buildMany(10, { to: 500 })) expect(from).toBeLessThan(500);
    const never = define(period.refine(() => false, "is never right"));
    expect(() => factory(never).build()).toThrow(/^Period: none of 100 random items is valid; .* is never right/);
  });
});
