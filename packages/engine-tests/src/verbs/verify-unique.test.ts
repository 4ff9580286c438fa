import fc from "fast-check";
import {
  type AnyTable,
  type Database,
  isClaimOf,
  isItemOf,
  remove,
  scoped,
  UniqueConstraintError,
  type UniqueReport,
  ValidationError,
  verifyUnique,
  type WireItem,
} from "keywright";
import { beforeEach, describe, expect, test } from "vitest";
import { runs, storedItems, useDynamoDB } from "../test-support.ts";
import {
  claimsIn,
  claimTable,
  Former,
  Other,
  ownerOf,
  Plan,
  plans,
  putRawInto,
  Retired,
  rawClaim,
  table,
  textOf,
  Unaware,
  UnawarePlan,
  User,
  user,
} from "./claimed.ts";

const dynamodb = useDynamoDB({ retryDelays: "none" });
const db = (): Database => dynamodb().db;
const claims = (where?: AnyTable): Promise<Record<string, string>> => claimsIn(dynamodb(), where);
const putRaw = (where: AnyTable, item: WireItem): Promise<void> => putRawInto(dynamodb(), where, item);
const none = { missing: 0, duplicate: 0, orphan: 0 };
const rawKey = (id: string) => ({ PK: "ORG#o", SK: `USER#${id}` });

beforeEach(async () => {
  await dynamodb().dropTables();
  await dynamodb().createTables(table, claimTable, plans);
  dynamodb().clock.reset();
  dynamodb().faults.clear();
  dynamodb().requests.clear();
});

describe("what is right", () => {
  test("is found to be so, by few requests", async () => {
    await db().send(User.create(user("a", { email: "Ada@x.org", badge: 1 })));
    await db().send(User.create(user("b")));
    await db().send(Other.create({ org: "o", email: "ada@x.org" }));
    dynamodb().requests.clear();
    const told: UniqueReport[] = [];
    const report = await verifyUnique(db(), User, { fix: true, onProgress: (each) => told.push(each) });
    expect(report).toEqual({ checked: 2, claims: 2, skipped: 2, found: none, left: none, wrong: [] });
    expect(told).toEqual([report]);
    const sent = dynamodb().requests.all.map(({ operation }) => operation);
    expect(sent).toEqual(["Scan", "BatchGetItem", "BatchGetItem"]);
  });

  test("is only for entities with unique attributes, and options that go together", async () => {
    await expect(verifyUnique(db(), Unaware)).rejects.toThrow("is not in the definition");
    await expect(verifyUnique(db(), User, { onDuplicate: () => undefined })).rejects.toThrow("add fix: true");
    const error = await verifyUnique(db(), User, { examples: 0 }).catch((thrown: unknown) => thrown);
    expect(ValidationError.isInstance(error)).toBe(true);
    await expect(verifyUnique(scoped(db(), { org: "o" }), User)).rejects.toThrow("reads all of the table");
    await expect(verifyUnique(db(), User, { signal: AbortSignal.abort(new Error("enough")) })).rejects.toThrow("abort");
  });
});

describe("claims that are missing", () => {
  test("are found, and written when they are to be", async () => {
    await db().send(Unaware.put(user("a", { email: "Ada@x.org", badge: 1 })));
    const found = await verifyUnique(db(), User);
    expect(found).toMatchObject({ checked: 1, found: { ...none, missing: 2 }, left: { ...none, missing: 2 } });
    expect(found.wrong).toEqual([
      { kind: "missing", constraint: "email", items: [rawKey("a")], outcome: "found" },
      { kind: "missing", constraint: "badge", items: [rawKey("a")], outcome: "found" },
    ]);
    expect(await claims()).toEqual({});
    const fixed = await verifyUnique(db(), User, { fix: true, examples: 1 });
    expect(fixed).toMatchObject({ found: { ...none, missing: 2 }, left: none });
    expect(fixed.wrong).toMatchObject([{ kind: "missing", outcome: "fixed" }]);
    expect(await claims()).toEqual({ "User#email#ada@x.org": "a", "User#badge#o#1": "a" });
    expect(await verifyUnique(db(), User)).toMatchObject({ found: none });
    const taken = await db().attempt(User.create(user("b", { email: "ada@X.org" })));
    expect(UniqueConstraintError.isInstance(taken.error)).toBe(true);
  });

  test("are taken over from items that are gone, or have other values", async () => {
    await db().send(User.create(user("gone", { email: "a@x.org" })));
    await db().send(Unaware.delete({ org: "o", id: "gone" }));
    await db().send(User.create(user("other", { email: "b@x.org" })));
    await db().send(Unaware.update({ org: "o", id: "other" }, { email: "c@x.org" }));
    await db().send(Unaware.put(user("a", { email: "a@x.org" })));
    await db().send(Unaware.put(user("b", { email: "b@x.org" })));
    const report = await verifyUnique(db(), User, { fix: true });
    expect(report).toMatchObject({ found: { missing: 3, duplicate: 0 }, left: none });
    expect(await claims()).toEqual({
      "User#email#a@x.org": "a",
      "User#email#b@x.org": "b",
      "User#email#c@x.org": "other",
    });
  });

  test("of values that no claim can have are said to be unfixable, and others are fixed all the same", async () => {
    await putRaw(table, { ...ownerOf("a"), org: { S: "o" }, id: { S: "a" }, email: { N: "1" }, badge: { N: "4" } });
    await db().send(Unaware.put(user("b", { email: `${"x".repeat(2100)}@x.org` })));
    const report = await verifyUnique(db(), User, { fix: true });
    expect(report).toMatchObject({ found: { missing: 3 }, left: { ...none, missing: 2 } });
    expect(report.wrong.filter(({ outcome }) => outcome === "unfixable")).toMatchObject([
      { constraint: "email", error: { code: "invalid-item" } },
      { constraint: "email", error: { code: "limit-exceeded" } },
    ]);
    expect(await claims()).toEqual({ "User#badge#o#4": "a" });
  });
});

describe("claims of no item", () => {
  test("are found and deleted, whatever is wrong with them", async () => {
    await db().send(User.create(user("gone", { email: "gone@x.org", badge: 1 })));
    await db().send(Unaware.delete({ org: "o", id: "gone" }));
    await db().send(Former.create(user("a", { name: "Ada" })));
    await putRaw(table, rawClaim("User#email#nobody@x.org"));
    await putRaw(table, rawClaim("User#email#strange@x.org", { PK: { N: "1" } }));
    await putRaw(table, rawClaim("User#email#number@x.org", undefined, { _owner: { N: "1" } }));
    const found = await verifyUnique(db(), User);
    expect(found).toMatchObject({ checked: 1, claims: 6, found: { ...none, orphan: 6 }, left: { orphan: 6 } });
    expect(found.wrong.map(({ constraint }) => constraint).sort()).toEqual(
      [...Array(4).fill("email"), "badge", "name"].sort(),
    );
    expect(found.wrong.find(({ constraint }) => constraint === "badge")?.items).toEqual([rawKey("gone")]);
    expect(await verifyUnique(db(), User, { fix: true })).toMatchObject({ found: { orphan: 6 }, left: none });
    expect(await claims()).toEqual({});
    expect(await db().send(User.get({ org: "o", id: "a" }))).toMatchObject({ name: "Ada" });
    await db().send(User.create(user("b", { email: "b@x.org" })));
    expect(await verifyUnique(db(), Retired, { fix: true })).toMatchObject({
      found: { ...none, orphan: 1 },
      left: none,
    });
  });

  test("of other entities stay", async () => {
    await db().send(Other.create({ org: "o", email: "x@x.org" }));
    await putRaw(table, rawClaim("Other#email#y", ownerOf("nobody")));
    await putRaw(table, rawClaim("Users#email#y", ownerOf("nobody")));
    expect(await verifyUnique(db(), User, { fix: true })).toMatchObject({ found: none, skipped: 4 });
    expect(await verifyUnique(db(), Other, { fix: true })).toMatchObject({ found: { orphan: 1 }, left: none });
  });
});

describe("duplicates", () => {
  const fill = async (...ids: readonly string[]): Promise<void> => {
    for (const id of ids) await db().send(Unaware.put(user(id, { email: id === "b" ? "ADA@x.org" : "ada@x.org" })));
  };

  test("are found once one of them has the claim", async () => {
    await fill("a", "b", "c");
    expect(await verifyUnique(db(), User)).toMatchObject({ found: { missing: 3, duplicate: 0 } });
    const report = await verifyUnique(db(), User, { fix: true });
    expect(report).toMatchObject({ found: { missing: 1, duplicate: 2, orphan: 0 }, left: { ...none, duplicate: 2 } });
    const [owner = "?"] = Object.values(await claims());
    const duplicates = report.wrong.filter(({ kind }) => kind === "duplicate");
    expect(duplicates).toHaveLength(2);
    for (const { items, outcome } of duplicates) {
      expect(items[1]).toEqual(rawKey(owner));
      expect(items[0]).not.toEqual(rawKey(owner));
      expect(outcome).toBe("found");
    }
    expect(await verifyUnique(db(), User)).toMatchObject({ found: { ...none, duplicate: 2 } });
  });

  test("are resolved by the program: by another value, by none, by deleting either of them", async () => {
    await fill("a", "b", "c", "d", "e");
    const asked: string[] = [];
    let turn = 0;
    const report = await verifyUnique(db(), User, {
      fix: true,
      async onDuplicate({ constraint, items: [lacking, holding] }) {
        asked.push(constraint);
        expect(lacking.email?.toLowerCase()).toBe(holding.email?.toLowerCase());
        turn++;
        const set = { previous: lacking, returning: "none" } as const;
        if (turn === 1) await db().send(User.update(lacking, { email: "new@x.org" }, set));
        if (turn === 2) await db().send(User.update(lacking, { email: remove() }, set));
        if (turn === 3) await db().send(User.delete(lacking, { previous: lacking }));
        if (turn === 4) await db().send(User.delete(holding, { previous: holding }));
      },
    });
    expect(asked).toEqual(["email", "email", "email", "email"]);
    expect(report).toMatchObject({ found: { missing: 1, duplicate: 4, orphan: 0 }, left: none });
    expect(report.wrong.map(({ outcome }) => outcome).sort()).toEqual(["fixed", ...Array(4).fill("resolved")]);
    expect(Object.keys(await claims()).sort()).toEqual(["User#email#ada@x.org", "User#email#new@x.org"]);
    expect(await verifyUnique(db(), User)).toMatchObject({ checked: 3, claims: 2, found: none });
  });

  test("that the program leaves are reported, and what it throws is thrown", async () => {
    await fill("a", "b");
    let calls = 0;
    const report = await verifyUnique(db(), User, { fix: true, onDuplicate: () => void calls++ });
    expect(calls).toBe(1);
    expect(report).toMatchObject({ left: { ...none, duplicate: 1 } });
    const failing = verifyUnique(db(), User, {
      fix: true,
      onDuplicate: () => {
        throw new Error("not mine");
      },
    });
    await expect(failing).rejects.toThrow("not mine");
  });

  test("of items that cannot be read are not asked about", async () => {
    await fill("a");
    await verifyUnique(db(), User, { fix: true });
    await putRaw(table, {
      ...ownerOf("x"),
      org: { S: "o" },
      id: { S: "x" },
      email: { S: "ada@x.org" },
      name: { N: "1" },
    });
    const report = await verifyUnique(db(), User, {
      fix: true,
      onDuplicate: () => {
        throw new Error("asked");
      },
    });
    expect(report.wrong).toMatchObject([
      { kind: "duplicate", outcome: "unfixable", error: { code: "unreadable-item" } },
    ]);
  });
});

describe("items that expire", () => {
  const now = new Date("2036-05-01T12:00:00Z");
  const past = new Date("2036-05-01T11:00:00Z");
  const later = new Date("2036-05-01T13:00:00Z");
  beforeEach(() => dynamodb().clock.freeze(now));

  test("do not count, and their claims are free", async () => {
    await db().send(User.create(user("a", { email: "a@x.org", expiresAt: later })));
    await db().send(Unaware.put(user("b", { email: "b@x.org", expiresAt: past })));
    expect(await verifyUnique(db(), User)).toMatchObject({ checked: 1, claims: 1, skipped: 1, found: none });
    dynamodb().clock.set("2036-05-01T14:00:00Z");
    // DynamoDB deletes the claim as it does the item.
    expect(await verifyUnique(db(), User)).toMatchObject({ checked: 0, claims: 0, skipped: 3, found: none });
    await db().send(Unaware.put(user("c", { email: "a@x.org" })));
    expect(await verifyUnique(db(), User, { fix: true })).toMatchObject({ found: { missing: 1 }, left: none });
    expect(await claims()).toEqual({ "User#email#a@x.org": "c" });
  });

  test("have claims that expire with them", async () => {
    await db().send(User.create(user("a", { email: "a@x.org", expiresAt: later })));
    await db().send(Unaware.update({ org: "o", id: "a" }, { expiresAt: remove() }));
    await db().send(User.create(user("b", { email: "b@x.org" })));
    await db().send(Unaware.update({ org: "o", id: "b" }, { expiresAt: later }));
    expect(await verifyUnique(db(), User, { fix: true })).toMatchObject({ found: { missing: 2 }, left: none });
    const items = await storedItems(dynamodb(), table);
    const expiries = items.map((item) => {
      const owner = isClaimOf(User.model, item) && item._owner && "M" in item._owner ? item._owner.M : item;
      return [textOf(owner.SK), item.expiresAt];
    });
    const expires = { N: String(later.getTime() / 1000) };
    expect(expiries.sort()).toEqual([
      ["USER#a", undefined],
      ["USER#a", undefined],
      ["USER#b", expires],
      ["USER#b", expires],
    ]);
    expect(await verifyUnique(db(), User)).toMatchObject({ found: none });
  });

  test("lose a claim that outlived them to nobody", async () => {
    await db().send(User.create(user("a", { email: "a@x.org" })));
    await db().send(Unaware.update({ org: "o", id: "a" }, { expiresAt: past }));
    expect(await verifyUnique(db(), User, { fix: true })).toMatchObject({
      checked: 0,
      found: { orphan: 1 },
      left: none,
    });
    expect(await claims()).toEqual({});
  });

  test("leave claims in a table without time to live, from which they are deleted", async () => {
    await db().send(Plan.create({ n: 1, code: "a", until: later }));
    expect(await verifyUnique(db(), Plan)).toMatchObject({ checked: 1, claims: 1, found: none });
    dynamodb().clock.set("2036-05-01T14:00:00Z");
    expect(await verifyUnique(db(), Plan, { fix: true })).toMatchObject({
      claims: 1,
      found: { orphan: 1 },
      left: none,
    });
    expect(await claims(claimTable)).toEqual({});
  });
});

test("a table of their own is read after the table of the items", async () => {
  await db().send(Plan.create({ n: 1, code: "a" }));
  await db().send(Plan.create({ n: 2, code: "b" }));
  await db().send(UnawarePlan.delete({ n: 2 }));
  await db().send(UnawarePlan.put({ n: 3, code: "c" }));
  await db().send(UnawarePlan.put({ n: 4, code: "a" }));
  const told: number[] = [];
  const report = await verifyUnique(db(), Plan, { fix: true, onProgress: ({ claims: seen }) => told.push(seen) });
  expect(report).toMatchObject({ checked: 3, claims: 3, found: { missing: 1, duplicate: 1, orphan: 1 } });
  expect(report.left).toEqual({ ...none, duplicate: 1 });
  expect(told).toEqual([0, 3]);
  expect(await claims(claimTable)).toEqual({ "Plan#code#a": "1", "Plan#code#c": "3" });
});

describe("a long run", () => {
  const fill = async (): Promise<void> => {
    const large = "x".repeat(60_000);
    for (let i = 0; i < 30; i++) {
      await db().send(Unaware.put(user(`u${i}`, { email: `u${i % 25}@x.org`, name: large })));
    }
  };

  test("goes page by page, and finds duplicates across pages", async () => {
    await fill();
    const told: number[] = [];
    const report = await verifyUnique(db(), User, {
      fix: true,
      examples: 2,
      onProgress: (each) => told.push(each.checked),
    });
    expect(told.length).toBeGreaterThan(1);
    expect(told.at(-1)).toBe(30);
    expect(report).toMatchObject({ found: { missing: 25, duplicate: 5 }, left: { ...none, duplicate: 5 } });
    expect(report.wrong).toHaveLength(4);
    expect(Object.keys(await claims())).toHaveLength(25);
  });

  test("is broken off, and the next one does what is left", async () => {
    await fill();
    const enough = new AbortController();
    dynamodb().faults.interleave({ on: "TransactWriteItems", after: 9 }, () => enough.abort());
    const broken = verifyUnique(db(), User, { fix: true, signal: enough.signal });
    await expect(broken).rejects.toMatchObject({ name: "AbortError" });
    dynamodb().faults.expectAllInjected();
    const done = Object.keys(await claims()).length;
    expect(done).toBeGreaterThan(0);
    expect(done).toBeLessThan(25);
    const { found, left } = await verifyUnique(db(), User, { fix: true });
    expect({ found, left }).toMatchObject({ found: { duplicate: 5, orphan: 0 }, left: { ...none, duplicate: 5 } });
    // What was under way when the signal came may have been carried out since the claims were counted.
    expect(found.missing).toBeGreaterThan(0);
    expect(found.missing).toBeLessThanOrEqual(25 - done);
    expect(Object.keys(await claims())).toHaveLength(25);
  });

  test("comes through conflicts, throttling and lost answers", async () => {
    await fill();
    await putRaw(table, rawClaim("User#email#nobody@x.org", ownerOf("nobody")));
    const { faults } = dynamodb();
    faults.conflict({ on: "TransactWriteItems", probability: 0.1, seed: 7, times: 1000 });
    faults.throttle({ on: "BatchGetItem", times: 1 });
    // As many as the SDK tries, of a claim that is written and of one that is deleted.
    for (const text of ["u3@x.org", "nobody@"]) {
      const when = ({ input }: { readonly input: object }) => JSON.stringify(input).includes(text);
      faults.loseResponse({ on: "TransactWriteItems", times: 3, when });
    }
    const report = await verifyUnique(db(), User, { fix: true });
    expect(report).toMatchObject({ found: { missing: 25, duplicate: 5, orphan: 1 }, left: { ...none, duplicate: 5 } });
    expect(faults.report().filter(({ fault }) => fault === "loseResponse")).toHaveLength(6);
    faults.clear();
    expect(await verifyUnique(db(), User)).toMatchObject({ found: { ...none, duplicate: 5 }, claims: 25 });
  });
});

describe("beside other writers", () => {
  test("what they are just writing is not taken for wrong", async () => {
    await db().send(User.create(user("a", { email: "a@x.org" })));
    await db().send(User.create(user("b", { email: "b@x.org" })));
    const { faults } = dynamodb();
    // Between the scan and the claims.
    faults.interleave({ on: "BatchGetItem" }, async () => {
      const a = user("a", { email: "a@x.org" });
      await db().send(User.update(a, { email: "new@x.org" }, { previous: a, returning: "none" }));
      const b = user("b", { email: "b@x.org" });
      await db().send(User.delete(b, { previous: b }));
    });
    expect(await verifyUnique(db(), User, { fix: true })).toMatchObject({ found: none });
    faults.expectAllInjected();
    expect(await claims()).toEqual({ "User#email#new@x.org": "a" });
  });

  test("what changes before a fix is looked at again, and nothing of it is undone", async () => {
    await db().send(Unaware.put(user("a", { email: "a@x.org" })));
    await putRaw(table, rawClaim("User#email#b@x.org", ownerOf("b")));
    const { faults } = dynamodb();
    faults.interleave({ on: "TransactWriteItems" }, async () => {
      await db().send(Unaware.update({ org: "o", id: "a" }, { email: "c@x.org" }));
      await db().send(User.create(user("d", { email: "a@x.org" })));
      await db().send(User.create(user("b", { email: "b@x.org" })));
    });
    const report = await verifyUnique(db(), User, { fix: true });
    faults.expectAllInjected();
    expect(report).toMatchObject({ found: none });
    expect(await claims()).toMatchObject({ "User#email#a@x.org": "d", "User#email#b@x.org": "b" });
    expect(await verifyUnique(db(), User, { fix: true })).toMatchObject({ found: { missing: 1 }, left: none });
  });

  test("what changes time and again is left for another run", async () => {
    await db().send(Unaware.put(user("a", { email: "a@x.org" })));
    const { faults } = dynamodb();
    let badge = 0;
    faults.interleave({ on: "TransactWriteItems", times: 5 }, () =>
      db().send(Unaware.update({ org: "o", id: "a" }, { badge: ++badge })),
    );
    const report = await verifyUnique(db(), User, { fix: true });
    expect(report.wrong).toMatchObject([{ kind: "missing", constraint: "email", outcome: "changed" }]);
    expect(report.left).toEqual({ ...none, missing: 1 });
  });

  test("writers keep their claims while it runs", async () => {
    const ids = Array.from({ length: 12 }, (_, i) => `u${i}`);
    for (const id of ids) await db().send(Unaware.put(user(id, { email: `${id}@x.org` })));
    const write = async (id: string): Promise<void> => {
      for (let i = 0; i < 5; i++) {
        const item = await db().send(User.get({ org: "o", id }, { consistent: true }));
        if (item === undefined) throw new Error(`${id} is gone`);
        const set = User.update(item, { email: `${id}-${i}@x.org` }, { previous: item, returning: "none" });
        const { error } = await db().attempt(set);
        if (error) throw error;
      }
    };
    const verify = async (): Promise<void> => {
      for (let i = 0; i < 4; i++) await verifyUnique(db(), User, { fix: true });
    };
    await Promise.all([verify(), verify(), ...ids.slice(0, 6).map(write)]);
    expect(await verifyUnique(db(), User)).toMatchObject({ checked: 12, claims: 12, found: none });
  });
});

test("whatever lies in the table, exactly the claims that should be there are there afterwards", async () => {
  const ids = ["a", "b", "c", "d"];
  const emails = ["x@x.org", "X@x.org", "y@x.org", "z@x.org"];
  const item = fc.record({
    id: fc.constantFrom(...ids),
    email: fc.option(fc.constantFrom(...emails), { nil: undefined }),
    badge: fc.option(fc.integer({ min: 1, max: 2 }), { nil: undefined }),
  });
  const step = fc.oneof(
    fc.record({ kind: fc.constant("unaware" as const), item }),
    fc.record({ kind: fc.constant("aware" as const), item }),
    fc.record({ kind: fc.constant("delete" as const), id: fc.constantFrom(...ids) }),
    fc.record({
      kind: fc.constant("claim" as const),
      id: fc.constantFrom("email#x@x.org", "email#y@x.org", "badge#o#1", "former#1"),
      owner: fc.option(fc.constantFrom(...ids, "e"), { nil: undefined }),
    }),
  );
  await fc.assert(
    fc.asyncProperty(fc.array(step, { maxLength: 10 }), async (steps) => {
      await dynamodb().dropTables();
      await dynamodb().createTables(table);
      for (const each of steps) {
        if (each.kind === "unaware") await db().send(Unaware.put(user(each.item.id, each.item as Partial<User>)));
        if (each.kind === "aware") {
          const { error } = await db().attempt(User.put(user(each.item.id, each.item as Partial<User>)));
          if (error && !UniqueConstraintError.isInstance(error)) throw error;
        }
        if (each.kind === "delete") await db().send(Unaware.delete({ org: "o", id: each.id }, { mustExist: false }));
        if (each.kind === "claim") {
          await putRaw(table, rawClaim(`User#${each.id}`, each.owner === undefined ? undefined : ownerOf(each.owner)));
        }
      }
      const before = (await storedItems(dynamodb(), table)).filter((found) => isItemOf(User.model, found));
      const first = await verifyUnique(db(), User, { fix: true });
      // What each item should have: each value exactly one of those that have it.
      const wanted = new Map<string, string[]>();
      const want = (claim: string, id: string): void => void wanted.set(claim, [...(wanted.get(claim) ?? []), id]);
      for (const { id, email, badge } of before) {
        if (email) want(`User#email#${textOf(email).toLowerCase()}`, textOf(id));
        if (badge) want(`User#badge#o#${textOf(badge)}`, textOf(id));
      }
      const after = await claims();
      expect(Object.keys(after).sort()).toEqual([...wanted.keys()].sort());
      for (const [claim, owners] of wanted) expect(owners).toContain(after[claim]);
      const duplicates = [...wanted.values()].reduce((sum, owners) => sum + owners.length - 1, 0);
      expect(first.left).toEqual({ ...none, duplicate: duplicates });
      expect(first.found.duplicate).toBe(duplicates);
      // Items are never touched.
      const now = (await storedItems(dynamodb(), table)).filter((found) => isItemOf(User.model, found));
      expect(now).toEqual(before);
      const second = await verifyUnique(db(), User);
      expect(second).toMatchObject({ found: { ...none, duplicate: duplicates }, claims: wanted.size });
    }),
    { numRuns: runs(25) },
  );
});
