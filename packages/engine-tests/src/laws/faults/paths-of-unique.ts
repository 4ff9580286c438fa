import type { TestDynamoDB } from "@keywright/testkit";
import { defineEntity, type Item, modify, type Operation, transact } from "keywright";
import * as z from "zod";
import { storedItems } from "../../test-support.ts";
import { faultTable } from "./model.ts";
import { type Path, recognised } from "./path.ts";
import { told, until } from "./told.ts";

const schema = z.object({ id: z.string(), email: z.string() });
const User = defineEntity({
  name: "User",
  table: faultTable,
  schema,
  key: { PK: "ITEM#{id}", SK: "USER" },
  version: "version",
  unique: { email: ["email"] },
});
const Guest = defineEntity({
  name: "Guest",
  table: faultTable,
  schema,
  key: { PK: "ITEM#{id}", SK: "GUEST" },
  unique: { email: ["email"] },
});

const former = (id: string): string => `${id}@former`;
const email = (id: string): string => `${id}@now`;

/** The users and guests of a test by their address, and the addresses that are claimed, all without what the test is called. */
async function stored(id: string, dynamodb: TestDynamoDB): Promise<readonly [string]> {
  const items = await storedItems(dynamodb, faultTable);
  const textOf = (value: object | undefined): string => (value && "S" in value ? String(value.S) : "");
  const own = items.filter(({ PK }) => textOf(PK).includes(`#${id}`) || textOf(PK).includes(`${id}@`));
  const texts = own.map((item) => {
    const place = textOf(item.PK).includes("-moved") ? "moved " : "";
    return item._owner === undefined ? `${place}item ${textOf(item.email)}` : `claim ${textOf(item.PK)}`;
  });
  const short = texts.map((text) => text.replace(/^claim .*@/, "claim @").replace(/item .*@/, "item @"));
  return [short.sort().join(", ") || "nothing"];
}

const path = (
  before: string,
  after: string,
  operation: (id: string) => Operation<unknown>,
  prepare?: (id: string) => Operation<unknown>,
): Path => ({
  on: "TransactWriteItems",
  ...recognised,
  before,
  after,
  ...(prepare && { prepare: (db, id) => db.send(prepare(id)) }),
  act: (db, id, signal) => told(() => db.send(operation(id), until(signal))),
  stored: (_, id, dynamodb) => stored(id, dynamodb),
});

const nothing = "nothing";
const before = "claim @former, item @former";
const after = "claim @now, item @now";
const makeUser = (id: string) => User.create({ id, email: former(id) });
const makeGuest = (id: string) => Guest.create({ id, email: former(id) });
const previous = (id: string): Item<typeof Guest> => ({ id, email: former(id) });

/** Writes of items with unique attributes: an item and its claims are never without each other. */
export const pathsOfUnique: Readonly<Record<string, Path>> = {
  "create of what is unique": path(nothing, after, (id) => Guest.create({ id, email: email(id) })),
  "put of what is unique": {
    ...path(before, after, (id) => Guest.put({ id, email: email(id) }), makeGuest),
    learns: 1,
  },
  "put of what is unique, as it was read": path(
    before,
    after,
    (id) => Guest.put({ id, email: email(id) }, { previous: previous(id), returning: "none" }),
    makeGuest,
  ),
  "update of what is unique": path(
    before,
    after,
    (id) => Guest.update({ id }, { email: email(id) }, { previous: previous(id), returning: "none" }),
    makeGuest,
  ),
  "upsert of what is unique": {
    ...path(before, after, (id) => User.upsert({ id, email: email(id) }), makeUser),
    learns: 1,
  },
  "upsert of what is unique, and new": path(nothing, after, (id) => Guest.upsert({ id, email: email(id) })),
  "delete of what is unique": path(
    before,
    nothing,
    (id) => Guest.delete({ id }, { previous: previous(id) }),
    makeGuest,
  ),
  "move of what is unique": path(
    before,
    "claim @former, moved item @former",
    (id) => Guest.move({ id, email: former(id) }, { id: `${id}-moved` }),
    makeGuest,
  ),
  "what is unique in a transaction": path(
    before,
    "claim @former, claim @now, item @former, item @now",
    (id) => transact([Guest.create({ id, email: email(id) }), User.check({ id })]),
    makeUser,
  ),
  "modify of what is unique": {
    ...path(before, after, makeUser, makeUser),
    act: (db, id, signal) =>
      told(() => modify(db, User, { id }, (user) => ({ ...user, email: email(id) }), until(signal))),
  },
};
