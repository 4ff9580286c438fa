import {
  and,
  at,
  beginsWith,
  between,
  type Condition,
  ConditionFailedError,
  contains,
  entryOf,
  eq,
  exists,
  gt,
  gte,
  hasType,
  isIn,
  lt,
  lte,
  ne,
  not,
  notExists,
  or,
  size,
  toDecimal,
  ValidationError,
  variant,
} from "keywright";
import { describe, expect, test } from "vitest";
import { storedItems } from "../test-support.ts";
import { type References, Thing, table } from "./thing.ts";
import { useThings } from "./things.ts";

const { dynamodb, key, make, things } = useThings();
type Make = (t: References) => Condition<"Thing">;

/** Whether the item matches: as the condition of a write, and as the filter of a query. */
async function holds(where: Make): Promise<boolean> {
  const { count } = await things().count({ owner: key().owner }, { where });
  const error = await things()
    .check(key(), { where })
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

  test("numbers are equal by value, and strings have the order of their UTF-8 bytes", async () => {
    await make({ price: toDecimal("1.50"), alias: "\uffff", title: "😀" });
    await expectAll(true, {
      "a number": (t) => eq(t.price, toDecimal("1.5")),
      "a number among others": (t) => isIn(t.price, [toDecimal("2"), toDecimal("1.500")]),
      // As JavaScript compares them, it is the other way round.
      "two attributes": (t) => lt(t.alias, t.title),
      "a value": (t) => gt(t.title, "\uffff"),
      "between values": (t) => between(t.title, "\uffff", "\u{10ffff}"),
    });
  });

  test("of what is absent: ne and notExists hold, and not(...) of what does not", async () => {
    await make();
    await expectAll(true, {
      ne: (t) => ne(t.alias, "x"),
      "ne of two": (t) => ne(t.alias, t.assignee.name),
      "not eq": (t) => not(eq(t.alias, "x")),
      "not eq of two": (t) => not(eq(t.alias, t.assignee.name)),
      "not lt": (t) => not(lt(t.alias, "x")),
      "not between": (t) => not(between(t.points, 1, 2)),
      "not contains": (t) => not(contains(t.tags, "a")),
      "not beginsWith": (t) => not(beginsWith(t.alias, "a")),
      "not isIn": (t) => not(isIn(t.alias, ["a"])),
      "not hasType": (t) => not(hasType(t.alias, "S")),
      "not size": (t) => not(gte(size(t.tags), 0)),
    });
    await expectAll(false, {
      "eq of two": (t) => eq(t.alias, t.assignee.name),
      "lte of two": (t) => lte(t.alias, t.assignee.name),
      "isIn of two": (t) => isIn(t.alias, [t.assignee.name]),
      "not ne": (t) => not(ne(t.alias, "x")),
      "not notExists": (t) => not(notExists(t.alias)),
    });
  });

  test("are left out where they are falsy", async () => {
    await make();
    const { count } = await things().count(
      { owner: key().owner },
      { where: (t) => and(undefined, false, eq(t.count, 5), null, "", 0) },
    );
    expect(count).toBe(1);
    // No condition at all, which everything matches.
    expect(await things().count({ owner: key().owner }, { where: () => and() })).toMatchObject({ count: 1 });
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
      await expect(things().count({ owner: key().owner }, { where })).rejects.toThrow(/matches nothing/);
      await expect(things().delete(key(), { where })).rejects.toSatisfy(ValidationError.isInstance);
    }
    expect(await things().get(key())).toBeDefined();
  });

  test("on the whole item keep a write from one that is there, and from one that is not", async () => {
    await things().put({ ...key(), title: "first" }, { where: () => notExists() });
    const again = things().put({ ...key(), title: "second" }, { where: () => notExists() });
    await expect(again).rejects.toSatisfy(ConditionFailedError.isInstance);
    await things().put({ ...key(), title: "third" }, { where: (t) => or(notExists(), eq(t.title, "first")) });
    expect(await things().get(key())).toMatchObject({ title: "third" });
    expect(await things().check(key(), { where: (t) => and(exists(), exists(t.title)) })).toBeUndefined();
    await expect(things().check(key(), { where: () => notExists() })).rejects.toSatisfy(
      ConditionFailedError.isInstance,
    );
    // DynamoDB takes no key in the filter of a query, which finds only items that are there.
    await expect(things().count({ owner: key().owner }, { where: () => exists() })).rejects.toThrow(/key attribute/);
    const absent = things().put({ ...key(), id: "other" }, { where: () => exists() });
    await expect(absent).rejects.toSatisfy(ConditionFailedError.isInstance);
    expect(await storedItems(dynamodb(), table)).not.toContainEqual(
      expect.objectContaining({ SK: { S: "THING#other" } }),
    );
  });
});
