import {
  type AnyTable,
  BatchIncompleteError,
  batchWrite,
  ConditionFailedError,
  type Database,
  defineEntity,
  defineTable,
  epochSeconds,
  eq,
  type Item,
  ItemExistsError,
  ItemNotFoundError,
  LimitError,
  modify,
  remove,
  ScopeError,
  scoped,
  TransactionCanceledError,
  transact,
  transactAll,
  UniqueConstraintError,
  VersionConflictError,
} from "keywright";
import { beforeEach, describe, expect, test } from "vitest";
import * as z from "zod";
import { storedItems, useDynamoDB } from "../test-support.ts";

const makeTable = () =>
  defineTable({
    name: "Accounts",
    partitionKey: { PK: "S" },
    sortKey: { SK: "S" },
    indexes: { inverted: { type: "global", partitionKey: { SK: "S" }, sortKey: { PK: "S" }, projection: "ALL" } },
    timeToLive: "expiresAt",
  });
const table = makeTable();
const schema = z.object({
  tenantId: z.string(),
  id: z.string(),
  email: z.string().optional(),
  handle: z.string().optional(),
  badge: z.int().optional(),
  name: z.string().default("?"),
  expiresAt: epochSeconds().optional(),
});
const key = { PK: "USER#{tenantId:escaped}#{id}", SK: "USER" } as const;
/** The same items, as a program writes them that does not know what is unique. */
const Unaware = defineEntity({ name: "User", table: makeTable(), schema, key });
const User = defineEntity({
  name: "User",
  table,
  schema,
  key,
  unique: { email: ["email:lower"], handlePerTenant: ["tenantId", "handle"], badge: ["badge"] },
});
type User = Item<typeof User>;
const claimTable = defineTable({ name: "Claims", partitionKey: { key: "S" } });
const planTable = defineTable({ name: "Plans", partitionKey: { n: "N" } });
const Plan = defineEntity({
  name: "Plan",
  table: planTable,
  schema: z.object({ n: z.int(), code: z.string(), price: z.int().default(1) }),
  version: "version",
  timestamps: { createdAt: "createdAt" },
  unique: { code: ["code"] },
  uniqueTable: claimTable,
});
const Plain = defineEntity({
  name: "Plain",
  table,
  schema: z.object({ id: z.string() }),
  key: { PK: "PLAIN#{id}", SK: "PLAIN" },
});

const dynamodb = useDynamoDB({ retryDelays: "none" });
const db = (): Database => dynamodb().db;

/** The values that are claimed, and whose. */
async function claims(where: AnyTable = table): Promise<Record<string, string>> {
  const items = await storedItems(dynamodb(), where);
  const found = items.filter((item) => item._owner !== undefined);
  return Object.fromEntries(
    found.map((item) => {
      const key = item.PK ?? item.key;
      const owner = item._owner && "M" in item._owner ? item._owner.M : {};
      const first = owner.PK ?? owner.n;
      return [key && "S" in key ? key.S.replace("~unique#", "") : "?", Object.values(first ?? {})[0] as string];
    }),
  );
}

async function failureOf(work: Promise<unknown>): Promise<unknown> {
  try {
    await work;
  } catch (error) {
    return error;
  }
  throw new Error("it did not fail");
}

const user = (id: string, rest: Partial<User> = {}) => ({ tenantId: "t", id, ...rest });
const read = async (id: string): Promise<User> => {
  const item = await db().send(User.get({ tenantId: "t", id }, { consistent: true }));
  if (item === undefined) throw new Error(`there is no ${id}`);
  return item;
};

beforeEach(async () => {
  await dynamodb().dropTables();
  await dynamodb().createTables(table, claimTable, planTable);
});

describe("create", () => {
  test("claims what is unique, each constraint by itself", async () => {
    expect(await db().send(User.create(user("a", { email: "Ada@X.org", handle: "ada#1", badge: 7 })))).toMatchObject({
      email: "Ada@X.org",
    });
    expect(await claims()).toEqual({
      "User#email#ada@x.org": "USER#t#a",
      "User#handlePerTenant#t#ada#1": "USER#t#a",
      "User#badge#7": "USER#t#a",
    });
  });

  test("is refused where another item has the values, and nothing is written", async () => {
    await db().send(User.create(user("a", { email: "ada@x.org" })));
    const error = await failureOf(db().send(User.create(user("b", { email: "ADA@x.org", badge: 1 }))));
    if (!UniqueConstraintError.isInstance(error, User)) return expect.unreachable();
    expect(error).toMatchObject({
      code: "unique-constraint",
      key: { tenantId: "t", id: "b" },
      constraint: "email",
      attributes: ["email"],
      holder: { PK: "USER#t#a", SK: "USER" },
      retryable: false,
    });
    expect(Object.keys(error.holder ?? {})).toEqual(["PK", "SK"]);
    expect(error.message).not.toContain("x.org");
    expect(Object.keys(await claims())).toEqual(["User#email#ada@x.org"]);
    expect(await db().send(User.get({ tenantId: "t", id: "b" }))).toBeUndefined();
  });

  test("claims nothing for what is absent, and as many as want may lack it", async () => {
    await db().send(User.create(user("a")));
    await db().send(User.create(user("b")));
    expect(await claims()).toEqual({});
  });

  test("says that the item exists where both are true", async () => {
    await db().send(User.create(user("a", { email: "ada@x.org" })));
    await db().send(User.create(user("b", { email: "b@x.org" })));
    const error = await failureOf(db().send(User.create(user("b", { email: "ada@x.org" }))));
    expect(ItemExistsError.isInstance(error)).toBe(true);
  });

  test("keeps values with the delimiter apart", async () => {
    const create = (tenantId: string, handle: string) => db().send(User.create({ tenantId, id: handle, handle }));
    await create("a#b", "c");
    await create("a", "b#c");
    expect(Object.keys(await claims()).sort()).toEqual(["User#handlePerTenant#a#b#c", "User#handlePerTenant#a%23b#c"]);
  });
});

describe("update", () => {
  test("of other attributes is one request, and asks for nothing", async () => {
    const { email } = await db().send(User.create(user("a", { email: "ada@x.org" })));
    expect(email).toBe("ada@x.org");
    const operation = User.update({ tenantId: "t", id: "a" }, { name: "Ada" });
    expect(operation.explain().requests.map(({ request }) => request)).toEqual(["UpdateItem"]);
    await db().send(operation);
  });

  test("claims the new value and gives the old one free", async () => {
    await db().send(User.create(user("a", { email: "ada@x.org", badge: 1 })));
    const previous = await read("a");
    const set = User.update({ tenantId: "t", id: "a" }, { email: "new@x.org" }, { previous, returning: "none" });
    expect(await db().send(set)).toBeUndefined();
    expect(Object.keys(await claims()).sort()).toEqual(["User#badge#1", "User#email#new@x.org"]);
    await db().send(User.create(user("b", { email: "ada@x.org" })));
  });

  test("is refused where the value is taken", async () => {
    await db().send(User.create(user("a", { email: "ada@x.org" })));
    await db().send(User.create(user("b", { email: "b@x.org" })));
    const previous = await read("b");
    const set = User.update({ tenantId: "t", id: "b" }, { email: "ada@x.org" }, { previous, returning: "none" });
    expect(UniqueConstraintError.isInstance(await failureOf(db().send(set)))).toBe(true);
    expect(await read("b")).toMatchObject({ email: "b@x.org" });
    expect(Object.keys(await claims()).sort()).toEqual(["User#email#ada@x.org", "User#email#b@x.org"]);
  });

  test("is refused where somebody changed it since, and by what the compiler has not seen", async () => {
    await db().send(User.create(user("a", { email: "ada@x.org" })));
    const previous = await read("a");
    const key = { tenantId: "t", id: "a" };
    await db().send(User.update(key, { email: "b@x.org" }, { previous, returning: "none" }));
    const again = User.update(key, { email: "c@x.org" }, { previous, returning: "none" });
    expect(ConditionFailedError.isInstance(await failureOf(db().send(again)))).toBe(true);
    expect(Object.keys(await claims())).toEqual(["User#email#b@x.org"]);

    // @ts-expect-error without the item as it was read
    const blind = User.update(key, { email: "d@x.org" }, { returning: "none" });
    await expect(db().send(blind)).rejects.toThrow("is unique: what it was before must be given free");
    const wanting = User.update(key, { email: "d@x.org" }, { previous: await read("a") });
    await expect(db().send(wanting)).rejects.toThrow(
      /is "new" of User.update: unique attributes are written in a transaction/,
    );
  });

  test("takes claims away with the attribute, and moves those of several attributes", async () => {
    await db().send(User.create(user("a", { email: "ada@x.org", handle: "ada" })));
    const previous = await read("a");
    const changes = { email: remove(), handle: "lovelace" };
    await db().send(User.update({ tenantId: "t", id: "a" }, changes, { previous, returning: "none" }));
    expect(Object.keys(await claims())).toEqual(["User#handlePerTenant#t#lovelace"]);
  });

  test("that writes the same value again, in another case, needs no claim", async () => {
    await db().send(User.create(user("a", { email: "ada@x.org" })));
    const previous = await read("a");
    const set = User.update({ tenantId: "t", id: "a" }, { email: "Ada@X.org" }, { previous, returning: "none" });
    expect(set.explain().requests.map(({ request }) => request)).toEqual(["UpdateItem"]);
    await db().send(set);
    expect(await claims()).toEqual({ "User#email#ada@x.org": "USER#t#a" });
  });
});

describe("delete", () => {
  test("gives the claims free", async () => {
    await db().send(User.create(user("a", { email: "ada@x.org", badge: 1 })));
    await db().send(User.delete({ tenantId: "t", id: "a" }, { previous: await read("a") }));
    expect(await claims()).toEqual({});
    expect(await db().send(User.get({ tenantId: "t", id: "a" }))).toBeUndefined();
  });

  test("is refused without the item as it was read, and where that has changed", async () => {
    await db().send(User.create(user("a", { email: "ada@x.org" })));
    const key = { tenantId: "t", id: "a" };
    // @ts-expect-error without the item as it was read
    await expect(db().send(User.delete(key))).rejects.toThrow(/previous.*is missing/);
    const previous = { ...(await read("a")), email: "other@x.org" };
    const error = await failureOf(db().send(User.delete(key, { previous })));
    expect(ConditionFailedError.isInstance(error)).toBe(true);
    expect(Object.keys(await claims())).toEqual(["User#email#ada@x.org"]);
  });

  test("leaves alone what another item has claimed", async () => {
    await db().send(User.create(user("a", { email: "ada@x.org" })));
    await db().send(Unaware.create(user("b", { email: "ada@x.org" })));
    await db().send(User.delete({ tenantId: "t", id: "b" }, { previous: await read("b") }));
    expect(await claims()).toEqual({ "User#email#ada@x.org": "USER#t#a" });
  });
});

describe("put", () => {
  test("claims what is new and gives free what was there, which it finds out", async () => {
    expect(await db().send(User.put(user("a", { email: "ada@x.org", badge: 1 })))).toMatchObject({ badge: 1 });
    expect(await db().send(User.put(user("a", { email: "new@x.org" })))).toMatchObject({ email: "new@x.org" });
    expect(Object.keys(await claims())).toEqual(["User#email#new@x.org"]);
    dynamodb().requests.clear();
    await db().send(User.put(user("a", { email: "new@x.org", name: "Ada" })));
    expect(dynamodb().requests.all.map(({ operation }) => operation)).toEqual(["TransactWriteItems"]);
    await db().send(User.put(user("a", { badge: 3 }), { previous: await read("a"), returning: "none" }));
    expect(Object.keys(await claims())).toEqual(["User#badge#3"]);
  });

  test("is refused where the value is taken, and with an item that has changed since", async () => {
    await db().send(User.put(user("a", { email: "ada@x.org" })));
    await db().send(User.put(user("b", { email: "b@x.org" })));
    expect(
      UniqueConstraintError.isInstance(await failureOf(db().send(User.put(user("b", { email: "ada@x.org" }))))),
    ).toBe(true);
    const previous = { ...(await read("b")), email: "c@x.org" };
    const error = await failureOf(db().send(User.put(user("b", { email: "d@x.org" }), { previous })));
    expect(ConditionFailedError.isInstance(error)).toBe(true);
    expect(Object.keys(await claims()).sort()).toEqual(["User#email#ada@x.org", "User#email#b@x.org"]);
  });

  test("tells its own condition from what it finds out", async () => {
    await db().send(User.put(user("a", { email: "ada@x.org", name: "Ada" })));
    const other = User.put(user("a", { email: "new@x.org" }), { where: (u) => eq(u.name, "Grace") });
    expect(ConditionFailedError.isInstance(await failureOf(db().send(other)))).toBe(true);
    await db().send(User.put(user("a", { email: "new@x.org" }), { where: (u) => eq(u.name, "Ada") }));
    expect(Object.keys(await claims())).toEqual(["User#email#new@x.org"]);
  });
});

describe("upsert", () => {
  test("writes a new item, or changes the one that is there", async () => {
    expect(await db().send(User.upsert(user("a", { email: "ada@x.org", badge: 1 })))).toMatchObject({ name: "?" });
    await db().send(User.update({ tenantId: "t", id: "a" }, { name: "Ada" }));
    expect(await db().send(User.upsert(user("a", { email: "new@x.org" })))).toEqual(
      user("a", { email: "new@x.org", badge: 1, name: "Ada" }),
    );
    expect(Object.keys(await claims()).sort()).toEqual(["User#badge#1", "User#email#new@x.org"]);
    await db().send(User.create(user("b", { badge: 2 })));
    expect(UniqueConstraintError.isInstance(await failureOf(db().send(User.upsert(user("a", { badge: 2 })))))).toBe(
      true,
    );
  });

  test("of a versioned entity counts on, and side by side each is written", async () => {
    const written = await Promise.all([1, 2, 3].map((i) => db().send(Plan.upsert({ n: 1, code: `c${i}` }))));
    expect(written.map(({ version }) => version).sort()).toEqual([1, 2, 3]);
    expect(Object.keys(await claims(claimTable))).toHaveLength(1);
  });
});

describe("move", () => {
  test("takes the claims along, and changes those whose values change", async () => {
    const item = await db().send(User.create(user("a", { email: "ada@x.org", handle: "ada", badge: 1 })));
    await db().send(User.move(item, { tenantId: "u", badge: 2 }));
    expect(await claims()).toEqual({
      "User#email#ada@x.org": "USER#u#a",
      "User#handlePerTenant#u#ada": "USER#u#a",
      "User#badge#2": "USER#u#a",
    });
  });
});

describe("modify", () => {
  test("keeps claims, and is one update where they stay", async () => {
    await db().send(Plan.create({ n: 1, code: "basic" }));
    expect(await modify(db(), Plan, { n: 1 }, (plan) => ({ ...plan, code: "pro" }))).toMatchObject({ version: 2 });
    expect(Object.keys(await claims(claimTable))).toEqual(["Plan#code#pro"]);
    dynamodb().requests.clear();
    await modify(db(), Plan, { n: 1 }, (plan) => ({ ...plan, price: 2 }));
    expect(dynamodb().requests.all.map(({ operation }) => operation)).toEqual(["GetItem", "UpdateItem"]);
    await db().send(Plan.create({ n: 2, code: "basic" }));
    const taken = modify(db(), Plan, { n: 1 }, (plan) => ({ ...plan, code: "basic" }));
    expect(UniqueConstraintError.isInstance(await failureOf(taken))).toBe(true);
  });
});

describe("several writes", () => {
  test("in a transaction keep their claims, and say which failed", async () => {
    await db().send(User.create(user("a", { email: "ada@x.org" })));
    const operation = transact({
      plain: Plain.create({ id: "1" }),
      user: User.create(user("b", { email: "ada@x.org" })),
    });
    const error = await failureOf(db().send(operation));
    if (!TransactionCanceledError.isInstance(error)) return expect.unreachable();
    expect(error.failed).toMatchObject([
      { operation: "user", error: { code: "unique-constraint", constraint: "email" } },
    ]);
    await db().send(transact([Plain.create({ id: "1" }), User.upsert(user("a", { email: "b@x.org" }))]));
    expect(Object.keys(await claims())).toEqual(["User#email#b@x.org"]);
  });

  test("cannot claim the same, and not more than fits", async () => {
    const twice = transact([User.create(user("a", { badge: 1 })), User.create(user("b", { badge: 1 }))]);
    await expect(db().send(twice)).rejects.toThrow("0 and 1 claim the same values of unique.badge");
    const many = transact(Array.from({ length: 51 }, (_, i) => User.create(user(`u${i}`, { badge: i }))));
    const error = await failureOf(db().send(many));
    expect(LimitError.isInstance(error) && error.actual).toBe(102);
  });

  test("are too many for one transaction, and go in several", async () => {
    await db().send(transactAll(Array.from({ length: 120 }, (_, i) => User.create(user(`u${i}`, { badge: i })))));
    expect(Object.keys(await claims())).toHaveLength(120);
    const error = await failureOf(
      db().send(transactAll([User.create(user("x", { email: "x@x.org" })), User.create(user("y", { badge: 7 }))])),
    );
    expect(TransactionCanceledError.isInstance(error) || BatchIncompleteError.isInstance(error)).toBe(true);
  });

  test("go in no batch, which has no conditions", async () => {
    // @ts-expect-error claims need conditions
    const batch = batchWrite([User.put(user("a", { badge: 1 }))]);
    await expect(db().send(batch)).rejects.toThrow("of an entity with unique attributes");
  });
});

describe("items that expire", () => {
  const past = new Date(Date.now() - 60_000);
  const later = new Date(Math.floor(Date.now() / 1000) * 1000 + 3_600_000);

  test("lose their claims at the same time", async () => {
    await db().send(User.create(user("a", { email: "ada@x.org", expiresAt: past })));
    await db().send(User.create(user("b", { email: "ada@x.org" })));
    expect(await claims()).toEqual({ "User#email#ada@x.org": "USER#t#b" });
    await db().send(User.create(user("a", { email: "a2@x.org" })));
    expect(Object.keys(await claims()).sort()).toEqual(["User#email#a2@x.org", "User#email#ada@x.org"]);
  });

  test("that live longer have claims that do", async () => {
    await db().send(User.create(user("a", { email: "ada@x.org", expiresAt: later })));
    const previous = await read("a");
    const longer = new Date(later.getTime() + 1000);
    const set = User.update({ tenantId: "t", id: "a" }, { expiresAt: longer }, { previous, returning: "none" });
    await db().send(set);
    const stored = (await storedItems(dynamodb(), table)).map(({ expiresAt }) => expiresAt);
    expect(stored).toEqual([{ N: String(longer.getTime() / 1000) }, { N: String(longer.getTime() / 1000) }]);
    const { expiresAt: _, ...forever } = await read("a");
    await db().send(User.put(forever));
    expect((await storedItems(dynamodb(), table)).map(({ expiresAt }) => expiresAt)).toEqual([undefined, undefined]);
  });

  test("cannot be given another life without their claims", async () => {
    await db().send(User.create(user("a", { email: "ada@x.org", expiresAt: later })));
    const operation = User.update({ tenantId: "t", id: "a" }, { expiresAt: remove() });
    await expect(db().send(operation)).rejects.toThrow("is the time to live, which claims of unique attributes share");
  });
});

describe("a table of their own", () => {
  test("holds the claims of a table that cannot", async () => {
    const plan = await db().send(Plan.create({ n: 1, code: "basic" }));
    expect(await claims(claimTable)).toEqual({ "Plan#code#basic": "1" });
    const put = await db().send(Plan.put({ ...plan, code: "pro" }));
    expect(put).toMatchObject({ version: 2, createdAt: plan.createdAt });
    const stale = await failureOf(db().send(Plan.put({ ...plan, code: "max" })));
    expect(VersionConflictError.isInstance(stale)).toBe(true);
    const set = Plan.update({ n: 1 }, { code: "team" }, { previous: put, returning: "none" });
    await db().send(set);
    expect(VersionConflictError.isInstance(await failureOf(db().send(set)))).toBe(true);
    expect(await claims(claimTable)).toEqual({ "Plan#code#team": "1" });
    expect(UniqueConstraintError.isInstance(await failureOf(db().send(Plan.create({ n: 2, code: "team" }))))).toBe(
      true,
    );
    const last = await db().send(Plan.get({ n: 1 }, { consistent: true }));
    if (last === undefined) return expect.unreachable();
    await db().send(Plan.delete({ n: 1 }, { previous: last }));
    const again = await failureOf(db().send(Plan.delete({ n: 1 }, { previous: last })));
    expect(ItemNotFoundError.isInstance(again)).toBe(true);
    await db().send(Plan.delete({ n: 1 }, { previous: last, mustExist: false }));
    expect(await claims(claimTable)).toEqual({});
  });
});

describe("a scope", () => {
  test("takes claims that are made of it, and refuses others", async () => {
    const tenant = scoped(db(), { tenantId: "t" });
    await tenant.send(User.create({ ...user("a"), handle: "ada" }));
    expect(Object.keys(await claims())).toEqual(["User#handlePerTenant#t#ada"]);
    const error = await failureOf(tenant.send(User.create(user("b", { email: "b@x.org" }))));
    expect(ScopeError.isInstance(error) && error.message).toContain("the claims of unique.email");
  });
});

describe("under contention", () => {
  test("200 claims of 20 addresses give 20 owners", async () => {
    dynamodb().faults.conflict({ on: "TransactWriteItems", probability: 0.1, seed: 5, times: 1e6 });
    const outcomes = await Promise.all(
      Array.from({ length: 200 }, (_, i) =>
        db()
          .attempt(User.create(user(`u${i}`, { email: `e${i % 20}@x.org` })))
          .then((outcome) => (outcome.ok ? "owner" : outcome.error.code)),
      ),
    );
    dynamodb().faults.clear();
    expect(outcomes.filter((each) => each === "owner")).toHaveLength(20);
    expect(outcomes.filter((each) => each === "unique-constraint")).toHaveLength(180);
    expect(new Set(Object.values(await claims())).size).toBe(20);
  });
});

test("what an operation costs and sends is said beforehand", () => {
  const create = User.create(user("a", { email: "ada@x.org", badge: 1 }));
  const { capacity, requests } = create.explain();
  expect(requests.map(({ request }) => request)).toEqual(["TransactWriteItems"]);
  // Three items of up to 1 KB, twice each, and one entry each in the index.
  expect(capacity).toMatchObject({ write: 9, table: 6, indexes: { inverted: 3 } });
});
