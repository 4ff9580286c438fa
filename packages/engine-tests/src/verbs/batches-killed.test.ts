import { batchGet, batchWrite, transactAll } from "keywright";
import { expect, test } from "vitest";
import { storedItems, useDynamoDB } from "../test-support.ts";
import { batchTable, Counter, gets, ids, increments, job, puts } from "./batch-model.ts";
import { startProgram } from "./program.ts";

/** Says that something is done, and does nothing more, as a process that was killed. */
const hang = `({ done }) => {
  process.stdout.write(done + " are done");
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0);
}`;

const dynamodb = useDynamoDB({ tables: [batchTable] });

test("a batch of writes whose process was killed is finished by sending it again", async () => {
  const { db } = dynamodb();
  const program = await startProgram(
    dynamodb(),
    `import { batchWrite } from "keywright";
     import { puts } from "./batch-model.ts";
     await db.send(batchWrite(puts, { concurrency: 3, onProgress: ${hang} }));`,
  );
  await program.kill();
  const stored = await storedItems(dynamodb(), batchTable);
  expect(stored.length).toBeGreaterThanOrEqual(25);
  expect(stored.length).toBeLessThan(250);
  await db.send(batchWrite(puts));
  expect(await db.send(batchGet(gets))).toEqual(ids.map((id) => ({ id, text: `line ${id}` })));
});

test("transactions with a token whose process was killed are carried out once by sending them again", async () => {
  const { db } = dynamodb();
  await db.send(transactAll(ids.map((id) => Counter.create({ id, count: 0 }))));
  const counts = async () => {
    const counters = await db.send(batchGet(ids.map((id) => Counter.get({ id }, { consistent: true }))));
    return counters.map((counter) => counter?.count);
  };
  const program = await startProgram(
    dynamodb(),
    `import { transactAll } from "keywright";
     import { increments, job } from "./batch-model.ts";
     await db.send(transactAll(increments, { token: job, concurrency: 2, onProgress: ${hang} }));`,
  );
  await program.kill();
  const before = await counts();
  expect(before).toContain(1);
  expect(before).toContain(0);
  await db.send(transactAll(increments, { token: job }));
  expect(await counts()).toEqual(ids.map(() => 1));
});
