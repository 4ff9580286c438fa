import { TransactGetItemsCommand, type TransactWriteItem, TransactWriteItemsCommand } from "@aws-sdk/client-dynamodb";
import type { Behaviours } from "../behaviour.ts";
import type { Bench } from "../bench.ts";
import { holds, refused, same } from "../differs.ts";
import { N, S, upTo } from "../values.ts";

const REFUSED = "ValidationException";
const CANCELLED = "TransactionCanceledException";

const write = (bench: Bench, TransactItems: TransactWriteItem[]) =>
  bench.client.send(new TransactWriteItemsCommand({ TransactItems }));

/** The four actions, on an item of the probe's partition. */
function actions(bench: Bench, TableName: string = bench.tables.main) {
  const condition = { ConditionExpression: "attribute_exists(PK)" };
  return {
    put: (sk: string, more = {}): TransactWriteItem => ({ Put: { TableName, Item: { ...bench.key(sk), ...more } } }),
    create: (sk: string): TransactWriteItem => ({
      Put: { TableName, Item: bench.key(sk), ConditionExpression: "attribute_not_exists(PK)" },
    }),
    update: (sk: string, UpdateExpression = "SET a = :v", v = N(1)): TransactWriteItem => ({
      Update: { TableName, Key: bench.key(sk), UpdateExpression, ExpressionAttributeValues: { ":v": v } },
    }),
    remove: (sk: string): TransactWriteItem => ({ Delete: { TableName, Key: bench.key(sk) } }),
    check: (sk: string): TransactWriteItem => ({ ConditionCheck: { TableName, Key: bench.key(sk), ...condition } }),
    get: (sk: string) => ({ Get: { TableName, Key: bench.key(sk) } }),
  };
}

const codes = (error: { readonly CancellationReasons?: readonly { readonly Code?: string }[] }) =>
  error.CancellationReasons?.map(({ Code }) => Code);

export const transactions = {
  "all-or-nothing": {
    group: "transactions",
    does: "A transaction puts, updates, deletes and checks items of several tables, all of it or nothing",
    proves: "transactions",
    probe: async (bench) => {
      const { put, update, remove, check } = actions(bench);
      const other = actions(bench, bench.tables.plain);
      await bench.put({}, "old");
      await write(bench, [put("a"), update("b"), remove("old"), other.put("a")]);
      same(await bench.found(), ["a", "b"], "items after the first");
      await write(bench, [check("a"), put("c")]);
      const cancelled = write(bench, [put("d"), remove("a"), other.remove("a"), check("no")]);
      await refused(cancelled, CANCELLED, "a check of no item");
      same(await bench.found(), ["a", "b", "c"], "items after the cancelled one");
      same(await bench.found({ TableName: bench.tables.plain }), ["a"], "items of the other table");
    },
  },
  "reasons-in-order": {
    group: "transactions",
    does: "The error of a cancelled transaction has a reason for each action, in their order, with the code None where it would have passed",
    proves: "transactions",
    probe: async (bench) => {
      const { put, create, check, update } = actions(bench);
      await bench.put({}, "a");
      const error = await refused(write(bench, [put("b"), create("a"), update("c"), check("no")]), CANCELLED, "create");
      same(codes(error), ["None", "ConditionalCheckFailed", "None", "ConditionalCheckFailed"], "codes");
    },
  },
  "reasons-with-items": {
    group: "transactions",
    does: "A reason has the stored item where its action asks for it, whichever action it is",
    proves: "transactions",
    probe: async (bench) => {
      for (const sk of ["a", "b", "c", "d"]) await bench.put({ v: N(1) }, sk);
      const ask = {
        TableName: bench.tables.main,
        ConditionExpression: "v = :v",
        ExpressionAttributeValues: { ":v": N(2) },
        ReturnValuesOnConditionCheckFailure: "ALL_OLD",
      } as const;
      const error = await refused(
        write(bench, [
          { Put: { ...ask, Item: bench.key("a") } },
          { Update: { ...ask, Key: bench.key("b"), UpdateExpression: "SET w = :v" } },
          { Delete: { ...ask, Key: bench.key("c") } },
          { ConditionCheck: { ...ask, Key: bench.key("d") } },
          { ConditionCheck: { ...ask, Key: bench.key("none") } },
          { Delete: { ...ask, Key: bench.key("d2"), ReturnValuesOnConditionCheckFailure: "NONE" } },
        ]),
        CANCELLED,
        "a version that is not there",
      );
      const stored = ["a", "b", "c", "d"].map((sk) => ({ ...bench.key(sk), v: N(1) }));
      same(
        error.CancellationReasons?.map(({ Item }) => Item),
        [...stored, undefined, undefined],
        "items of reasons",
      );
    },
  },
  "one-action-per-item": {
    group: "transactions",
    does: "A transaction with two actions on one item is refused whole, before any condition is looked at",
    proves: "transactions",
    probe: async (bench) => {
      const { put, remove, check, update } = actions(bench);
      await write(bench, [put("a"), put("b")]);
      await refused(write(bench, [put("a"), remove("a")]), REFUSED, "a put and a delete");
      await refused(write(bench, [check("a"), update("a")]), REFUSED, "a check and an update");
      same(await bench.get(), {}, "item");
    },
  },
  "transaction-limit": {
    group: "transactions",
    does: "A transaction has up to 100 actions",
    proves: "transactions",
    probe: async (bench) => {
      const { put, get } = actions(bench);
      const puts = (count: number) => upTo(count).map((i) => put(`${i}`));
      await write(bench, puts(100));
      same((await bench.query({ Select: "COUNT" })).Count, 100, "items");
      await refused(write(bench, puts(101)), REFUSED, "101 actions");
      const read = (count: number) =>
        bench.client.send(new TransactGetItemsCommand({ TransactItems: upTo(count).map((i) => get(`${i}`)) }));
      same((await read(100)).Responses?.length, 100, "responses");
      await refused(read(101), REFUSED, "101 gets");
    },
  },
  "transaction-size": {
    group: "transactions",
    does: "The items of a transaction have up to 4 MB together",
    proves: "transactions",
    probe: async (bench) => {
      const { put } = actions(bench, bench.tables.plain);
      const filler = S("x".repeat(390 * 1024));
      const puts = (count: number) => upTo(count).map((i) => put(`${i}`, { filler }));
      await write(bench, puts(10));
      await refused(write(bench, puts(11)), REFUSED, "4.2 MB");
    },
  },
  "one-kind-per-action": {
    group: "transactions",
    does: "An action that is a put and a delete at once is refused",
    otherwise: "Keywright makes no such action; a hand-written one passes the test and fails in the service.",
    probe: async (bench) => {
      const { put, remove } = actions(bench);
      await write(bench, [put("a"), remove("c")]);
      await refused(write(bench, [{ ...put("b"), ...remove("c") }]), REFUSED, "two actions in one");
      same(await bench.get("b"), undefined, "item");
    },
  },
  "check-needs-condition": {
    group: "transactions",
    does: "A check without a condition is refused",
    proves: "transactions",
    probe: async (bench) => {
      const { put, check } = actions(bench);
      await write(bench, [put("a")]);
      await write(bench, [check("a")]);
      const ConditionCheck = { TableName: bench.tables.main, Key: bench.key(), ConditionExpression: undefined };
      await refused(write(bench, [{ ConditionCheck }]), REFUSED, "a check without a condition");
    },
  },
  "reason-of-a-wrong-operand": {
    group: "transactions",
    does: "An update that cannot be made of the stored item cancels the transaction, with the code ValidationError",
    otherwise: "Code that looks at the reasons of a cancelled transaction does not see this one in a test.",
    probe: async (bench) => {
      const { put, update } = actions(bench);
      await bench.put({ a: S("x") });
      await write(bench, [update("n", "ADD a :v")]);
      const error = await refused(
        write(bench, [put("b"), update("a", "SET a = a + :v")]),
        CANCELLED,
        "string + number",
      );
      same(codes(error), ["None", "ValidationError"], "codes");
      same(await bench.get("b"), undefined, "other item");
    },
  },
  "transaction-is-valid-first": {
    group: "transactions",
    does: "A transaction with an action that no item could make valid is refused whole, with ValidationException",
    otherwise:
      "A mistake in an action looks like a conflict of the transaction in a test, and as a mistake in the service.",
    probe: async (bench) => {
      const { put, update } = actions(bench);
      await write(bench, [put("a", { G1: S("x") })]);
      await refused(write(bench, [put("b"), put("c", { G1: S("") })]), REFUSED, "an empty index key");
      await refused(write(bench, [put("b"), update("a", "SET a = ")]), REFUSED, "an expression that ends too early");
      same(await bench.found(), ["a"], "items");
    },
  },
  "keys-stay-in-transactions": {
    group: "transactions",
    does: "A transaction with an update that changes an attribute of the key fails, and writes nothing",
    otherwise: "Keywright makes no such update; a hand-written one passes the test and fails in the service.",
    probe: async (bench) => {
      const { put, update } = actions(bench);
      await write(bench, [put("a"), update("n")]);
      // The service may refuse it whole or cancel it: what it does is not said.
      const change = write(bench, [put("b"), update("a", "SET SK = :v", S("z"))]);
      const [outcome] = await Promise.allSettled([change]);
      holds(outcome.status === "rejected", "a change of the key: accepted");
      holds([REFUSED, CANCELLED].includes(outcome.reason.name), `a change of the key: ${outcome.reason.name}`);
      same(await bench.found(), ["a", "n"], "items");
    },
  },
  "transaction-reads": {
    group: "transactions",
    does: "A transaction's gets come back in their order, from several tables, with nothing where there is no item",
    proves: "transactions",
    probe: async (bench) => {
      const { get } = actions(bench);
      const other = actions(bench, bench.tables.plain);
      await bench.put({ v: N(1) });
      await bench.put({ v: N(2) }, "a", { TableName: bench.tables.plain });
      const { Responses } = await bench.client.send(
        new TransactGetItemsCommand({ TransactItems: [other.get("a"), get("no"), get("a")] }),
      );
      same(
        Responses?.map(({ Item }) => Item?.v),
        [N(2), undefined, N(1)],
        "attributes",
      );
      same(Responses?.[1]?.Item, undefined, "item where there is none");
    },
  },
  "transaction-conflicts": {
    group: "transactions",
    does: "Of transactions that write one item at the same time some are cancelled, with the code TransactionConflict",
    proves: "transactionConflicts",
    otherwise: "The engine alone never runs code for conflicts: inject them, with `dynamodb.faults.conflict`.",
    probe: async (bench) => {
      const { update } = actions(bench);
      const transactions = upTo(40).map((i) => [update("shared", "ADD a :v"), update(`${i}`)]);
      const seen = new Set<string | undefined>();
      let done = 0;
      for (let round = 0; round < 5 && seen.size === 0; round += 1) {
        for (const outcome of await Promise.allSettled(transactions.map((actions) => write(bench, actions)))) {
          if (outcome.status === "fulfilled") done += 1;
          else for (const code of codes(outcome.reason) ?? [outcome.reason.name]) seen.add(code);
        }
      }
      holds(done > 0, `no transaction passed (${[...seen]})`);
      holds(seen.has("TransactionConflict"), "no conflict among 200 transactions");
    },
  },
} as const satisfies Behaviours;
