import { describe, expect, test } from "vitest";
import * as z from "zod";
import * as mini from "zod/mini";
import { formatPath } from "../error/path.ts";
import { ReadError } from "../error/read-error.ts";
import { ValidationError } from "../error/validation-error.ts";
import { bytes } from "../shape/helper/bytes.ts";
import { epochSeconds, isoDateTime } from "../shape/helper/date.ts";
import { decimal, toDecimal } from "../shape/helper/decimal.ts";
import type { SchemaLike } from "../shape/schema-like.ts";
import { shapeOf } from "../shape/walk.ts";
import { compileItemCodec, type ItemCodec } from "./item-codec.ts";

function codec(schema: SchemaLike, storedAs: Record<string, string> = {}, reserved: string[] = []): ItemCodec {
  const result = shapeOf(schema);
  if ("problems" in result) throw new Error(JSON.stringify(result.problems));
  return compileItemCodec(result.shape, "Task", new Map(Object.entries(storedAs)), new Set(reserved));
}

/** Path -> message of everything that is refused. */
function refused(
  run: () => unknown,
  kind: typeof ValidationError | typeof ReadError = ValidationError,
): Record<string, string> {
  try {
    run();
  } catch (error) {
    if (!kind.isInstance(error)) throw error;
    return Object.fromEntries(error.issues.map(({ path, message }) => [formatPath(path), message]));
  }
  throw new Error("nothing was refused");
}

const task = codec(
  z.object({
    taskId: z.string(),
    status: z.enum(["OPEN", "DONE"]).default("OPEN"),
    points: z.int().optional(),
    total: z.number().optional(),
    count: z.bigint().optional(),
    price: decimal().optional(),
    tags: z.set(z.string()).optional(),
    open: z.unknown().optional(),
    lines: z.array(z.object({ sku: z.string(), amount: z.number().default(1) })).optional(),
    assignee: z.object({ name: z.string().min(2), role: z.string().default("user") }).optional(),
    dueAt: isoDateTime().optional(),
    expiresAt: epochSeconds().optional(),
    digest: bytes().optional(),
  }),
);

describe("what is refused on the way in", () => {
  const bad = (attributes: object): Record<string, string> =>
    refused(() => task.encode({ taskId: "t1", ...attributes }));

  test("an unknown attribute, at any depth, with the name that was meant", () => {
    const found = bad({ statsu: "OPEN", lines: [{ sku: "a", price: 1 }] });
    expect(found.statsu).toContain("did you mean 'status'?");
    expect(found["lines[0].price"]).toContain("no such attribute");
  });
  test("a wrong type, without the value", () => {
    const found = bad({ points: "secret", lines: [{ sku: 5 }] });
    expect(found.points).toBe("Invalid input: expected number, received string");
    expect(found["lines[0].sku"]).toBe("Invalid input: expected string, received number");
  });
  test("NaN and Infinity", () => {
    expect(bad({ total: Number.NaN }).total).toContain("NaN");
    expect(bad({ total: Number.POSITIVE_INFINITY }).total).toContain("Infinity");
    expect(bad({ open: [Number.NaN] })["open[0]"]).toContain("NaN");
  });
  test("an integer past 2^53 as a number", () => {
    expect(bad({ total: 2 ** 53 }).total).toContain("z.bigint()");
    expect(task.encode({ taskId: "t1", count: 2n ** 64n }).count).toEqual({ N: "18446744073709551616" });
  });
  test("more than 38 digits", () => {
    expect(bad({ count: 10n ** 38n + 1n }).count).toContain("38");
    expect(bad({ price: { value: `0.${"1".repeat(39)}` } }).price).toContain("38");
    expect(bad({ total: 1e-200 }).total).toContain("range");
  });
  test("an empty set, a mixed set, a set whose members are stored alike", () => {
    expect(bad({ tags: new Set() }).tags).toContain("empty");
    expect(bad({ open: new Set([1, "a"]) }).open).toContain("mixed");
    expect(bad({ open: new Set([1, 1n]) }).open).toContain("same");
  });
  test("half of a surrogate pair", () => {
    expect(bad({ taskId: "a\ud800" }).taskId).toContain("surrogate");
    expect(bad({ tags: new Set(["\udc00"]) }).tags).toContain("surrogate");
  });
  test("undefined in a list", () => {
    expect(bad({ open: [1, undefined] })["open[1]"]).toContain("undefined");
  });
  test("a Date where no codec is, a Map, a class instance, a function", () => {
    class Money {
      amount = 1;
    }
    expect(bad({ open: new Date(0) }).open).toContain("isoDateTime()");
    expect(bad({ open: { at: new Map() } })["open.at"]).toContain("Object.fromEntries");
    expect(bad({ open: new Money() }).open).toContain("Money");
    expect(bad({ open: () => 1 }).open).toContain("function");
    expect(bad({ assignee: new Date(0) }).assignee).toContain("received Date");
  });
  test("a value that goes in a circle", () => {
    const circle: unknown[] = [];
    circle.push(circle);
    expect(Object.values(bad({ open: circle }))[0]).toContain("circle");
  });
  test("everything that is wrong at once", () => {
    expect(Object.keys(bad({ points: 1.5, status: "X", assignee: { name: "a" }, tags: "x" })).sort()).toEqual(
      ["assignee.name", "points", "status", "tags"].sort(),
    );
  });
  test("a message of the user's own never sees the value", () => {
    const own = codec(
      z.object({
        pin: z
          .string({ error: ({ input }) => `not ${String(input)}` })
          .regex(/^\d+$/, { error: ({ input }) => `no ${String(input)}` }),
      }),
    );
    expect(JSON.stringify(refused(() => own.encode({ pin: "s3cret" })))).not.toContain("s3cret");
    expect(JSON.stringify(refused(() => own.encode({ pin: 987654 })))).not.toContain("987654");
  });
  test("an asynchronous check, and one that throws", () => {
    const slow = codec(z.object({ a: z.string().refine(async () => true) }));
    expect(Object.values(refused(() => slow.encode({ a: "x" })))[0]).toContain("asynchronous");
    const broken = codec(z.object({ a: z.string().refine(() => JSON.parse("{")) }));
    expect(Object.values(refused(() => broken.encode({ a: "x" })))[0]).toContain("SyntaxError");
  });
  test("a value of a discriminated union is judged by its variant", () => {
    const union = codec(
      z.object({
        p: z.discriminatedUnion("kind", [
          z.object({ kind: z.literal("a"), x: z.string() }),
          z.object({ kind: z.literal("b"), y: z.number() }),
        ]),
      }),
    );
    expect(refused(() => union.encode({ p: { kind: "b", y: "no" } }))).toEqual({
      "p.y": "Invalid input: expected number, received string",
    });
  });
  test("a value that zod would cut down to an earlier option of a union", () => {
    const union = codec(
      z.object({ u: z.union([z.object({ a: z.string() }), z.object({ a: z.string(), b: z.string() })]) }),
    );
    expect(refused(() => union.encode({ u: { a: "1", b: "2" } })).u).toContain("discriminatedUnion");
  });
});

describe("what is stored", () => {
  test("defaults at any depth, absent for undefined", () => {
    expect(task.encode({ taskId: "t1", points: undefined, lines: [{ sku: "a" }], assignee: { name: "Ada" } })).toEqual({
      taskId: { S: "t1" },
      status: { S: "OPEN" },
      lines: { L: [{ M: { sku: { S: "a" }, amount: { N: "1" } } }] },
      assignee: { M: { name: { S: "Ada" }, role: { S: "user" } } },
    });
    expect(task.encode({ taskId: "t1" })).not.toHaveProperty("assignee");
  });
  test("a prefault is a value of the stored side", () => {
    const item = codec(
      z.object({ at: z.codec(z.string(), z.number(), { decode: Number, encode: String }).prefault("7") }),
    );
    expect(item.encode({})).toEqual({ at: { S: "7" } });
    expect(item.decode({})).toEqual({ at: 7 });
  });
  test("checks see the defaults, and may change strings", () => {
    const item = codec(z.object({ a: z.string().trim(), b: z.number().default(2) }).refine(({ b }) => b === 2));
    expect(item.encode({ a: " x " })).toEqual({ a: { S: "x" }, b: { N: "2" } });
    expect(() => item.encode({ a: "x", b: 3 })).toThrow(ValidationError);
  });
  test("numbers in one spelling", () => {
    const of = (total: number): unknown => task.encode({ taskId: "t", total }).total;
    expect(of(-0)).toEqual({ N: "0" });
    expect(of(1e-7)).toEqual({ N: "0.0000001" });
    expect(of(1.5)).toEqual({ N: "1.5" });
    expect(task.encode({ taskId: "t", price: { value: "01.500" } }).price).toEqual({ N: "1.5" });
  });
  test("a number with more levels than DynamoDB holds is refused, one with fewer is not", () => {
    const nested = (levels: number): unknown => (levels === 0 ? 1 : [nested(levels - 1)]);
    expect(() => task.encode({ taskId: "t", open: nested(31) })).not.toThrow();
    expect(() => task.encode({ taskId: "t", open: nested(32) })).toThrow(ValidationError);
  });
  test("loose objects and catchalls take more", () => {
    const item = codec(z.object({ a: z.string(), more: z.looseObject({ b: z.string() }) }).catchall(z.number()));
    expect(item.encode({ a: "x", more: { b: "y", c: [1] }, n: 2 })).toEqual({
      a: { S: "x" },
      more: { M: { b: { S: "y" }, c: { L: [{ N: "1" }] } } },
      n: { N: "2" },
    });
  });
});

describe("what is read", () => {
  test("unknown attributes are dropped, defaults filled, in the order of the schema", () => {
    const item = task.decode({ PK: { S: "x" }, expiresAt: { N: "60" }, taskId: { S: "t1" } });
    expect(item).toEqual({ taskId: "t1", status: "OPEN", expiresAt: new Date(60_000) });
    expect(Object.keys(item)).toEqual(["taskId", "status", "expiresAt"]);
    expect(Object.getPrototypeOf(item)).toBe(Object.prototype);
  });
  test("a wrong stored type, a missing attribute, a number that would not be exact: all at once, without values", () => {
    const found = refused(
      () =>
        task.decode({
          status: { S: "OPEN" },
          total: { N: "12345678901234567890" },
          tags: { L: [] },
          assignee: { M: { name: { N: "5" } } },
        }),
      ReadError,
    );
    expect(Object.keys(found).sort()).toEqual(["assignee.name", "tags", "taskId", "total"]);
    expect(found.total).toContain("z.bigint()");
    expect(found["assignee.name"]).toContain("type N");
  });
  test("checks count in strict mode only", () => {
    const wire = { taskId: { S: "t1" }, assignee: { M: { name: { S: "A" } } } };
    expect(task.decode(wire)).toMatchObject({ assignee: { name: "A", role: "user" } });
    expect(refused(() => task.decode(wire, { mode: "strict" }), ReadError)).toHaveProperty(["assignee.name"]);
  });
  test("a part of an item lacks what it lacks", () => {
    expect(task.decode({ points: { N: "3" } }, { attributes: ["taskId", "points", "status"] })).toEqual({
      status: "OPEN",
      points: 3,
    });
    expect(() => task.decode({ points: { S: "3" } }, { attributes: ["points"] })).toThrow(ReadError);
  });
  test("open attributes: numbers where exact, bigints for larger integers, decimals else; any name", () => {
    const stored = JSON.parse('{"M":{"__proto__":{"S":"x"},"a":{"N":"1.5"}}}');
    const { open } = task.decode({
      taskId: { S: "t" },
      open: { L: [{ N: "12345678901234567890" }, { N: "0.1234567890123456789" }, stored] },
    }) as { open: unknown[] };
    expect(open[0]).toBe(12345678901234567890n);
    expect(open[1]).toEqual({ value: "0.1234567890123456789" });
    expect(Object.keys(open[2] as object)).toEqual(["__proto__", "a"]);
    expect(Object.getPrototypeOf(open[2])).toBe(Object.prototype);
    expect(task.encode({ taskId: "t", open }).open).toEqual({
      L: [{ N: "12345678901234567890" }, { N: "0.1234567890123456789" }, stored],
    });
  });
  test("no map has an entry without a name", () => {
    const item = codec(
      z.object({
        scores: z.record(z.string(), z.number()).optional(),
        codes: z.record(z.string().max(3), z.string()).optional(),
        loose: z.looseObject({ a: z.string() }).optional(),
        open: z.unknown().optional(),
        either: z.union([z.string(), z.record(z.string(), z.number())]).optional(),
      }),
    );
    for (const [given, path] of [
      [{ scores: { "": 1 } }, 'scores[""]'],
      [{ codes: { "": "x" } }, 'codes[""]'],
      [{ loose: { a: "x", "": 1 } }, 'loose[""]'],
      [{ open: [{ "": 1 }] }, 'open[0][""]'],
      [{ either: { "": 1 } }, 'either[""]'],
    ] as const) {
      expect(refused(() => item.encode(given))[path]).toContain("give it another name");
      const [[name, value]] = Object.entries(given) as [[string, unknown]];
      expect(refused(() => item.encodeAttribute(name, value))[path]).toContain("give it another name");
    }
    expect(item.encode({ scores: { "": undefined, a: 1 } })).toEqual({ scores: { M: { a: { N: "1" } } } });
  });
  test("a catch takes what does not fit", () => {
    const item = codec(
      z.object({ mood: z.enum(["good"]).catch("good"), set: z.set(z.string()).catch(new Set(["x"])) }),
    );
    expect(item.decode({ mood: { N: "1" }, set: { S: "a" } })).toEqual({ mood: "good", set: new Set(["x"]) });
  });
});

describe("names", () => {
  const renamed = codec(z.object({ a: z.string(), b: z.string().optional() }), { a: "b", b: "c" });
  test("an attribute has another name in the table", () => {
    expect(renamed.encode({ a: "1", b: "2" })).toEqual({ b: { S: "1" }, c: { S: "2" } });
    expect(renamed.decode({ b: { S: "1" }, a: { S: "foreign" } })).toEqual({ a: "1" });
  });
  test("a loose schema neither reads nor writes what is not its own", () => {
    const loose = codec(z.looseObject({ a: z.string() }), {}, ["PK"]);
    expect(loose.decode({ a: { S: "x" }, PK: { S: "k" }, more: { N: "1" } })).toEqual({ a: "x", more: 1 });
    expect(refused(() => loose.encode({ a: "x", PK: "k" })).PK).toContain("something else");
  });
  test("one attribute alone", () => {
    expect(task.encodeAttribute("expiresAt", new Date(5000))).toEqual({ N: "5" });
    expect(task.decodeAttribute("expiresAt", { N: "5" })).toEqual(new Date(5000));
    expect(refused(() => task.encodeAttribute("expires", 1)).expires).toContain("expiresAt");
    expect(refused(() => task.encodeAttribute("points", undefined)).points).toContain("remove()");
  });
});

describe("a root that is a discriminated union", () => {
  const event = codec(
    mini.discriminatedUnion("kind", [
      mini.object({ kind: mini.literal("a"), id: mini.string(), n: mini.number() }),
      mini.object({ kind: mini.literal("b"), id: mini.string(), n: mini.string() }),
    ]),
  );
  test("items and parts of items", () => {
    expect(event.decode(event.encode({ kind: "a", id: "1", n: 2 }))).toEqual({ kind: "a", id: "1", n: 2 });
    expect(event.decode({ n: { S: "x" } }, { attributes: ["n"] })).toEqual({ n: "x" });
    expect(event.decode({ kind: { S: "a" }, n: { N: "1" } }, { attributes: ["kind", "n"] })).toEqual({
      kind: "a",
      n: 1,
    });
    expect(() => event.decode({ kind: { S: "a" }, n: { S: "1" } }, { attributes: ["kind", "n"] })).toThrow(ReadError);
  });
  test("an operand is what any variant takes", () => {
    expect(event.encodeAttribute("n", 1)).toEqual({ N: "1" });
    expect(event.encodeAttribute("n", "x")).toEqual({ S: "x" });
    expect(() => event.encodeAttribute("n", true)).toThrow(ValidationError);
  });
});

test("decimals are exact", () => {
  expect(toDecimal("0.10").value).toBe("0.1");
  expect(() => toDecimal("1".repeat(39))).toThrow(RangeError);
});
