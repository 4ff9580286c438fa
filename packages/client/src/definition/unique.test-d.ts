import { increment, remove } from "@keywright/expressions";
import { defineTable } from "@keywright/schema";
import { describe, expectTypeOf, test } from "vitest";
import * as z from "zod";
import type { UniqueConstraintError } from "../error/unique-constraint-error.ts";
import type { Database } from "../feature/database.ts";
import { type Repository, repository } from "../feature/repository.ts";
import { scoped } from "../feature/scoped.ts";
import { defineEntity } from "./define-entity.ts";
import type { Item } from "./entity.ts";
import type { AnyTypes } from "./entity-types.ts";
import type { Verbs } from "./verbs-type.ts";

declare const db: Database;

const table = defineTable({ name: "Users", partitionKey: { PK: "S" } });
const uniqueTable = defineTable({ name: "Claims", partitionKey: { claim: "S" } });
const schema = z.object({
  tenant: z.string(),
  id: z.string(),
  email: z.string(),
  badge: z.int().optional(),
  note: z.string().optional(),
});
const unique = { email: ["email:lower"], badge: ["tenant", "badge"] } as const;
const User = defineEntity({ name: "User", table, schema, key: { PK: "USER#{tenant}#{id}" }, unique });
type User = Item<typeof User>;
const Account = defineEntity({
  name: "Account",
  table,
  schema,
  key: { PK: "ACCOUNT#{tenant}#{id}" },
  version: "version",
  unique,
  uniqueTable,
});
const Plain = defineEntity({ name: "Plain", table, schema, key: { PK: "PLAIN#{tenant}#{id}" } });

const key = { tenant: "t", id: "u" };
declare const user: User;
declare const account: Item<typeof Account>;

describe("unique", () => {
  test("names attributes of the schema", () => {
    const definition = { name: "Other", table, schema, key: { PK: "OTHER#{tenant}#{id}" } } as const;
    defineEntity({ ...definition, unique: { both: ["email:lower", "badge"] } });
    // @ts-expect-error the schema has no attribute 'emial'
    defineEntity({ ...definition, unique: { email: ["emial"] } });
    // @ts-expect-error the schema has no attribute 'emial'
    defineEntity({ ...definition, unique: { email: ["emial:lower"], badge: ["badge"] } });
    // @ts-expect-error a list
    defineEntity({ ...definition, unique: { email: "email" } });
  });

  test("leaves the items as they are", () => {
    expectTypeOf<User>().toEqualTypeOf<Item<typeof Plain>>();
  });
});

describe("update", () => {
  test("of unique attributes takes the item as it was read", () => {
    User.update(key, { email: "x", note: "n" }, { previous: user, returning: "none" });
    User.update(key, { badge: remove() }, { previous: user, returning: "none" });
    Account.update(key, { email: "x" }, { previous: account, returning: "none" });
    Account.update(key, { email: "x" }, { previous: { ...account }, returning: "none" });
    // @ts-expect-error 'email' is unique
    User.update(key, { email: "x" });
    // @ts-expect-error 'badge' is unique
    User.update(key, { badge: remove(), note: "n" }, { returning: "none" });
    // @ts-expect-error 'badge' is unique, also as a part of a pair
    Account.update(key, { badge: increment(1) });
    // @ts-expect-error not a user
    User.update(key, { email: "x" }, { previous: { id: "u" }, returning: "none" });
  });

  test("of others does not need it", () => {
    User.update(key, { note: "n" });
    Account.update(key, { note: "n" }, { expected: account });
  });

  test("of an entity without them does not take it", () => {
    Plain.update(key, { email: "x" });
    // @ts-expect-error has no unique attributes
    Plain.update(key, { email: "x" }, { previous: user });
  });

  test("is held to it in a repository, and under a scope", () => {
    const users = repository(db, User);
    void users.update(key, { email: "x" }, { previous: user, returning: "none" });
    // @ts-expect-error 'email' is unique
    void users.update(key, { email: "x" });
    const ofTenant = repository(scoped(db, { tenant: "t" }), User);
    void ofTenant.update({ id: "u" }, { email: "x" }, { previous: user, returning: "none" });
    // @ts-expect-error 'email' is unique
    void ofTenant.update({ id: "u" }, { email: "x" });
    expectTypeOf(users).toEqualTypeOf<Repository<typeof User>>();
  });
});

describe("delete", () => {
  test("takes the item as it was read", () => {
    User.delete(key, { previous: user });
    Account.delete(account, { previous: account, mustExist: false });
    // @ts-expect-error unique attributes must be given free
    User.delete(key);
    // @ts-expect-error unique attributes must be given free
    Account.delete(account, { expected: account });
    // @ts-expect-error unique attributes must be given free
    void repository(db, User).delete(key);
    Plain.delete(key);
  });

  test("of any entity is left to the run time", () => {
    const remove = <T extends AnyTypes>(items: Verbs<"sent", T>, key: T["key"]): Promise<unknown> => items.delete(key);
    void remove(repository(db, Plain), key);
    void remove(repository(db, User), key);
  });
});

test("the error is among those that are documented", async () => {
  const outcome = await db.attempt(User.create({ ...key, email: "x" }));
  if (outcome.ok || outcome.error.code !== "unique-constraint") return;
  expectTypeOf(outcome.error).toEqualTypeOf<UniqueConstraintError>();
});
