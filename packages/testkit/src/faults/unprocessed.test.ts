import { BatchWriteItemCommand, PutItemCommand } from "@aws-sdk/client-dynamodb";
import fc from "fast-check";
import { expect, test } from "vitest";
import { failure, useNotes } from "../network/test-support.ts";

const notes = useNotes();

test("half of a batch of writes is kept back, and the rest is really written", async () => {
  notes().faults.unprocessed();
  const { UnprocessedItems, $metadata } = await notes.batchWrite({ Notes: ["u1", "u2", "u3"], Logs: ["u4"] });
  expect($metadata).toMatchObject({ attempts: 1, httpStatusCode: 200 });
  const { Notes = "", Logs = "" } = notes().tableNames;
  expect(UnprocessedItems).toEqual({
    [Notes]: [{ PutRequest: { Item: { noteId: { S: "u3" }, text: { S: "text" } } } }],
    [Logs]: [{ PutRequest: { Item: { noteId: { S: "u4" }, text: { S: "text" } } } }],
  });
  expect(await notes.stored("u1")).toBe("text");
  expect(await notes.stored("u2")).toBe("text");
  expect(await notes.stored("u3")).toBeUndefined();
  expect(await notes.stored("u4", "Logs")).toBeUndefined();
  expect(notes().faults.report()).toMatchObject([
    { fault: "unprocessed", tableNames: ["Notes", "Logs"], detail: "2 of 4 items unprocessed", engineStatus: 200 },
  ]);
});

test("what is unprocessed can be sent again as it is", async () => {
  const { faults, client } = notes();
  faults.unprocessed({ times: 2 });
  let left = (await notes.batchWrite({ Notes: ["r1", "r2", "r3", "r4"] })).UnprocessedItems;
  let rounds = 0;
  while (left && Object.keys(left).length > 0) {
    left = (await client.send(new BatchWriteItemCommand({ RequestItems: left }))).UnprocessedItems;
    rounds++;
  }
  expect(rounds).toBe(2);
  for (const id of ["r1", "r2", "r3", "r4"]) expect(await notes.stored(id)).toBe("text");
});

test("keys are kept back with what else the request says of their table", async () => {
  await notes.batchWrite({ Notes: ["k1", "k2", "k3"] });
  notes().faults.unprocessed({ on: "BatchGetItem", keep: 1 });
  const { Responses, UnprocessedKeys } = await notes.batchGet(["k1", "k2", "k3"]);
  const { Notes = "" } = notes().tableNames;
  expect(Responses?.[Notes]?.map(({ noteId }) => noteId?.S).sort()).toEqual(["k1", "k2"]);
  expect(UnprocessedKeys).toEqual({ [Notes]: { Keys: [{ noteId: { S: "k3" } }], ConsistentRead: true } });
});

test("a batch that is kept back whole is refused, as by the service, and tried again by the SDK", async () => {
  notes().faults.unprocessed({ keep: 2 });
  expect((await notes.batchWrite({ Notes: ["w1", "w2"] })).$metadata.attempts).toBe(2);
  expect(notes().faults.report()[0]).not.toHaveProperty("engineStatus");
  notes().faults.unprocessed({ keep: 9, times: 4 });
  expect(await failure(notes.batchWrite({ Notes: ["w3", "w4"] }))).toMatchObject({
    name: "ProvisionedThroughputExceededException",
  });
  expect(await notes.stored("w3")).toBeUndefined();
});

test("binary attributes survive", async () => {
  const { faults, client, tableNames } = notes();
  const { Notes = "" } = tableNames;
  const bytes = Uint8Array.from({ length: 256 }, (_, i) => i);
  const writes = ["b1", "b2"].map((id) => ({ PutRequest: { Item: { noteId: { S: id }, bytes: { B: bytes } } } }));
  faults.unprocessed({ keep: (position) => position === 0 });
  const { UnprocessedItems } = await client.send(new BatchWriteItemCommand({ RequestItems: { [Notes]: writes } }));
  expect(UnprocessedItems?.[Notes]?.[0]?.PutRequest?.Item?.bytes?.B).toEqual(bytes);
  expect((await notes.get("b2")).Item?.bytes?.B).toEqual(bytes);
  await client.send(new PutItemCommand({ TableName: Notes, Item: { noteId: { S: "b3" } } }));
});

test("whatever is kept back: each write is either stored or unprocessed", async () => {
  let round = 0;
  const batch = fc
    .record({ notes: fc.nat(6), logs: fc.nat(6) })
    .filter((sizes) => sizes.notes + sizes.logs > 0)
    .chain(({ notes: n, logs: l }) =>
      fc.record({
        notes: fc.constant(n),
        logs: fc.constant(l),
        kept: fc.array(fc.boolean(), { minLength: n + l, maxLength: n + l }),
      }),
    )
    .filter(({ kept }) => kept.includes(false));
  await fc.assert(
    fc.asyncProperty(batch, async ({ notes: n, logs: l, kept }) => {
      const { faults, tableNames } = notes();
      faults.clear();
      const prefix = `p${round++}-`;
      const ids = (count: number) => Array.from({ length: count }, (_, i) => `${prefix}${i}`);
      const wanted = { ...(n > 0 && { Notes: ids(n) }), ...(l > 0 && { Logs: ids(l) }) };
      faults.unprocessed({ keep: (position) => kept[position] === true });
      const { UnprocessedItems = {} } = await notes.batchWrite(wanted);
      let position = 0;
      for (const [table, all] of Object.entries(wanted)) {
        for (const id of all) {
          const left = UnprocessedItems[tableNames[table] ?? ""] ?? [];
          const isLeft = left.some(({ PutRequest }) => PutRequest?.Item?.noteId?.S === id);
          expect(isLeft).toBe(kept[position++]);
          expect(await notes.stored(id, table)).toBe(isLeft ? undefined : "text");
        }
      }
    }),
    { numRuns: 25 },
  );
});
