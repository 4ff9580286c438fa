import { TransactGetItemsCommand, type TransactWriteItem, TransactWriteItemsCommand } from "@aws-sdk/client-dynamodb";
import type { Behaviours } from "../behaviour.ts";
import { holds, same } from "../differs.ts";
import { N, S, upTo } from "../values.ts";

/** How many of these requests succeeded; the others must have failed with this error. */
async function winners(requests: readonly Promise<unknown>[], error: string): Promise<number> {
  const outcomes = await Promise.allSettled(requests);
  for (const outcome of outcomes) {
    if (outcome.status === "rejected" && outcome.reason.name !== error) throw outcome.reason;
  }
  return outcomes.filter(({ status }) => status === "fulfilled").length;
}

export const concurrency = {
  "one-creator": {
    group: "concurrency",
    does: "Of many at once who create an item under the condition that there is none, one succeeds",
    probe: async (bench) => {
      const create = (i: number) =>
        bench.put({ winner: N(i) }, "a", { ConditionExpression: "attribute_not_exists(PK)" });
      same(await winners(upTo(30).map(create), "ConditionalCheckFailedException"), 1, "winners");
    },
  },
  "one-updater-of-a-version": {
    group: "concurrency",
    does: "Of many at once who update an item under the condition of its version, one succeeds",
    probe: async (bench) => {
      await bench.put({ v: N(1) });
      const step = () =>
        bench.update("SET v = v + :one", { ":one": N(1), ":v": N(1) }, { ConditionExpression: "v = :v" });
      same(await winners(upTo(30).map(step), "ConditionalCheckFailedException"), 1, "winners");
      same(await bench.get(), { v: N(2) }, "item");
    },
  },
  "no-lost-counts": {
    group: "concurrency",
    does: "Counts that are added at once are all there in the end",
    probe: async (bench) => {
      await Promise.all(
        upTo(50).map(() => bench.update("ADD n :one SET m = if_not_exists(m, :one) + :one", { ":one": N(1) })),
      );
      same(await bench.get(), { n: N(50), m: N(51) }, "item");
    },
  },
  "no-lost-transactions": {
    group: "concurrency",
    does: "Transactions at once leave what they would have left one after the other",
    proves: "transactions",
    probe: async (bench) => {
      const TableName = bench.tables.main;
      await Promise.all(["a", "b"].map((sk) => bench.put({ n: N(100) }, sk)));
      const add = (sk: string, v: number): TransactWriteItem => ({
        Update: {
          TableName,
          Key: bench.key(sk),
          UpdateExpression: "ADD n :v",
          ExpressionAttributeValues: { ":v": N(v) },
        },
      });
      const move = (v: number) =>
        bench.client.send(new TransactWriteItemsCommand({ TransactItems: [add("a", -v), add("b", v)] }));
      const done = await winners(
        upTo(30).map(() => move(1)),
        "TransactionCanceledException",
      );
      holds(done > 0, "none of 30 transactions passed");
      same([(await bench.get("a"))?.n, (await bench.get("b"))?.n], [N(100 - done), N(100 + done)], "numbers");
    },
  },
  "transactions-are-read-whole": {
    group: "concurrency",
    does: "A transaction's gets never see half of a transaction's writes",
    proves: "transactions",
    probe: async (bench) => {
      const TableName = bench.tables.main;
      const write = (v: string) =>
        bench.client.send(
          new TransactWriteItemsCommand({
            TransactItems: ["a", "b"].map((sk) => ({ Put: { TableName, Item: { ...bench.key(sk), v: S(v) } } })),
          }),
        );
      const read = async () => {
        const TransactItems = ["a", "b"].map((sk) => ({ Get: { TableName, Key: bench.key(sk) } }));
        const { Responses } = await bench.client.send(new TransactGetItemsCommand({ TransactItems }));
        const [a, b] = (Responses ?? []).map(({ Item }) => Item?.v?.S);
        holds(a !== undefined, "nothing is read");
        same(a, b, "two attributes that are written together");
        return a;
      };
      await write("first");
      await winners(
        upTo(20).flatMap((i) => [write(`${i}`), read()]),
        "TransactionCanceledException",
      );
      holds((await read()) !== "first", "nothing was written");
    },
  },
  "reads-after-writes": {
    group: "concurrency",
    does: "A strongly consistent read sees every write that was answered before it",
    probe: async (bench) => {
      for (const i of upTo(20)) {
        await bench.put({ i: N(i) });
        same(await bench.get(), { i: N(i) }, "item");
      }
    },
  },
} as const satisfies Behaviours;
