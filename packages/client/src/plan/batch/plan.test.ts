import { describe, expect, test } from "vitest";
import { makeOperation } from "../../definition/make-operation.ts";
import { NotSentError } from "../../error/not-sent-error.ts";
import { ScopeError } from "../../error/scope-error.ts";
import { batchGetSender, batchWriteSender, transactAllSender } from "../../execute/senders.ts";
import { connect } from "../../feature/connect.ts";
import { scoped } from "../../feature/scoped.ts";
import type { BatchOptions } from "../../operation/batch-options.ts";
import type { GetDescription } from "../../operation/description.ts";
import type { Operation } from "../../operation/operation.ts";
import { Comment, Event, Plain, Task } from "../../testing/models.ts";
import { at } from "../../testing/requests.ts";
import { stubClient } from "../../testing/stub-client.ts";

const senders = { batchGet: batchGetSender, batchWrite: batchWriteSender, transactAll: transactAllSender };

type Described = Pick<Operation<unknown>, "~operation">;

function batch(
  verb: "batchGet" | "batchWrite" | "transactAll",
  given: readonly Described[],
  options: BatchOptions = {},
): Operation<unknown> {
  const operations = given.map((operation) => operation["~operation"]) as readonly GetDescription[];
  const common = { model: operations[0]?.model, labels: undefined, given, options };
  return makeOperation({ verb, by: senders[verb], operations, ...common } as Described["~operation"]);
}

interface Table {
  readonly Keys: readonly unknown[];
  readonly ConsistentRead?: boolean;
  readonly ProjectionExpression?: string;
}

/** What each request says of its tables. */
function tablesOf(operation: Operation<unknown>): readonly Readonly<Record<string, Table>>[] {
  return operation.explain(at).requests.map(({ input }) => (input as { readonly RequestItems: never }).RequestItems);
}

const numbers = (n: number): readonly number[] => Array.from({ length: n }, (_, i) => i);
const event = (seq: number, options: Readonly<Record<string, unknown>> = {}) =>
  Event.get({ device: "d", seq }, options);
const plain = (id: number, options: Readonly<Record<string, unknown>> = {}) => Plain.get({ id: `${id}` }, options);

describe("requests of batchGet", () => {
  test("hold a hundred keys of any tables", () => {
    const tables = tablesOf(
      batch("batchGet", [...numbers(90).map((i) => event(i)), ...numbers(60).map((i) => plain(i))]),
    );
    expect(tables.map((each) => Object.entries(each).map(([name, { Keys }]) => [name, Keys.length]))).toEqual([
      [
        ["Legacy", 90],
        ["Plain", 10],
      ],
      [["Plain", 50]],
    ]);
  });

  test("keep consistent reads apart only where their table is read in both ways", () => {
    const consistent = { consistent: true };
    const mixed = tablesOf(batch("batchGet", [event(1), event(2, consistent), plain(1, consistent)]));
    expect(mixed).toMatchObject([
      { Legacy: { Keys: [{}] }, Plain: { ConsistentRead: true } },
      { Legacy: { Keys: [{}], ConsistentRead: true } },
    ]);
    expect(mixed[0]?.Legacy).not.toHaveProperty("ConsistentRead");
    // An item that is read in both ways is read once.
    expect(tablesOf(batch("batchGet", [event(1), event(1, consistent)]))).toHaveLength(1);
  });

  test("ask for a part of the items of a table where all want the same", () => {
    const select = { select: ["message"] };
    const some = { select: ["name"] };
    const [same] = tablesOf(batch("batchGet", [event(1, select), event(2, select), plain(1)]));
    expect(same?.Legacy).toHaveProperty("ProjectionExpression");
    expect(same?.Plain).not.toHaveProperty("ProjectionExpression");
    const [mixed] = tablesOf(batch("batchGet", [event(1, select), event(2), plain(1, some)]));
    expect(mixed?.Legacy).not.toHaveProperty("ProjectionExpression");
    expect(mixed?.Plain).toHaveProperty("ProjectionExpression");
    // Those that want the same stand together: one request of three is mixed.
    const many = numbers(300).map((i) => (i % 2 === 0 ? event(i, select) : event(i)));
    const projected = tablesOf(batch("batchGet", many)).map(({ Legacy }) => Legacy?.ProjectionExpression !== undefined);
    expect(projected).toEqual([true, false, false]);
  });
});

test("requests of batchWrite hold 25 items of any tables", () => {
  const puts = numbers(30).map((i) => Plain.put({ id: `${i}`, name: "n" }));
  const deletes = numbers(3).map((seq) => Event.delete({ device: "d", seq }, { mustExist: false }));
  const requests = batch("batchWrite", [...puts, ...deletes]).explain(at);
  expect(requests.requests.map(({ input }) => JSON.stringify(input).split("Request").length - 2)).toEqual([25, 8]);
  expect(requests.table).toBe("Plain, Legacy");
});

test("a batch under a scope is bound to it, operation by operation", async () => {
  const client = stubClient({ Responses: {} });
  const db = scoped(connect(client), { userId: "u1" });
  await db.send(batch("batchGet", [Task.get({ taskId: "t1" } as never), Comment.get({ commentId: "c1" } as never)]));
  expect(JSON.stringify(client.sent[0]?.input)).toContain("USER#u1#COMMENTS");
  const foreign = batch("batchGet", [
    Task.get({ userId: "u1", taskId: "t1" }),
    Task.get({ userId: "u2", taskId: "t1" }),
  ]);
  await expect(db.send(foreign)).rejects.toSatisfy(ScopeError.isInstance);
  await expect(db.send(batch("batchGet", [plain(1)]))).rejects.toSatisfy(ScopeError.isInstance);
  expect(client.sent).toHaveLength(1);
});

test("a batch does nothing until it is sent, an empty one neither", async () => {
  for (const operation of [batch("batchGet", []), batch("batchGet", [plain(1)])]) {
    await expect((async () => await (operation as unknown))()).rejects.toSatisfy(NotSentError.isInstance);
  }
});

test("an answer that nobody asked for is an error, and not an absent item", async () => {
  const client = stubClient({ Responses: { Plain: [{ id: { S: "other" }, name: { S: "n" } }] } });
  await expect(connect(client).send(batch("batchGet", [plain(1)]))).rejects.toThrow(/was not asked for/);
});

test("a batch that would do nothing is refused", () => {
  const put = [Plain.put({ id: "1", name: "n" })];
  for (const options of [{ concurrency: 0 }, { concurrency: 1.5 }, { maxAttempts: 0 }, { maxAttempts: Number.NaN }]) {
    const refused = /must be a whole number, 1 or greater/;
    expect(() => batch("batchGet", [plain(1)], options).toRequest()).toThrow(refused);
    expect(() => batch("batchWrite", put, options).toRequest()).toThrow(refused);
    expect(() => batch("transactAll", put, options).toRequest()).toThrow(refused);
  }
});
