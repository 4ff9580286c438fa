import { type CreateInputOf, type Database, defineEntity, defineTable, type Item, lte, notExists, or } from "keywright";
import * as z from "zod";

export const eventTable = defineTable({ name: "Events", partitionKey: { PK: "S" }, sortKey: { SK: "S" } });
export const Event = defineEntity({
  name: "Event",
  table: eventTable,
  schema: z.object({
    account: z.string(),
    position: z.int().min(0),
    kind: z.enum(["paid-in", "paid-out"]),
    amount: z.int().min(1),
  }),
  key: { PK: "ACCOUNT#{account}", SK: "EVENT#{position:12}" },
  version: "version", // by it a create whose answer was lost knows its own event
});
export const Snapshot = defineEntity({
  name: "Snapshot",
  table: eventTable,
  schema: z.object({ account: z.string(), position: z.int(), balance: z.int() }),
  key: { PK: "ACCOUNT#{account}", SK: "SNAPSHOT" },
});

export type State = Item<typeof Snapshot>;
type NewEvent = Pick<CreateInputOf<typeof Event>, "kind" | "amount">;

/** What an event makes of a state. */
function apply(state: State, { position, kind, amount }: Item<typeof Event>): State {
  return { ...state, position, balance: state.balance + (kind === "paid-in" ? amount : -amount) };
}

/** The state after all events: the snapshot, and what happened since. */
export async function load(db: Database, account: string): Promise<State> {
  let state = (await db.send(Snapshot.get({ account }))) ?? { account, position: 0, balance: 0 };
  const since = Event.query({ account, position: { gt: state.position } }, { consistent: true });
  for await (const event of db.items(since)) state = apply(state, event);
  return state;
}

/** Appends the event that `decide` makes of the state, if it makes one. `decide` may be called more than once. */
export async function append(
  db: Database,
  account: string,
  decide: (state: State) => NewEvent | undefined,
): Promise<State> {
  for (;;) {
    const state = await load(db, account);
    const event = decide(state);
    if (event === undefined) return state;
    const sent = await db.attempt(Event.create({ account, position: state.position + 1, ...event }));
    if (sent.ok) return apply(state, sent.value);
    if (sent.error.code !== "item-exists") throw sent.error; // otherwise somebody was faster: decide again
  }
}

/** Keeps a state, so that `load` has less to read. A newer one stays. */
export async function keep(db: Database, state: State): Promise<void> {
  const older = Snapshot.upsert(state, { where: (s) => or(notExists(s.position), lte(s.position, state.position)) });
  const sent = await db.attempt(older);
  if (!sent.ok && sent.error.code !== "condition-failed") throw sent.error;
}
