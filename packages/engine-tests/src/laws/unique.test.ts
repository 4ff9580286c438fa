import { BatchWriteItemCommand } from "@aws-sdk/client-dynamodb";
import type { TableModel, WireItem } from "@keywright/schema";
import fc from "fast-check";
import { type Database, increment, transact } from "keywright";
import { expect, test } from "vitest";
import { nameOf, runs, storedItems, useDynamoDB } from "../test-support.ts";
import {
  acts,
  claimTable,
  type EntityName,
  Entry,
  entryTable,
  memberTable,
  ticketTable,
  type Values,
} from "./unique-model.ts";
import { expectedOf, type Items } from "./unique-oracle.ts";
import { carryOut, claimsOf, itemOf, type Outcome, type Single, type Step, step, textOf } from "./unique-steps.ts";

const tables = [memberTable, ticketTable, claimTable];
const dynamodb = useDynamoDB({ tables: [...tables, entryTable], retryDelays: "none" });
const db = (): Database => dynamodb().db;

let notes = 0;
const nextNote = (): string => `n${notes++}`;

const text = (wire: WireItem[string] | undefined): string => (wire && "S" in wire ? wire.S : "");
const keyText = (key: WireItem, { partitionKey, sortKey }: TableModel): string =>
  [partitionKey, ...(sortKey ? [sortKey] : [])].map(({ name }) => text(key[name])).join(" ");

interface Stored {
  readonly items: Items;
  /** The key in the table of the item whose they are, by the text of the claim. */
  readonly claims: Readonly<Record<string, string>>;
  /** The claims that these items should have. */
  readonly due: Readonly<Record<string, string>>;
}

/** What is stored, read without the library. */
async function stored(): Promise<Stored> {
  const items = new Map<string, { readonly entity: EntityName; readonly item: Values }>();
  const claims: Record<string, string> = {};
  const due: [string, string][] = [];
  for (const table of tables) {
    const { partitionKey, sortKey } = table.model;
    for (const wire of await storedItems(dynamodb(), table)) {
      if (wire._owner && "M" in wire._owner) {
        const [key = "", again = key] = [text(wire[partitionKey.name]), sortKey && text(wire[sortKey.name])];
        expect(again).toBe(key);
        claims[key] = keyText(wire._owner.M, table === memberTable ? table.model : ticketTable.model);
        continue;
      }
      const entity = table === memberTable ? "Member" : "Ticket";
      const badge = wire.badge && "N" in wire.badge ? { badge: Number(wire.badge.N) } : {};
      const email = wire.email ? { email: text(wire.email) } : {};
      const item = { team: text(wire.team), id: text(wire.id), note: text(wire.note), ...email, ...badge };
      const owner = keyText(wire, table.model);
      items.set(textOf(entity, item), { entity, item });
      due.push(...claimsOf(entity, item).map((claim): [string, string] => [claim, owner]));
    }
  }
  expect(new Set(due.map(([claim]) => claim)).size, "two items have the same values").toBe(due.length);
  return { items, claims, due: Object.fromEntries(due) };
}

async function expectClaimsOfItems(): Promise<Items> {
  const { items, claims, due } = await stored();
  expect(claims).toEqual(due);
  return items;
}

/** Deletes what another run has left. */
async function empty(): Promise<void> {
  for (const table of tables) {
    const items = await storedItems(dynamodb(), table);
    const names = [table.model.partitionKey.name, table.model.sortKey?.name ?? ""];
    for (let at = 0; at < items.length; at += 25) {
      const RequestItems = {
        [nameOf(dynamodb(), table)]: items.slice(at, at + 25).map((item) => ({
          DeleteRequest: { Key: Object.fromEntries(Object.entries(item).filter(([name]) => names.includes(name))) },
        })),
      };
      await dynamodb().client.send(new BatchWriteItemCommand({ RequestItems }));
    }
  }
}

/** Deletes all items as a program would, after which nothing is claimed. */
async function deleteAll(items: Items): Promise<void> {
  for (const { entity, item } of items.values()) {
    const read = (await acts[entity].get(db(), item)) ?? expect.unreachable();
    await db().send(acts[entity].delete(read, true));
  }
  expect(await stored()).toEqual({ items: new Map(), claims: {}, due: {} });
}

test("one after the other, writes come to what they would on a map of items", async () => {
  const seen = new Set<Outcome>();
  const property = fc.asyncProperty(fc.array(step, { minLength: 5, maxLength: 40 }), async (steps) => {
    await empty();
    let items: Items = new Map();
    for (const each of steps) {
      const note = nextNote();
      const { outcomes, ...next } = expectedOf(items, each, note);
      const outcome = await carryOut(db(), each, note);
      expect(outcomes).toContain(outcome);
      seen.add(outcome);
      items = next.items;
    }
    expect(await expectClaimsOfItems()).toEqual(items);
    await deleteAll(items);
  });
  await fc.assert(property, { numRuns: runs(12), examples: [[everyOutcome]] });
  expect([...seen].sort()).toEqual(["absent", "done", "exists", "mixed", "skipped", "taken"]);
}, 600_000);

const a: Single = {
  verb: "create",
  entity: "Member",
  team: "red",
  id: "a",
  values: { email: "ada@x.org", badge: 1 },
  to: { team: "blue", id: "a" },
};
const b: Single = { ...a, id: "b" };
/** Each outcome is among these, whatever luck the others have. */
const everyOutcome: Step[] = [
  [a],
  [a],
  [b],
  [{ ...b, verb: "note" }],
  [{ ...b, verb: "delete" }],
  [
    { ...a, entity: "Ticket" },
    { ...b, entity: "Ticket" },
  ],
];

test.each(["put", "upsert"] as const)("with a token a transaction that has a %s is carried out once", async (verb) => {
  await empty();
  for (const seen of ["nothing", "the same values", "others"]) {
    const note = nextNote();
    await db().send(Entry.create({ note }));
    if (seen === "others") await db().send(acts.Member.upsert({ ...itemOf(a, note), email: "old@x.org" }));
    const token = { token: `job of ${note}`, at: new Date() };
    const job = () =>
      transact([acts.Member[verb](itemOf(a, note), undefined) ?? expect.unreachable(), count(note)], token);
    const outcomes = [await db().attempt(job()), await db().attempt(job())];
    // What it learns would be another request, which the token does not stand for.
    const done = seen === "nothing" || (seen === "the same values" && verb === "put");
    expect({ seen, ok: outcomes.map(({ ok }) => ok) }).toEqual({ seen, ok: [done, done] });
    const entry = await db().send(Entry.get({ note }, { consistent: true }));
    expect(entry?.count).toBe(done ? 1 : 0);
    await expectClaimsOfItems();
  }
});
const count = (note: string) => Entry.update({ note }, { count: increment(1) });

const rate = fc.constantFrom<number>(0.001, 0.001, 0.1, 0.25);
const faultsOf = fc.record({
  loseResponse: rate,
  serverError: rate,
  committed: fc.boolean(),
  reset: rate,
  throttle: rate,
  conflict: rate,
  seed: fc.nat({ max: 1e6 }),
});
type Faults = typeof faultsOf extends fc.Arbitrary<infer F> ? F : never;
const seldom: Faults = {
  loseResponse: 0.001,
  serverError: 0.001,
  committed: true,
  reset: 0.001,
  throttle: 0.001,
  conflict: 0.001,
  seed: 1,
};
const writers = (steps: Step[]): Step[][] => Array.from({ length: 4 }, () => steps);
const examples: [Step[][], Faults][] = [
  [writers([[a], [b], [{ ...a, verb: "delete" }]]), seldom],
  [writers([[a], [{ ...a, verb: "put" }], [{ ...a, verb: "delete" }]]), { ...seldom, loseResponse: 0.9 }],
  [writers([[a], [b]]), { ...seldom, throttle: 0.9 }],
  [
    writers(
      Array.from({ length: 8 }, (_, i) => [
        { ...a, values: { ...a.values, badge: i % 3 }, verb: i % 4 === 3 ? "delete" : "put" },
      ]),
    ),
    seldom,
  ],
];

test("side by side and whatever happens to requests, claims are those of the items", async () => {
  const seen = new Map<Outcome, number>();
  const several = fc.array(fc.array(step, { minLength: 1, maxLength: 10 }), { minLength: 2, maxLength: 5 });
  const property = fc.asyncProperty(several, faultsOf, async (lists, rates) => {
    await empty();
    const told: { readonly step: Step; readonly note: string; readonly outcome: Outcome }[] = [];
    inject(rates);
    await Promise.all(
      lists.map(async (list) => {
        for (const each of list) {
          const note = nextNote();
          told.push({ step: each, note, outcome: await carryOut(db(), each, note) });
        }
      }),
    );
    dynamodb().faults.clear();

    const items = await expectClaimsOfItems();
    const written = new Set(
      told.filter(({ outcome }) => outcome === "done" || outcome === "unknown").map(({ note }) => note),
    );
    for (const { item } of items.values()) expect(written).toContain(item.note);
    for (const { step, note, outcome } of told) {
      seen.set(outcome, (seen.get(outcome) ?? 0) + 1);
      if (step.length === 1 || outcome === "unknown") continue;
      expect((await db().send(Entry.get({ note }, { consistent: true })))?.note).toBe(
        outcome === "done" ? note : undefined,
      );
    }
    await deleteAll(items);
  });
  // Smaller cases would fail by another chance.
  await fc.assert(property, { numRuns: runs(15), examples, endOnFailure: true });
  for (const outcome of ["done", "taken", "retryable", "unknown"] as const)
    expect(seen.get(outcome)).toBeGreaterThan(0);
}, 600_000);

function inject({ committed, seed, ...rates }: Faults): void {
  const { faults } = dynamodb();
  faults.loseResponse({ probability: rates.loseResponse, seed });
  faults.serverError({ probability: rates.serverError, seed: seed + 1, committed });
  faults.reset({ probability: rates.reset, seed: seed + 2 });
  faults.throttle({ probability: rates.throttle, seed: seed + 3 });
  faults.conflict({ on: ["UpdateItem", "PutItem", "TransactWriteItems"], probability: rates.conflict, seed: seed + 4 });
}
