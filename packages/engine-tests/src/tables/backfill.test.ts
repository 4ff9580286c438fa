import { DeleteItemCommand, PutItemCommand, UpdateItemCommand } from "@aws-sdk/client-dynamodb";
import { type BackfillCheckpoint, type BackfillOptions, backfill, TableError } from "@keywright/tables";
import fc from "fast-check";
import { connect, defineEntity, defineTable, type SdkClient, verifyIndexKeys, type WireItem } from "keywright";
import { afterEach, describe, expect, test } from "vitest";
import * as z from "zod";
import { nameOf, runs, storedItems, useDynamoDB } from "../test-support.ts";
import { failing, overtaken } from "./test-support.ts";

const table = defineTable({
  name: "Shelf",
  partitionKey: { PK: "S" },
  indexes: { byTitle: { type: "global", partitionKey: { GSI: "S" }, projection: "ALL" } },
});
const Book = defineEntity({
  name: "Book",
  table,
  schema: z.object({ id: z.string(), title: z.string().min(1), count: z.int().default(0) }),
  key: { PK: "BOOK#{id}" },
  indexes: { byTitle: { GSI: "TITLE#{title}" } },
});
const Film = defineEntity({
  name: "Film",
  table,
  schema: z.object({ id: z.string(), title: z.string(), count: z.int().default(0) }),
  key: { PK: "FILM#{id}" },
  indexes: { byTitle: { GSI: "TITLE#{title}" } },
  version: "version",
});

const text = (value: WireItem[string] | undefined): string => (value !== undefined && "S" in value ? value.S : "");

const dynamodb = useDynamoDB({ tables: [table], retryDelays: "none" });
const tableName = () => nameOf(dynamodb(), table);
const store = (Item: WireItem) => dynamodb().client.send(new PutItemCommand({ TableName: tableName(), Item }));
const remove = (PK: string) =>
  dynamodb().client.send(new DeleteItemCommand({ TableName: tableName(), Key: { PK: { S: PK } } }));
const dump = async (): Promise<ReadonlyMap<string, WireItem>> =>
  new Map((await storedItems(dynamodb(), table)).map((item) => [text(item.PK), item]));
const dbOf = (client: SdkClient) => connect(client, { tables: dynamodb().tableNames });

afterEach(async () => {
  for (const PK of (await dump()).keys()) await remove(PK);
});

/** As the first version of the program wrote it: `name`, and no index. */
function old(kind: "BOOK" | "FILM", id: string, name: string, count: number, version = 1): WireItem {
  const versioned = kind === "FILM" && { version: { N: String(version) }, _mark: { S: `mark${version}${name}` } };
  return { PK: { S: `${kind}#${id}` }, id: { S: id }, name: { S: name }, count: { N: String(count) }, ...versioned };
}

/** `name` is called `title` now. */
const transform: NonNullable<BackfillOptions["transform"]> = ({ name, ...rest }) =>
  name === undefined ? undefined : { ...rest, title: name };

/** What the migration makes of an item; the version apart, which counts how often it was written. */
function migrated({ name, title, version: _, _mark, ...rest }: WireItem): WireItem {
  const value = text(name ?? title);
  return { ...rest, title: { S: value }, GSI: { S: `TITLE#${value}` } };
}

const unversioned = ({ version: _, _mark, ...item }: WireItem): WireItem => item;

describe("backfill", () => {
  test("under writers that come between each read and write, every item is what the migration makes of its newest state", async () => {
    const state = fc.oneof(
      { weight: 4, arbitrary: fc.record({ name: fc.constantFrom("a", "b", "c"), count: fc.nat(9) }) },
      { weight: 1, arbitrary: fc.constant("delete" as const) },
    );
    const items = fc.array(
      fc.record({
        kind: fc.constantFrom("BOOK" as const, "FILM" as const),
        overtaking: fc.array(state, { maxLength: 3 }),
      }),
      { minLength: 1, maxLength: 8 },
    );
    await fc.assert(
      fc.asyncProperty(items, fc.integer({ min: 1, max: 3 }), async (all, segments) => {
        for (const PK of (await dump()).keys()) await remove(PK);
        const newest = new Map<string, WireItem>();
        const left = new Map<string, (typeof all)[number]["overtaking"]>();
        for (const [i, { kind, overtaking }] of all.entries()) {
          const item = old(kind, `${i}`, "first", 0);
          newest.set(`${kind}#${i}`, item);
          left.set(`${kind}#${i}`, [...overtaking]);
          await store(item);
        }
        const { client } = dynamodb();
        let version = 1;
        // Just before each write of the migration somebody else writes the item, as long as there is something to write.
        const busy: SdkClient = {
          async send(command: object, ...rest) {
            if (command instanceof UpdateItemCommand) {
              const PK = command.input.Key?.PK?.S ?? "";
              const next = left.get(PK)?.shift();
              const [kind, id = ""] = PK.split("#");
              if (next === "delete") {
                left.set(PK, []);
                newest.delete(PK);
                await remove(PK);
              } else if (next) {
                const item = old(kind === "BOOK" ? "BOOK" : "FILM", id, next.name, next.count, ++version);
                newest.set(PK, item);
                await store(item);
              }
            }
            return client.send(command as never, ...rest);
          },
        };
        // Dynoxide ends a segment, other than a whole scan, behind a key whose item is deleted meanwhile.
        const pageSize = segments === 1 ? 4 : 100;
        const report = await backfill(dbOf(busy), [Book, Film], { transform, segments, pageSize });
        expect(report).toMatchObject({ scanned: all.length, failed: 0, skipped: 0, complete: true });
        expect(report.changed).toBe(newest.size);
        const stored = await dump();
        expect(new Map([...stored].map(([PK, item]) => [PK, unversioned(item)]))).toEqual(
          new Map([...newest].map(([PK, item]) => [PK, migrated(item)])),
        );
      }),
      { numRuns: runs(8) },
    );
  });

  test("nothing that others add meanwhile is overwritten, also attributes that were not there", async () => {
    await store(old("BOOK", "1", "first", 0));
    const bare = { PK: { S: "BOOK#2" }, id: { S: "2" }, title: { S: "second" } };
    await store(bare);
    const { client } = dynamodb();
    const add = (PK: string) =>
      client.send(
        new UpdateItemCommand({
          TableName: tableName(),
          Key: { PK: { S: PK } },
          UpdateExpression: "SET #c = :c",
          ExpressionAttributeNames: { "#c": "count" },
          ExpressionAttributeValues: { ":c": { N: "7" } },
        }),
      );
    const busy = overtaken(client, "UpdateItem", () => Promise.all([add("BOOK#1"), add("BOOK#2")]));
    await backfill(dbOf(busy), Book, { transform, concurrency: 1, segments: 1 });
    const stored = await dump();
    expect([stored.get("BOOK#1")?.count, stored.get("BOOK#2")?.count]).toEqual([{ N: "7" }, { N: "7" }]);
    expect(await verifyIndexKeys(dynamodb().db, Book)).toMatchObject({ checked: 2, wrong: [] });
  });

  test("runs that are killed anywhere, and resumed, come to every item; checkpoints are JSON", async () => {
    let killed = 0;
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.nat(16), { minLength: 1, maxLength: 4 }),
        fc.boolean(),
        async (kills, byThrowing) => {
          const count = 14;
          for (let i = 0; i < count; i++) await store(old(i % 2 ? "BOOK" : "FILM", `${i}`, `n${i}`, i));
          let checkpoint: BackfillCheckpoint | undefined;
          const { client } = dynamodb();
          const attempt = async (after: number) => {
            const controller = new AbortController();
            let left = after;
            const dying: SdkClient = {
              send(command, ...rest) {
                if (left-- > 0) return client.send(command, ...rest);
                if (byThrowing) throw new Error("killed");
                controller.abort(new Error("killed"));
                return client.send(command, ...rest);
              },
            };
            return backfill(dbOf(dying), [Book, Film], {
              transform,
              pageSize: 3,
              concurrency: 2,
              checkpoint,
              signal: controller.signal,
              ...(checkpoint === undefined && { segments: 3 }),
              onCheckpoint(next) {
                checkpoint = JSON.parse(JSON.stringify(next));
              },
            });
          };
          for (const after of kills) {
            // A run may come to its end before.
            const [result] = await Promise.allSettled([attempt(after)]);
            if (result.status === "rejected") expect(result.reason).toMatchObject({ message: "killed" });
            if (result.status === "rejected") killed++;
          }
          const report = await attempt(Number.POSITIVE_INFINITY);
          expect(report).toMatchObject({ scanned: count, failed: 0, complete: true });
          const stored = await dump();
          expect(stored.size).toBe(count);
          for (const item of stored.values()) expect(unversioned(item)).toEqual(migrated(item));
          // Nothing is left to do, and a run says so.
          expect(await backfill(dbOf(client), [Book, Film], { transform })).toMatchObject({
            changed: 0,
            unchanged: count,
          });
        },
      ),
      { numRuns: runs(5) },
    );
    expect(killed).toBeGreaterThan(2);
  });

  test("a dry run says what a run would do, and writes nothing", async () => {
    for (let i = 0; i < 7; i++) await store(old("FILM", `${i}`, "n", i));
    await store({ PK: { S: "SONG#1" } });
    await store({ ...old("BOOK", "1", "", 1) });
    const before = await dump();
    const progress: number[] = [];
    const dry = await backfill(dynamodb().db, [Book, Film], {
      transform,
      dryRun: true,
      examples: 2,
      expectedItems: 9,
      onProgress: ({ scanned }) => progress.push(scanned),
    });
    expect(await dump()).toEqual(before);
    expect(dry).toMatchObject({ scanned: 9, changed: 7, failed: 1, skipped: 1, dryRun: true, remainingMs: 0 });
    expect(progress.at(-1)).toBe(9);
    expect(dry.capacity).toMatchObject({ write: 0 });
    expect(dry.capacity.read).toBeGreaterThan(0);
    expect(dry.samples).toHaveLength(2);
    const changes = dry.samples[0]?.changes;
    expect(changes).toEqual(
      expect.arrayContaining([
        { name: "name", before: { S: "n" } },
        { name: "title", after: { S: "n" } },
        { name: "GSI", after: { S: "TITLE#n" } },
      ]),
    );
    expect(changes).toHaveLength(3);
    const real = await backfill(dynamodb().db, [Book, Film], { transform, writeUnitsPerSecond: 1e6 });
    expect(real).toMatchObject({ scanned: 9, changed: 7, failed: 1, skipped: 1, samples: [] });
    expect(real.capacity.write).toBeGreaterThanOrEqual(7);
  });

  test("items that cannot be changed are reported with their keys and without their values, and stop nothing unless asked", async () => {
    await store({ PK: { S: "BOOK#bad" }, id: { S: "bad" }, name: { N: "42424242" } });
    await store(old("BOOK", "throws", "secret", 1));
    for (let i = 0; i < 5; i++) await store(old("BOOK", `${i}`, "n", i));
    const failures: string[] = [];
    const options: BackfillOptions = {
      transform(stored, entity) {
        expect(entity).toBe("Book");
        if (stored.id === "throws") throw new Error("secret");
        return transform(stored, entity);
      },
      onFailure: ({ entity, key, outcome }) => failures.push(`${entity} ${key.PK} ${outcome}`),
    };
    const report = await backfill(dynamodb().db, Book, options);
    expect(report).toMatchObject({ scanned: 7, changed: 5, failed: 2, complete: true });
    expect(failures.sort()).toEqual(["Book BOOK#bad unreadable", "Book BOOK#throws unreadable"]);
    expect(report.failures.map(({ error }) => error.message).join()).not.toMatch(/secret|42424242/);

    let checkpoint: BackfillCheckpoint | undefined;
    const stopping = {
      ...options,
      stopOnFailure: true,
      segments: 1,
      onCheckpoint: (next: BackfillCheckpoint) => {
        checkpoint = next;
      },
    };
    const stopped = await backfill(dynamodb().db, Book, stopping);
    expect(stopped.complete).toBe(false);
    expect(stopped.failed).toBeGreaterThanOrEqual(1);
    // The page with the failure is looked at again.
    const resumed = await backfill(dynamodb().db, Book, { ...options, checkpoint });
    expect(resumed).toMatchObject({ scanned: 7, failed: 2, complete: true });
  });

  test("throttled requests are made again; a checkpoint of another backfill is refused, and so are options that are none", async () => {
    await store(old("BOOK", "1", "n", 1));
    const { client, db } = dynamodb();
    const throttled = failing(client, "UpdateItem", "ThrottlingException", 3);
    expect(await backfill(dbOf(throttled), Book, { transform })).toMatchObject({ changed: 1, failed: 0 });
    const denied = failing(client, "Scan", "AccessDeniedException", 99);
    await expect(backfill(dbOf(denied), Book)).rejects.toMatchObject({ name: "AccessDeniedException" });

    let checkpoint: BackfillCheckpoint | undefined;
    await backfill(db, Book, {
      onCheckpoint(next) {
        checkpoint = next;
      },
    });
    const from = (options: BackfillOptions, entities: Parameters<typeof backfill>[1] = Book) =>
      backfill(db, entities, { checkpoint, ...options });
    for (const other of [from({ segments: 5 }), from({ dryRun: true }), from({}, [Book, Film])]) {
      await expect(other).rejects.toSatisfy(
        (error) => TableError.isInstance(error) && error.code === "checkpoint-mismatch",
      );
    }
    expect(await from({})).toMatchObject({ scanned: 1, complete: true });
    await expect(backfill(db, Book, { segments: 0 })).rejects.toThrow("segments of backfill");
    await expect(backfill(db, Book, { itemsPerSecond: 0 })).rejects.toThrow("itemsPerSecond");
    await expect(backfill(db, [])).rejects.toThrow("takes an entity");
  });
});
