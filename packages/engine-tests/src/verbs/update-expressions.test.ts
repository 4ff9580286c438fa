import { PutItemCommand } from "@aws-sdk/client-dynamodb";
import {
  add,
  and,
  append,
  at,
  ConditionFailedError,
  concat,
  decrement,
  difference,
  entryOf,
  ifNotExists,
  increment,
  isIn,
  ne,
  patch,
  prepend,
  remove,
  set,
  sum,
  ValidationError,
  variant,
  whenExists,
} from "keywright";
import { describe, expect, test } from "vitest";
import { nameOf } from "../test-support.ts";
import { type References, Thing, table } from "./thing.ts";
import { useThings } from "./things.ts";

const { dynamodb, key, make, things } = useThings();

describe("updates", () => {
  test("set attributes from others, or from what stands for them", async () => {
    await make({ points: 7, notes: ["n"] });
    const updated = await things().update(key(), (t) => [
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
    expect(await things().get(key(), { consistent: true })).toEqual(updated);
  });

  test("let something stand for what is absent, in arithmetic and in lists", async () => {
    await make();
    const updated = await things().update(key(), (t) => [
      set(t.points, sum(ifNotExists(t.points, 40), 2)),
      set(t.notes, append(["b"], { from: ["a"] })),
      set(t.alias, ifNotExists("first")),
      set(t.count, ifNotExists(t.points, t.limit)),
    ]);
    expect(updated).toMatchObject({ points: 42, notes: ["a", "b"], alias: "first", count: 10 });
    const again = await things().update(key(), {
      notes: prepend(["z"], { from: ["a"] }),
      alias: ifNotExists("second"),
    });
    expect(again).toMatchObject({ notes: ["z", "a", "b"], alias: "first" });
  });

  test("let the default of a list stand for an absent one, as reading does", async () => {
    // An item of the time before the attribute.
    const Item = Object.fromEntries(
      Object.entries({ PK: `OWNER#${key().owner}`, SK: "THING#a", owner: key().owner, id: "a" }).map(([name, S]) => [
        name,
        { S },
      ]),
    );
    await dynamodb().client.send(new PutItemCommand({ TableName: nameOf(dynamodb(), table), Item }));
    expect(await things().update(key(), { log: append(["x"]) }, { returning: "changed" })).toMatchObject({
      log: ["made", "x"],
    });
  });

  test("add to and delete from sets of all three types", async () => {
    await make({ tags: new Set(["a", "b"]), ranks: new Set([1, 2]), hashes: new Set([new Uint8Array([1])]) });
    const byte = (each: number) => new Uint8Array([each]);
    const added = await things().update(key(), {
      tags: add(["c"]),
      ranks: add([2, 3]),
      hashes: add([byte(1), byte(2)]),
      points: add(3),
    });
    expect(added).toMatchObject({ tags: new Set(["a", "b", "c"]), ranks: new Set([1, 2, 3]), points: 3 });
    expect(added.hashes).toEqual(new Set([byte(1), byte(2)]));
    const less = await things().update(key(), {
      tags: remove(["a", "x"]),
      ranks: remove([1, 2, 3]),
      hashes: remove([byte(1)]),
      points: add(-5),
    });
    expect(less).toMatchObject({ tags: new Set(["b", "c"]), hashes: new Set([byte(2)]), points: -2 });
    expect(less).not.toHaveProperty("ranks");
  });

  test("shift what follows a removed element, and append what is set past the end", async () => {
    const line = (sku: string) => ({ sku, quantity: 1 });
    await make({ lines: [line("a"), line("b"), line("c")] });
    const shorter = await things().update(key(), (t) => [set(at(t.lines, 0), remove())]);
    expect(shorter.lines).toEqual([line("b"), line("c")]);
    // Others fill the gap.
    if (!dynamodb().engine.supports("documentPaths")) return;
    const longer = await things().update(key(), (t) => [set(at(t.lines, 9), line("z"))]);
    expect(longer.lines).toEqual([line("b"), line("c"), line("z")]);
  });

  test("remove elements and entries, replace lists and address elements", async () => {
    const line = (sku: string) => ({ sku, quantity: 1 });
    await make({ lines: [line("a"), line("b"), line("c")], scores: { de: 1, fr: 2, "a.b": 3 } });
    const updated = await things().update(key(), (t) => [
      set(at(t.lines, 0), remove()),
      set(at(t.lines, 2).sku, "C"),
      set(entryOf(t.scores, "de"), remove()),
      set(entryOf(t.scores, "a.b"), whenExists(increment(1))),
    ]);
    expect(updated).toMatchObject({ lines: [line("b"), line("C")], scores: { fr: 2, "a.b": 4 } });
    expect(updated.scores).not.toHaveProperty("de");
    expect(await things().update(key(), { lines: [line("z")], scores: patch({ fr: remove(), it: 9 }) })).toMatchObject({
      lines: [line("z")],
      scores: { "a.b": 4, it: 9 },
    });
  });

  test("go into what may be absent only where it is there", async () => {
    await make();
    const inside = () => things().update(key(), (t) => [set(t.assignee.address.city, whenExists("Paris"))]);
    await expect(inside()).rejects.toSatisfy(ConditionFailedError.isInstance);
    await things().update(key(), { assignee: { name: "Ada", address: { city: "London" } } });
    expect(await inside()).toMatchObject({ assignee: { name: "Ada", address: { city: "Paris" } } });
    expect(() => Thing.update(key(), (t) => [set(t.assignee.name, "x" as never)]).toRequest()).toThrow(/whenExists/);
  });

  test("go into the option of a union that is stored, and no other", async () => {
    await make();
    const card = () => things().update(key(), (t) => [set(variant(t.payment, "kind", "card").last4, "1111")]);
    await expect(card()).rejects.toSatisfy(ConditionFailedError.isInstance);
    expect(await things().get(key())).toMatchObject({ payment: { kind: "cash", currency: "EUR" } });
    await things().update(key(), { payment: { kind: "card", last4: "4242" } });
    expect(await card()).toMatchObject({ payment: { kind: "card", last4: "1111" } });
    expect(await things().update(key(), (t) => [set(t.payment.note, "x")])).toMatchObject({
      payment: { last4: "1111", note: "x" },
    });
    await expect(things().update(key(), { payment: patch({ currency: "EUR", note: "y" }) })).rejects.toSatisfy(
      ConditionFailedError.isInstance,
    );
    expect(await things().update(key(), { payment: patch({ last4: "2222" }) })).toMatchObject({
      payment: { kind: "card", last4: "2222", note: "x" },
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
      const operation = Thing.update(key(), changes as Parameters<typeof Thing.update>[1]);
      expect(() => operation.toRequest()).toThrow(message);
      expect(() => operation.toRequest()).toThrow(ValidationError);
    }
  });

  test("share the placeholders of equal names and values, and declare nothing else", () => {
    const request = Thing.update(
      key(),
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
