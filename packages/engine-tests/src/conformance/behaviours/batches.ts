import {
  type AttributeValue,
  BatchGetItemCommand,
  type BatchGetItemCommandInput,
  BatchWriteItemCommand,
  type WriteRequest,
} from "@aws-sdk/client-dynamodb";
import type { Behaviours } from "../behaviour.ts";
import type { Bench } from "../bench.ts";
import { holds, refused, same } from "../differs.ts";
import { B, N, S, upTo } from "../values.ts";

const REFUSED = "ValidationException";
type Key = Record<string, AttributeValue>;

const put = (Item: Key): WriteRequest => ({ PutRequest: { Item } });
const remove = (Key: Key): WriteRequest => ({ DeleteRequest: { Key } });

function write(bench: Bench, requests: WriteRequest[], TableName: string = bench.tables.plain) {
  return bench.client.send(new BatchWriteItemCommand({ RequestItems: { [TableName]: requests } }));
}

function get(bench: Bench, RequestItems: BatchGetItemCommandInput["RequestItems"]) {
  return bench.client.send(new BatchGetItemCommand({ RequestItems }));
}

const keysOf = (bench: Bench, count: number) => upTo(count).map((i) => bench.key(`${i}`));
const sortKeys = (items: readonly Key[] | undefined) => (items ?? []).map(({ SK }) => SK?.S).sort();

/** Puts as many items of a size as batches take. */
async function fill(bench: Bench, count: number, size: number): Promise<void> {
  const filler = S("x".repeat(size));
  for (let from = 0; from < count; from += 20) {
    const items = upTo(Math.min(20, count - from)).map((i) => put({ ...bench.key(`${from + i}`), filler }));
    same((await write(bench, items)).UnprocessedItems, {}, "unprocessed writes");
  }
}

export const batches = {
  "batch-write-limit": {
    group: "batches",
    does: "A batch writes up to 25 items, and at least one",
    probe: async (bench) => {
      const { UnprocessedItems } = await write(bench, keysOf(bench, 25).map(put));
      same(UnprocessedItems, {}, "unprocessed writes");
      same((await bench.query({ TableName: bench.tables.plain, Select: "COUNT" })).Count, 25, "items");
      await refused(write(bench, keysOf(bench, 26).map(put)), REFUSED, "26 writes");
      await refused(write(bench, []), REFUSED, "no writes");
    },
  },
  "batch-get-limit": {
    group: "batches",
    does: "A batch gets up to 100 items, and leaves out those that are not there",
    probe: async (bench) => {
      await write(bench, keysOf(bench, 3).map(put));
      const ask = (count: number) =>
        get(bench, { [bench.tables.plain]: { Keys: keysOf(bench, count), ConsistentRead: true } });
      const { Responses, UnprocessedKeys } = await ask(100);
      same(sortKeys(Responses?.[bench.tables.plain]), ["0", "1", "2"], "items");
      same(UnprocessedKeys, {}, "unprocessed keys");
      await refused(ask(101), REFUSED, "101 keys");
    },
  },
  "batch-duplicates": {
    group: "batches",
    does: "A batch that names an item twice is refused whole, gets and writes alike",
    probe: async (bench) => {
      const key = bench.key();
      const TableName = bench.tables.plain;
      await refused(write(bench, [put(key), put({ ...key, a: N(1) })]), REFUSED, "two puts");
      await refused(write(bench, [put(key), remove(key)]), REFUSED, "a put and a delete");
      await refused(get(bench, { [TableName]: { Keys: [key, key] } }), REFUSED, "two gets");
      same((await get(bench, { [TableName]: { Keys: [key] } })).Responses, { [TableName]: [] }, "items");
    },
  },
  "batch-of-tables": {
    group: "batches",
    does: "A batch reads and writes several tables, puts and deletes",
    probe: async (bench) => {
      const { main, plain } = bench.tables;
      await bench.put({}, "old");
      await bench.client.send(
        new BatchWriteItemCommand({
          RequestItems: {
            [main]: [put({ ...bench.key("new"), a: N(1) }), remove(bench.key("old"))],
            [plain]: [put({ ...bench.key("new"), a: N(2) })],
          },
        }),
      );
      const Keys = [bench.key("new"), bench.key("old")];
      const { Responses } = await get(bench, {
        [main]: { Keys, ConsistentRead: true },
        [plain]: { Keys, ConsistentRead: true },
      });
      const expected = { [main]: [{ ...bench.key("new"), a: N(1) }], [plain]: [{ ...bench.key("new"), a: N(2) }] };
      same([Responses?.[main], Responses?.[plain]], [expected[main], expected[plain]], "items");
    },
  },
  "batch-binary-keys": {
    group: "batches",
    does: "Batches read, write and delete items whose keys are bytes",
    probe: async (bench) => {
      const TableName = bench.tables.bytes;
      const Keys = [B(0), B(0, 0), B(255)].map((SK) => ({ PK: S(bench.partition), SK }));
      await write(bench, Keys.map(put), TableName);
      await write(bench, [remove(Keys[1] as Key)], TableName);
      const { Responses } = await get(bench, { [TableName]: { Keys, ConsistentRead: true } });
      const found = (Responses?.[TableName] ?? []).map(({ SK }) => Buffer.from(SK?.B ?? []).toString("hex"));
      same(found.sort(), ["00", "ff"], "keys");
      await refused(write(bench, [put(Keys[0] as Key), put(Keys[0] as Key)], TableName), REFUSED, "bytes twice");
    },
  },
  "batch-get-pages": {
    group: "batches",
    does: "A batch gives up to 16 MB, and the keys of what is left as unprocessed: asked for again, they give the rest",
    probe: async (bench) => {
      const count = 46;
      await fill(bench, count, 380 * 1024);
      let asked = keysOf(bench, count);
      const found: (string | undefined)[] = [];
      const rounds: number[] = [];
      while (asked.length > 0 && rounds.length < 5) {
        const { Responses, UnprocessedKeys } = await get(bench, { [bench.tables.plain]: { Keys: asked } });
        const items = Responses?.[bench.tables.plain];
        found.push(...sortKeys(items));
        rounds.push(items?.length ?? 0);
        asked = UnprocessedKeys?.[bench.tables.plain]?.Keys ?? [];
      }
      same(found.sort(), sortKeys(keysOf(bench, count)), "items");
      holds(rounds.length > 1, "17 MB at once");
    },
  },
  "batch-refused-whole": {
    group: "batches",
    does: "A batch with one write that is not valid is refused whole",
    probe: async (bench) => {
      await refused(
        write(bench, [put(bench.key("a")), put({ ...bench.key("b"), SK: N(1) })]),
        REFUSED,
        "a key of another type",
      );
      same((await bench.query({ TableName: bench.tables.plain, Select: "COUNT" })).Count, 0, "items");
      await write(bench, [put(bench.key("a"))]);
      same((await bench.query({ TableName: bench.tables.plain, Select: "COUNT" })).Count, 1, "items");
    },
  },
} as const satisfies Behaviours;
