import { PutItemCommand } from "@aws-sdk/client-dynamodb";
import {
  add,
  and,
  append,
  at,
  attribute,
  beginsWith,
  between,
  bytes,
  type Condition,
  ConditionFailedError,
  concat,
  contains,
  decimal,
  decrement,
  defineEntity,
  defineTable,
  difference,
  entryOf,
  epochSeconds,
  eq,
  exists,
  fromText,
  gt,
  gte,
  hasType,
  ifNotExists,
  increment,
  isIn,
  isoDateTime,
  lt,
  lte,
  ne,
  not,
  notExists,
  or,
  patch,
  prepend,
  remove,
  repository,
  set,
  size,
  sum,
  ValidationError,
  variant,
  whenExists,
} from "keywright";
import { beforeEach, describe, expect, test } from "vitest";
import * as z from "zod";
import { nameOf, storedItems, useDynamoDB } from "../test-support.ts";

const table = defineTable({ name: "Expressions", partitionKey: { PK: "S" }, sortKey: { SK: "S" } });
const Thing = defineEntity({
  name: "Thing",
  table,
  schema: z.object({
    owner: z.string(),
    id: z.string(),
    title: z.string().default("Write"),
    alias: z.string().optional(),
    part: z.string().default("rit"),
    status: z.enum(["OPEN", "DONE"]).default("OPEN"),
    count: z.int().default(5),
    points: z.int().optional(),
    limit: z.int().default(10),
    big: z.bigint().default(2n ** 60n),
    price: decimal().optional(),
    done: z.boolean().default(false),
    nickname: z.string().nullable().default(null),
    tags: z.set(z.string()).optional(),
    ranks: z.set(z.int()).optional(),
    hashes: z.set(bytes()).optional(),
    notes: z.array(z.string()).optional(),
    log: z.array(z.string()).default(() => ["made"]),
    lines: z.array(z.object({ sku: z.string(), quantity: z.int(), gift: z.string().optional() })).default(() => []),
    pair: z.tuple([z.string(), z.int()]).default(() => ["Write", 5] as [string, number]),
    scores: z.record(z.string(), z.int()).default(() => ({})),
    settings: z
      .object({ theme: z.string(), seen: z.int(), hint: z.string().optional() })
      .default(() => ({ theme: "dark", seen: 3 })),
    assignee: z
      .object({ name: z.string(), address: z.object({ city: z.string(), zip: z.string().optional() }).optional() })
      .optional(),
    payment: z
      .discriminatedUnion("kind", [
        z.object({ kind: z.literal("card"), last4: z.string(), note: z.string().optional() }),
        z.object({ kind: z.literal("cash"), currency: z.string(), note: z.string().optional() }),
      ])
      .default(() => ({ kind: "cash" as const, currency: "EUR" })),
    checksum: bytes().default(() => new Uint8Array([1, 2, 3])),
    expiresAt: epochSeconds().default(() => new Date("2100-01-01T00:00:00Z")),
    seenAt: isoDateTime().default(() => new Date("2026-05-01T00:00:00Z")),
  }),
  key: { PK: "OWNER#{owner}", SK: "THING#{id}" },
  storedAs: { title: "t", settings: "s" },
});
const dynamodb = useDynamoDB({ tables: [table] });
const things = () => repository(dynamodb().db, Thing);

type Where = NonNullable<NonNullable<Parameters<typeof Thing.count>[1]>["where"]>;
type References = Parameters<Where>[0];
type Make = (t: References) => Condition<"Thing">;

let made = 0;
let key = { owner: "o0", id: "a" };
beforeEach(() => {
  made += 1;
  key = { owner: `o${made}`, id: "a" };
});
const make = (more: object = {}) => things().create({ ...key, ...more });

/** Whether the item matches: as the condition of a write, and as the filter of a query. */
async function holds(where: Make): Promise<boolean> {
  const { count } = await things().count({ owner: key.owner }, { where });
  const error = await things()
    .check(key, { where })
    .then(
      () => undefined,
      (thrown: unknown) => thrown,
    );
  if (error !== undefined && !ConditionFailedError.isInstance(error)) throw error;
  expect(error === undefined).toBe(count === 1);
  return count === 1;
}

async function expectAll(verdict: boolean, conditions: Readonly<Record<string, Make>>): Promise<void> {
  for (const [name, where] of Object.entries(conditions)) {
    expect([name, await holds(where)]).toEqual([name, verdict]);
  }
}

const item = {
  alias: "Write",
  points: 7,
  tags: new Set(["a", "b"]),
  ranks: new Set([1, 5]),
  hashes: new Set([new Uint8Array([9])]),
  lines: [
    { sku: "x", quantity: 1 },
    { sku: "y", quantity: 5, gift: "yes" },
  ],
  notes: ["a", "Write"],
  scores: { de: 1, "a.b": 2 },
  assignee: { name: "Ada", address: { city: "London" } },
  payment: { kind: "card", last4: "4242" },
};

describe("conditions and filters", () => {
  test("that hold", async () => {
    await make(item);
    await expectAll(true, {
      "a nested map": (t) => eq(t.assignee.address.city, "London"),
      "a list element": (t) => eq(at(t.lines, 1).gift, "yes"),
      "an item of a tuple": (t) => gte(at(t.pair, 1), 5),
      "an entry": (t) => lt(entryOf(t.scores, "a.b"), 3),
      "a variant": (t) => and(eq(t.payment.kind, "card"), beginsWith(variant(t.payment, "kind", "card").last4, "42")),
      "attribute against attribute": (t) => eq(t.title, t.alias),
      "attribute against a list element": (t) => eq(t.count, at(t.lines, 1).quantity),
      "attribute in a map against another": (t) => lt(t.settings.seen, t.points),
      "between attributes": (t) => between(t.points, t.count, t.limit),
      "between an attribute and a value": (t) => between(t.points, t.count, 100),
      "in attributes and values": (t) => isIn(t.title, ["x", t.alias]),
      "begins with an attribute": (t) => beginsWith(t.title, t.alias),
      "contains an attribute": (t) => contains(t.title, t.part),
      "a set contains an attribute": (t) => contains(t.ranks, t.count),
      "a list contains an attribute": (t) => contains(t.notes, t.title),
      "a set contains": (t) =>
        and(contains(t.tags, "a"), contains(t.ranks, 1), contains(t.hashes, new Uint8Array([9]))),
      "a list contains an object": (t) => contains(t.lines, { sku: "x", quantity: 1 }),
      "the size of a string": (t) => eq(size(t.title), 5),
      "the size of bytes": (t) => between(size(t.checksum), 3, 3),
      "the size of a set": (t) => isIn(size(t.tags), [1, 2]),
      "the size of a map": (t) => eq(size(t.assignee), 2),
      "the size of a record": (t) => lte(size(t.scores), 2),
      "a size against a size": (t) => eq(size(t.lines), size(t.tags)),
      "a size against a number": (t) => lt(size(t.tags), t.points),
      "a number against a size": (t) => gt(t.points, size(t.tags)),
      "between sizes": (t) => between(t.settings.seen, size(t.tags), size(t.title)),
      "a type": (t) => and(hasType(t.nickname, "NULL"), hasType(t.tags, "SS"), hasType(at(t.lines, 0), "M")),
      null: (t) => eq(t.nickname, null),
      "null in a list": (t) => isIn(t.nickname, ["x", null]),
      "not null": (t) => not(ne(t.nickname, null)),
      "a whole object": (t) => eq(t.assignee, { name: "Ada", address: { city: "London" } }),
      "a whole object of several": (t) =>
        isIn(t.payment, [
          { kind: "cash", currency: "EUR" },
          { kind: "card", last4: "4242" },
        ]),
      "a whole list": (t) => eq(t.notes, ["a", "Write"]),
      "a tuple": (t) => eq(t.pair, ["Write", 5]),
      "a record": (t) => eq(t.scores, { "a.b": 2, de: 1 }),
      "a set in another order": (t) => eq(t.tags, new Set(["b", "a"])),
      "a big integer": (t) => gt(t.big, 2n ** 60n - 1n),
      "a date as a number": (t) => gt(t.expiresAt, new Date()),
      "a date as a string": (t) => and(beginsWith(t.seenAt, "2026-05"), eq(t.seenAt, new Date("2026-05-01T00:00:00Z"))),
      "an attribute that is there, and one that is not": (t) => and(exists(t.alias), notExists(t.price)),
      "an element that is there": (t) => exists(at(t.lines, 1)),
      "an element that is not": (t) => notExists(at(t.lines, 2)),
      "what is absent is not equal": (t) => and(ne(t.price, { value: "1" }), not(eq(t.price, { value: "1" }))),
      "what lies under something absent": (t) => notExists(t.assignee.address.zip),
      "one of several": (t) => or(eq(t.count, 0), and(eq(t.count, 5), not(eq(t.done, true)))),
      "zero twice": (t) => not(isIn(t.count, [0, -0])),
    });
  });

  test("that do not hold", async () => {
    await make();
    await expectAll(false, {
      "what is absent": (t) => eq(t.points, 1),
      "what lies under something absent": (t) => eq(t.assignee.address.city, "London"),
      "an element behind the end": (t) => gt(at(t.lines, 0).quantity, 0),
      "the size of what is absent": (t) => gte(size(t.tags), 0),
      "against what is absent": (t) => lt(t.count, t.points),
      "between what is absent": (t) => between(t.count, t.points, t.limit),
      "a part of what is absent": (t) => contains(t.notes, t.title),
      "another option": (t) => eq(variant(t.payment, "kind", "card").last4, "4242"),
      "another object": (t) => eq(t.payment, { kind: "cash", currency: "USD" }),
      "another type": (t) => hasType(t.nickname, "S"),
      null: (t) => ne(t.nickname, null),
    });
  });

  test("are left out where they are falsy", async () => {
    await make();
    const { count } = await things().count(
      { owner: key.owner },
      { where: (t) => and(undefined, false, eq(t.count, 5), null, "", 0) },
    );
    expect(count).toBe(1);
    // No condition at all, which everything matches.
    expect(await things().count({ owner: key.owner }, { where: () => and() })).toMatchObject({ count: 1 });
    const request = Thing.query({ owner: "o" }, { where: () => and(false, undefined) }).toRequest();
    expect(request).not.toHaveProperty("FilterExpression");
  });

  test("that could never hold are refused, so that an empty list of alternatives does not match everything", async () => {
    await make();
    const none: readonly Condition<"Thing">[] = [];
    for (const where of [
      () => or(...none),
      (t: References) => and(eq(t.count, 5), or(false, undefined)),
      () => not(and()),
    ]) {
      await expect(things().count({ owner: key.owner }, { where })).rejects.toThrow(/matches nothing/);
      await expect(things().delete(key, { where })).rejects.toSatisfy(ValidationError.isInstance);
    }
    expect(await things().get(key)).toBeDefined();
  });

  test("on the whole item keep a write from one that is there, and from one that is not", async () => {
    await things().put({ ...key, title: "first" }, { where: () => notExists() });
    const again = things().put({ ...key, title: "second" }, { where: () => notExists() });
    await expect(again).rejects.toSatisfy(ConditionFailedError.isInstance);
    await things().put({ ...key, title: "third" }, { where: (t) => or(notExists(), eq(t.title, "first")) });
    expect(await things().get(key)).toMatchObject({ title: "third" });
    expect(await things().check(key, { where: (t) => and(exists(), exists(t.title)) })).toBeUndefined();
    await expect(things().check(key, { where: () => notExists() })).rejects.toSatisfy(ConditionFailedError.isInstance);
    // DynamoDB takes no key in the filter of a query, which finds only items that are there.
    await expect(things().count({ owner: key.owner }, { where: () => exists() })).rejects.toThrow(/key attribute/);
    const absent = things().put({ ...key, id: "other" }, { where: () => exists() });
    await expect(absent).rejects.toSatisfy(ConditionFailedError.isInstance);
    expect(await storedItems(dynamodb(), table)).not.toContainEqual(
      expect.objectContaining({ SK: { S: "THING#other" } }),
    );
  });
});

describe("updates", () => {
  test("set attributes from others, or from what stands for them", async () => {
    await make({ points: 7, notes: ["n"] });
    const updated = await things().update(key, (t) => [
      set(t.alias, t.title),
      set(t.count, sum(ifNotExists(t.points, 0), t.settings.seen)),
      set(t.limit, difference(100, t.count)),
      set(t.points, increment(t.count, { from: 0 })),
      set(t.notes, concat(t.log, ["x"])),
      set(t.log, append(ifNotExists(t.notes, []))),
      set(t.part, ifNotExists(t.alias, "none")),
      set(t.settings.seen, decrement(ifNotExists(t.points, 0))),
      set(entryOf(t.scores, "de"), increment(1, { from: t.count })),
    ]);
    // Each takes what was stored before.
    expect(updated).toMatchObject({
      alias: "Write",
      count: 10,
      limit: 95,
      points: 12,
      notes: ["made", "x"],
      log: ["made", "n"],
      part: "none",
      settings: { theme: "dark", seen: -4 },
      scores: { de: 6 },
    });
    expect(await things().get(key, { consistent: true })).toEqual(updated);
  });

  test("let something stand for what is absent, in arithmetic and in lists", async () => {
    await make();
    const updated = await things().update(key, (t) => [
      set(t.points, sum(ifNotExists(t.points, 40), 2)),
      set(t.notes, append(["b"], { from: ["a"] })),
      set(t.alias, ifNotExists("first")),
      set(t.count, ifNotExists(t.points, t.limit)),
    ]);
    expect(updated).toMatchObject({ points: 42, notes: ["a", "b"], alias: "first", count: 10 });
    const again = await things().update(key, { notes: prepend(["z"], { from: ["a"] }), alias: ifNotExists("second") });
    expect(again).toMatchObject({ notes: ["z", "a", "b"], alias: "first" });
  });

  test("let the default of a list stand for an absent one, as reading does", async () => {
    // An item of the time before the attribute.
    const Item = Object.fromEntries(
      Object.entries({ PK: `OWNER#${key.owner}`, SK: "THING#a", owner: key.owner, id: "a" }).map(([name, S]) => [
        name,
        { S },
      ]),
    );
    await dynamodb().client.send(new PutItemCommand({ TableName: nameOf(dynamodb(), table), Item }));
    expect(await things().update(key, { log: append(["x"]) }, { returning: "changed" })).toMatchObject({
      log: ["made", "x"],
    });
  });

  test("add to and delete from sets of all three types", async () => {
    await make({ tags: new Set(["a", "b"]), ranks: new Set([1, 2]), hashes: new Set([new Uint8Array([1])]) });
    const byte = (each: number) => new Uint8Array([each]);
    const added = await things().update(key, {
      tags: add(["c"]),
      ranks: add([2, 3]),
      hashes: add([byte(1), byte(2)]),
      points: add(3),
    });
    expect(added).toMatchObject({ tags: new Set(["a", "b", "c"]), ranks: new Set([1, 2, 3]), points: 3 });
    expect(added.hashes).toEqual(new Set([byte(1), byte(2)]));
    const less = await things().update(key, {
      tags: remove(["a", "x"]),
      ranks: remove([1, 2, 3]),
      hashes: remove([byte(1)]),
      points: add(-5),
    });
    expect(less).toMatchObject({ tags: new Set(["b", "c"]), hashes: new Set([byte(2)]), points: -2 });
    expect(less).not.toHaveProperty("ranks");
  });

  test("remove elements and entries, replace lists and address elements", async () => {
    const line = (sku: string) => ({ sku, quantity: 1 });
    await make({ lines: [line("a"), line("b"), line("c")], scores: { de: 1, fr: 2, "a.b": 3 } });
    const updated = await things().update(key, (t) => [
      set(at(t.lines, 0), remove()),
      set(at(t.lines, 2).sku, "C"),
      set(entryOf(t.scores, "de"), remove()),
      set(entryOf(t.scores, "a.b"), whenExists(increment(1))),
    ]);
    expect(updated).toMatchObject({ lines: [line("b"), line("C")], scores: { fr: 2, "a.b": 4 } });
    expect(updated.scores).not.toHaveProperty("de");
    expect(await things().update(key, { lines: [line("z")], scores: patch({ fr: remove(), it: 9 }) })).toMatchObject({
      lines: [line("z")],
      scores: { "a.b": 4, it: 9 },
    });
  });

  test("go into what may be absent only where it is there", async () => {
    await make();
    const inside = () => things().update(key, (t) => [set(t.assignee.address.city, whenExists("Paris"))]);
    await expect(inside()).rejects.toSatisfy(ConditionFailedError.isInstance);
    await things().update(key, { assignee: { name: "Ada", address: { city: "London" } } });
    expect(await inside()).toMatchObject({ assignee: { name: "Ada", address: { city: "Paris" } } });
    expect(() => Thing.update(key, (t) => [set(t.assignee.name, "x" as never)]).toRequest()).toThrow(/whenExists/);
  });

  test("go into the option of a union that is stored, and no other", async () => {
    await make();
    const card = () => things().update(key, (t) => [set(variant(t.payment, "kind", "card").last4, "1111")]);
    await expect(card()).rejects.toSatisfy(ConditionFailedError.isInstance);
    expect(await things().get(key)).toMatchObject({ payment: { kind: "cash", currency: "EUR" } });
    await things().update(key, { payment: { kind: "card", last4: "4242" } });
    expect(await card()).toMatchObject({ payment: { kind: "card", last4: "1111" } });
    expect(await things().update(key, (t) => [set(t.payment.note, "x")])).toMatchObject({
      payment: { last4: "1111", note: "x" },
    });
  });

  test("are refused before they are sent where their paths overlap, by the names of the program", () => {
    const overlapping: readonly [(t: References) => readonly unknown[], RegExp][] = [
      [(t) => [set(t.title, "a"), set(t.title, "b")], /title and title overlap/],
      [
        (t) => [set(t.settings, { theme: "x", seen: 1 }), set(t.settings.theme, "y")],
        /settings and settings\.theme overlap/,
      ],
      [(t) => [set(t.lines, []), set(at(t.lines, 0), remove())], /lines and lines\[0\] overlap/],
      [(t) => [set(t.alias, "x"), set(t.alias, remove())], /alias and alias overlap/],
    ];
    for (const [changes, message] of overlapping) {
      const operation = Thing.update(key, changes as Parameters<typeof Thing.update>[1]);
      expect(() => operation.toRequest()).toThrow(message);
      expect(() => operation.toRequest()).toThrow(ValidationError);
    }
  });

  test("share the placeholders of equal names and values, and declare nothing else", () => {
    const request = Thing.update(
      key,
      (t) => [set(t.title, "a"), set(t.alias, "a"), set(t.count, increment(1)), set(t.limit, sum(t.count, 1))],
      { where: (t) => and(ne(t.title, "a"), isIn(t.count, [1, 2])) },
    ).toRequest();
    const { UpdateExpression, ConditionExpression, ExpressionAttributeNames, ExpressionAttributeValues } = request;
    expect(UpdateExpression).toBe("SET #t = :t, #alias = :t, #count = #count + :count, #limit = #count + :count");
    const text = `${UpdateExpression} ${ConditionExpression}`;
    const used = (mark: string) => [...new Set(text.match(new RegExp(`${mark}\\w+`, "g")))].sort();
    expect(Object.keys(ExpressionAttributeNames ?? {}).sort()).toEqual(used("#"));
    expect(Object.keys(ExpressionAttributeValues ?? {}).sort()).toEqual(used(":"));
    expect(ExpressionAttributeValues).toEqual({ ":t": { S: "a" }, ":count": { N: "1" }, ":count_2": { N: "2" } });
  });
});

describe("a filter from a query string", () => {
  // What callers may ask for, and how.
  const operators = { eq, ne, lt, lte, gt, gte };
  const isOperator = (name: string): name is keyof typeof operators => Object.hasOwn(operators, name);

  /** `status=DONE&count.gte=3&tags.has=a&status.in=OPEN,DONE` as one condition. */
  function filterOf(query: URLSearchParams): Condition<"Thing"> {
    return and(
      ...Array.from(query, ([name, text]) => {
        if (text === "") return undefined;
        const [path = "", operator = "eq"] = name.split(/\.(?=\w+$)/);
        const reference = attribute(Thing, path);
        if (operator === "in")
          return isIn(
            reference,
            text.split(",").map((each) => fromText(reference, each)),
          );
        if (operator === "has") return contains(reference, fromText(reference, text));
        if (operator === "begins") return beginsWith(reference, text);
        if (!isOperator(operator)) throw new Error(`no such operator: ${operator}`);
        return operators[operator](reference, fromText(reference, text));
      }),
    );
  }
  const idsOf = async (query: string) => {
    const where = () => filterOf(new URLSearchParams(query));
    const { items } = await things().query({ owner: key.owner }, { where, limit: 100 });
    return items.map(({ id }) => id).join("");
  };

  test("finds what it asks for", async () => {
    await make(item);
    await things().create({ ...key, id: "b", status: "DONE", count: 9, seenAt: new Date("2026-06-01T00:00:00Z") });
    await things().create({ ...key, id: "c", title: "Read", done: true, count: -1 });
    expect(await idsOf("")).toBe("abc");
    expect(await idsOf("status=DONE")).toBe("b");
    expect(await idsOf("status=")).toBe("abc");
    expect(await idsOf("status.in=OPEN,DONE&count.gte=5")).toBe("ab");
    expect(await idsOf("count.lt=0")).toBe("c");
    expect(await idsOf("done.eq=true")).toBe("c");
    expect(await idsOf("tags.has=a")).toBe("a");
    expect(await idsOf("title.begins=Re")).toBe("c");
    expect(await idsOf("seenAt.gt=2026-05-15")).toBe("b");
    expect(await idsOf("status=OPEN&big.eq=1152921504606846976&done=false")).toBe("a");
  });

  test("is refused for what does not fit the schema, before anything is sent", async () => {
    const query = (text: string) => idsOf(text);
    await expect(query("stauts=OPEN")).rejects.toThrow(/did you mean 'status'/);
    await expect(query("status=GONE")).rejects.toThrow(/status.*one of "OPEN", "DONE"/);
    await expect(query("count.gt=many")).rejects.toThrow(/count.*a decimal number/);
    await expect(query("done.gt=true")).rejects.toThrow(/done.*stored as BOOL/);
    await expect(query("count.begins=1")).rejects.toThrow(/count.*stored as N/);
    await expect(query("settings=x")).rejects.toThrow(/settings.*no form in text/);
    for (const text of ["stauts=OPEN", "count.gt=many", "constructor=x", "__proto__=x", "id)%20OR%20(a=1"]) {
      await expect(query(text)).rejects.toSatisfy(ValidationError.isInstance);
    }
  });

  test("cannot test the key of what is queried", () => {
    const Plain = defineEntity({
      name: "Plain",
      table: defineTable({ name: "Plain", partitionKey: { PK: "S" }, sortKey: { SK: "S" } }),
      schema: z.object({ PK: z.string(), SK: z.string(), count: z.int() }),
      key: {},
    });
    const where = () => eq(attribute(Plain, "SK"), "x");
    expect(() => Plain.query({ PK: "x" }, { where }).toRequest()).toThrow(/key attribute/);
    // A scan filters by keys.
    expect(Plain.scan({ where }).toRequest().FilterExpression).toContain("#SK = :SK");
  });

  test("takes no operand as text that is one of the program", async () => {
    await make();
    const where = () => gt(attribute(Thing, "count"), "3");
    await expect(things().count({ owner: key.owner }, { where })).rejects.toThrow(/count/);
    await expect(
      things().count({ owner: key.owner }, { where: () => gt(attribute(Thing, "count"), 3) }),
    ).resolves.toMatchObject({ count: 1 });
  });
});
