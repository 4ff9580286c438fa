import { type Database, defineEntity, defineTable, type Item, modify, remove, type WriteOperation } from "keywright";
import * as z from "zod";

/** What the laws of unique attributes are shown on. */
export const memberTable = defineTable({ name: "Members", partitionKey: { PK: "S" }, sortKey: { SK: "S" } });
export const ticketTable = defineTable({ name: "Tickets", partitionKey: { team: "S" }, sortKey: { id: "S" } });
export const claimTable = defineTable({ name: "Claims", partitionKey: { claim: "S" } });
export const entryTable = defineTable({ name: "Entries", partitionKey: { note: "S" } });

const schema = z.object({
  team: z.string(),
  id: z.string(),
  email: z.string().optional(),
  badge: z.int().optional(),
  note: z.string(),
});
// The last one is made of the key alone.
const unique = { email: ["email:lower"], badge: ["team", "badge"], id: ["id"] } as const;

/** Its claims lie among its items; without versions. */
const Member = defineEntity({
  name: "Member",
  table: memberTable,
  schema,
  key: { PK: "MEMBER#{team}#{id}", SK: "MEMBER" },
  unique,
});
/** Its claims lie in a table of their own; with versions. */
const Ticket = defineEntity({
  name: "Ticket",
  table: ticketTable,
  schema,
  version: "version",
  unique,
  uniqueTable: claimTable,
});
/** That a transaction happened. */
export const Entry = defineEntity({
  name: "Entry",
  table: entryTable,
  schema: z.object({ note: z.string(), count: z.int().default(0) }),
});

export type EntityName = "Member" | "Ticket";
export type Key = { readonly team: string; readonly id: string };
/** What is written; `note` is another one each time. */
export type Values = Item<typeof Member>;
/** An item as it was read. */
type Read = Item<typeof Member> | Item<typeof Ticket>;
type Write = WriteOperation<unknown>;

/** The writes of an entity. The item that was read, where there is one, is what they replace. */
interface Acts {
  get(db: Database, key: Key): Promise<Read | undefined>;
  create(item: Values): Write;
  /** Without the item as it was read, as far as the entity can. */
  put(item: Values, read: Read | undefined): Write | undefined;
  replace(item: Values, read: Read): Write;
  upsert(item: Values): Write;
  change(item: Values, read: Read): Write;
  note(key: Key, note: string): Write;
  delete(read: Read, mustExist: boolean): Write;
  move(read: Read, to: Values): Write;
  modify?(db: Database, item: Values): Promise<unknown>;
}

const none = { returning: "none" } as const;
const keyOf = ({ team, id }: Key): Key => ({ team, id });
const changed = ({ email, badge, note }: Values) => ({ email: email ?? remove(), badge: badge ?? remove(), note });
const moved = ({ team, id, email, badge, note }: Values) => ({
  team,
  id,
  note,
  ...(email === undefined ? {} : { email }),
  ...(badge === undefined ? {} : { badge }),
});

export const acts: Readonly<Record<EntityName, Acts>> = {
  Member: {
    get: (db, key) => db.send(Member.get(key, { consistent: true })),
    create: (item) => Member.create(item),
    put: (item) => Member.put(item),
    replace: (item, previous) => Member.put(item, { previous, ...none }),
    upsert: (item) => Member.upsert(item),
    change: (item, previous) => Member.update(keyOf(item), changed(item), { previous, ...none }),
    note: (key, note) => Member.update(key, { note }),
    delete: (previous, mustExist) => Member.delete(keyOf(previous), { previous, mustExist }),
    move: (read, to) => Member.move(read, moved(to)),
  },
  Ticket: {
    get: (db, key) => db.send(Ticket.get(key, { consistent: true })),
    create: (item) => Ticket.create(item),
    put: (item, read) => (read && "version" in read ? Ticket.put({ ...item, version: read.version }) : undefined),
    replace: (item, read) =>
      Ticket.put({ ...item, version: ticket(read).version }, { previous: ticket(read), ...none }),
    upsert: (item) => Ticket.upsert(item),
    change: (item, read) => Ticket.update(keyOf(item), changed(item), { previous: ticket(read), ...none }),
    note: (key, note) => Ticket.update(key, { note }),
    delete: (read, mustExist) => Ticket.delete(keyOf(read), { previous: ticket(read), mustExist }),
    move: (read, to) => Ticket.move(ticket(read), moved(to)),
    modify: (db, item) => modify(db, Ticket, keyOf(item), ({ email: _, badge: __, ...rest }) => ({ ...rest, ...item })),
  },
};

function ticket(read: Read): Item<typeof Ticket> {
  if (!("version" in read)) throw new Error("it is a ticket that was read");
  return read;
}
