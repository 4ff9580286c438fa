import { QueryCommand } from "@aws-sdk/client-dynamodb";
import fc from "fast-check";
import { connect, type Database, gte, increment, KeywrightError, type Operation, remove } from "keywright";
import { expect, test } from "vitest";
import { nameOf, runs, useDynamoDB } from "../test-support.ts";
import { Note, Tasks, table } from "./sequence-model.ts";
import {
  type Attributes,
  type Change,
  type Demands,
  makeOracle,
  type Oracle,
  type Outcome,
  type Task,
} from "./sequence-oracle.ts";
import { attributes, type DemandsOf, type Step, start, turn } from "./sequence-steps.ts";

const dynamodb = useDynamoDB({ tables: [table] });

/** An item as it was last given to the caller, and the write that it came from. */
interface Seen {
  readonly item: Task;
  readonly write: number | undefined;
}

interface Run {
  readonly db: Database;
  readonly user: string;
  readonly oracle: Oracle;
  readonly seen: Map<string, Seen>;
}

type Where = NonNullable<Parameters<typeof Tasks.check>[1]>["where"];
const hasPoints =
  (min: number): NonNullable<Where> =>
  (t) =>
    gte(t.points, min);

/** The same demands for both: what the library is given, and what the oracle is. */
function demand(
  { seen }: Run,
  taskId: string,
  { expected, minPoints }: DemandsOf,
): { readonly options: { expected?: number | Task; where?: NonNullable<Where> }; readonly demands: Demands } {
  const last = seen.get(taskId);
  const where = minPoints === undefined ? {} : { where: hasPoints(minPoints) };
  if (expected === "nothing" || last === undefined) return { options: where, demands: { minPoints } };
  const exact = expected === "seen";
  const { version } = last.item;
  return {
    options: { ...where, expected: exact ? last.item : version },
    demands: { minPoints, expected: { version, write: exact ? last.write : undefined } },
  };
}

async function outcomeOf(run: Run, operation: Operation<unknown>): Promise<Outcome> {
  try {
    return { ok: true, item: (await run.db.send(operation)) as Task | undefined };
  } catch (error) {
    if (!KeywrightError.isInstance(error)) throw error;
    const { code, item, expired, expected, actual } = error as KeywrightError & Record<string, unknown>;
    const failed = { ok: false, code } as const;
    if (code === "item-not-found") return { ...failed, more: { expired } };
    if (code === "version-conflict") return { ...failed, item: item as Task, more: { expected, actual } };
    return { ...failed, item: item as Task };
  }
}

/** Compares the library with the oracle, and remembers what the caller has seen. */
async function compare(run: Run, operation: Operation<unknown>, wanted: Outcome): Promise<void> {
  const found = await outcomeOf(run, operation);
  expect(found).toEqual(wanted);
  if (found.item === undefined) return;
  // Of what an operation gives, only what is stored now has a write that can be expected.
  const stored = run.oracle.stored.get(found.item.id);
  if (stored?.item.version === found.item.version)
    run.seen.set(found.item.id, { item: found.item, write: stored.write });
}

const situations = new Map<string, number>();

/** Counts what a step meets, so that the law cannot hold because it never got there. */
function note({ oracle }: Run, each: Step): void {
  if (!("id" in each)) return;
  const stored = oracle.stored.get(each.id)?.item;
  const state = stored === undefined ? "absent" : oracle.get(each.id) === undefined ? "expired" : "live";
  const names = [`${each.verb} ${state}`];
  if ("demands" in each && each.demands.minPoints !== undefined) {
    const met = (stored?.points ?? -1) >= each.demands.minPoints;
    names.push(`${each.verb} ${state} where ${met}`);
  }
  if (each.verb === "delete" && !each.mustExist && each.demands.expected === "nothing")
    names.push(...names.map((name) => `${name} free`));
  if (each.verb === "upsert" && state === "live" && stored?.status === "DONE" && !each.attributes.status)
    names.push("upsert leaves what is no default");
  for (const name of names) situations.set(name, (situations.get(name) ?? 0) + 1);
}

/** An update as the library takes it. */
function changesOf({ addPoints, removePoints, due: day, expiresAt, ...plain }: Change) {
  return {
    ...plain,
    ...(day === undefined ? {} : { due: day ?? remove() }),
    ...(addPoints === undefined ? {} : { points: increment(addPoints, { from: 0 }) }),
    ...(removePoints ? { points: remove() } : {}),
    ...(expiresAt === undefined ? {} : { expiresAt: expiresAt ?? remove() }),
  };
}

async function perform(run: Run, each: Step): Promise<void> {
  const { oracle, user, seen } = run;
  note(run, each);
  switch (each.verb) {
    case "wait":
      oracle.now = new Date(oracle.now.getTime() + each.seconds * 1000);
      return;
    case "create":
      return compare(
        run,
        Tasks.create({ user, id: each.id, ...each.attributes }),
        oracle.create(each.id, each.attributes),
      );
    case "upsert":
      return compare(
        run,
        Tasks.upsert({ user, id: each.id, ...each.attributes }),
        oracle.upsert(each.id, each.attributes),
      );
    case "put": {
      const last = seen.get(each.id);
      if (last === undefined) return;
      const item = { ...last.item, title: each.title };
      const { options, demands: asked } = demand(run, each.id, each.demands);
      return compare(run, Tasks.put(item, options), oracle.put(item, asked));
    }
    case "update": {
      const { options, demands: asked } = demand(run, each.id, each.demands);
      const operation = Tasks.update({ user, id: each.id }, changesOf(each.change), {
        ...options,
        returning: each.returning,
      });
      const before = oracle.get(each.id);
      const wanted = oracle.update(each.id, each.change, asked);
      return compare(run, operation, wanted.ok && each.returning === "old" ? { ok: true, item: before } : wanted);
    }
    case "delete": {
      const { options, demands: asked } = demand(run, each.id, each.demands);
      const { mustExist } = each;
      const operation = Tasks.delete({ user, id: each.id }, { ...options, mustExist, returning: "old" });
      return compare(run, operation, oracle.remove(each.id, mustExist, asked));
    }
    case "check": {
      const { options, demands: asked } = demand(run, each.id, each.demands);
      return compare(run, Tasks.check({ user, id: each.id }, options), oracle.check(each.id, asked));
    }
    case "move": {
      const last = seen.get(each.id);
      if (last === undefined || each.id === each.to) return;
      const expected = { version: last.item.version, write: last.write };
      return compare(run, Tasks.move(last.item, { id: each.to }), oracle.move(last.item, each.to, { expected }));
    }
    case "get":
      return compare(run, Tasks.get({ user, id: each.id }), { ok: true, item: oracle.get(each.id) });
    case "query":
      return compareReads(run);
    default:
      return each satisfies never;
  }
}

/** All that can be read of a user: the items, those of an index, and what lies in the table though nobody sees it. */
async function compareReads({ db, oracle, user }: Run): Promise<void> {
  const live = oracle.live();
  const page = await db.send(Tasks.query({ user }));
  expect(page).toMatchObject({ items: live, skipped: 1, cursor: undefined });
  for (const status of ["OPEN", "DONE"] as const) {
    const due = live.filter((item) => item.status === status && item.due !== undefined);
    const found = await db.send(Tasks.indexes.byDue.query({ user, status }));
    expect(found.items).toEqual(due.sort((a, b) => (`${a.due}#${a.id}` < `${b.due}#${b.id}` ? -1 : 1)));
  }
}

/** What is stored, whoever may see it: each item in the table, and in the index those that are due. */
async function compareStored({ oracle, user }: Run): Promise<void> {
  const ids = async (condition: string, key: string, index?: string): Promise<readonly string[]> => {
    const output = await dynamodb().client.send(
      new QueryCommand({
        TableName: nameOf(dynamodb(), table),
        IndexName: index,
        KeyConditionExpression: condition,
        ExpressionAttributeValues: { ":key": { S: key } },
      }),
    );
    return (output.Items ?? []).map(({ id: at, version }) => `${at?.S} ${version?.N ?? "note"}`).sort();
  };
  const all = [...oracle.stored.values()].map(({ item }) => item);
  const texts = (items: readonly Task[]): readonly string[] =>
    items.map(({ id: at, version }) => `${at} ${version}`).sort();
  expect(await ids("PK = :key", `USER#${user}`)).toEqual([...texts(all), "1 note"].sort());
  for (const status of ["OPEN", "DONE"] as const) {
    const indexed = all.filter((item) => item.status === status && item.due !== undefined);
    expect(await ids("G1 = :key", `USER#${user}#STATUS#${status}`, "byDue")).toEqual(texts(indexed));
  }
}

let count = 0;

async function check(
  first: Attributes,
  turns: readonly { readonly caller: number; readonly step: Step }[],
): Promise<void> {
  const user = `u${count++}`;
  const oracle = makeOracle(user, start);
  const { client, tableNames } = dynamodb();
  const db = connect(client, { tables: tableNames, clock: () => oracle.now });
  const callers: readonly Run[] = [0, 1].map(() => ({ db, user, oracle, seen: new Map() }));
  await db.send(Note.create({ user, id: "1" }));
  // Both know of an item when they begin.
  await perform(callers[0] as Run, { verb: "create", id: "1", attributes: first });
  await perform(callers[1] as Run, { verb: "get", id: "1" });
  for (const { caller, step: each } of turns) await perform(callers[caller] as Run, each);
  await Promise.all([compareReads(callers[0] as Run), compareStored(callers[0] as Run)]);
}

/** What a thousand sequences meet often; each was once a mistake that they did not see, or lies beside one. */
const wanted = [
  ...["create", "upsert", "update", "delete", "check", "get"].flatMap((verb) =>
    ["absent", "expired", "live"].map((state) => `${verb} ${state}`),
  ),
  ...["put", "move"].flatMap((verb) => ["expired", "live"].map((state) => `${verb} ${state}`)),
  ...["put", "update", "delete", "check"].flatMap((verb) =>
    ["expired where true", "live where true", "live where false"].map((state) => `${verb} ${state}`),
  ),
  "delete expired free",
  "delete expired where true free",
  "upsert leaves what is no default",
];

test("any sequence of operations does what it would do to a map of items", async () => {
  await fc.assert(fc.asyncProperty(attributes, fc.array(turn, { minLength: 4, maxLength: 11, size: "max" }), check), {
    numRuns: runs(1_000),
  });
  // The rarest comes ten times or more; of a few hundred sequences nothing can be said.
  const least = Math.floor(runs(1_000) / 500);
  expect(wanted.filter((each) => (situations.get(each) ?? 0) < least)).toEqual([]);
}, 300_000);
